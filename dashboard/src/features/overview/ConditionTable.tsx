import type { Condition, Resource } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { Cell, Row, Table } from '../../ui/Table';
import { ago, moment } from '../../ui/time';
import { verdictOf } from './problems';

type Props = { resource: Resource; now: number };

/** Each condition with its reason, its message and since when. */
export function ConditionTable({ resource, now }: Props) {
  return (
    <>
      {resource.conditions.length === 0 ? (
        <p className="detail-note">
          The operator has not judged this object yet. If that lasts, see its log: <code>kubectl logs -n apifleet-system deploy/apifleet-operator</code>
        </p>
      ) : (
        <Table nested label={`Conditions of ${resource.name}`} columns={['Condition', 'Reason', 'Message', 'Since']}>
          {resource.conditions.map((condition) => (
            <ConditionRow key={condition.type} condition={condition} now={now} />
          ))}
        </Table>
      )}
      <p className="detail-note subtle">
        Generation {resource.generation}, created {moment(resource.createdAt)} ({ago(resource.createdAt, now)})
      </p>
    </>
  );
}

function ConditionRow({ condition, now }: { condition: Condition; now: number }) {
  return (
    <Row>
      <Cell title="Condition">
        <Chip tone={verdictOf(condition)}>
          {condition.type} <span className="chip-status">{condition.status}</span>
        </Chip>
      </Cell>
      <Cell title="Reason">
        <code>{condition.reason}</code>
      </Cell>
      <Cell title="Message">{condition.message || <span className="subtle">–</span>}</Cell>
      <Cell title="Since">
        <time dateTime={condition.lastTransitionTime}>
          {moment(condition.lastTransitionTime)} <span className="subtle">({ago(condition.lastTransitionTime, now)})</span>
        </time>
      </Cell>
    </Row>
  );
}
