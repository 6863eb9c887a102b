import type { GatewayPod } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { Cell, Row, Table } from '../../ui/Table';
import { newestVersion } from './problems';

type Props = { fleet: string; pods: GatewayPod[] };

/** The fleet's gateways, and which version of the configuration each one runs. */
export function PodTable({ fleet, pods }: Props) {
  if (pods.length === 0) return <p className="detail-note">No gateway pod is running.</p>;
  const newest = newestVersion(pods);
  return (
    <Table nested label={`Gateways of ${fleet}`} columns={['Gateway pod', 'Ready', 'Version', 'Address']}>
      {pods.map((pod) => (
        <Row key={pod.name}>
          <Cell title="Gateway pod">
            <code>{pod.name}</code>
          </Cell>
          <Cell title="Ready">
            <Chip tone={pod.ready ? 'good' : 'bad'}>{pod.ready ? 'Ready' : 'Not ready'}</Chip>
          </Cell>
          <Cell title="Version">
            <Version of={pod.version} newest={newest} />
          </Cell>
          <Cell title="Address">
            <code>{pod.address ?? '–'}</code>
          </Cell>
        </Row>
      ))}
    </Table>
  );
}

function Version({ of, newest }: { of: string | null; newest: string | null }) {
  if (!of) return <Chip tone="unknown">none yet</Chip>;
  return of === newest ? <code>{of}</code> : <Chip tone="unknown">{of}, behind</Chip>;
}
