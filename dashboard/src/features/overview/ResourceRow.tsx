import { useState } from 'react';
import type { Kind, Resource } from '../../api/types';
import { Chip } from '../../ui/Chip';
import { Cell, Row } from '../../ui/Table';
import { ConditionTable } from './ConditionTable';
import { PodTable } from './PodTable';
import { hasProblem, isShort, verdictOf } from './problems';

type Props = { kind: Kind; resource: Resource; titles: string[]; now: number };

/** One object, and below it, when open, why its conditions are as they are. What has a problem opens by itself. */
export function ResourceRow({ kind, resource, titles, now }: Props) {
  const [chosen, setChosen] = useState<boolean | null>(null);
  const open = chosen ?? (hasProblem(resource) || resource.pods !== undefined);
  const fullName = `${resource.namespace}/${resource.name}`;
  const detailId = `${kind}/${fullName}`;
  return (
    <>
      <Row className={open ? 'row-open' : undefined}>
        <Cell title="Name">
          <button
            type="button"
            className="row-toggle"
            aria-label={fullName}
            aria-expanded={open}
            aria-controls={detailId}
            onClick={() => setChosen(!open)}
          >
            <svg viewBox="0 0 16 16" width="14" height="14" className="line-icon" aria-hidden="true">
              <path d="m6 3.5 4.5 4.5L6 12.5" />
            </svg>
            <span className="row-name">
              <span className="subtle">{resource.namespace}/</span>
              <strong>{resource.name}</strong>
            </span>
          </button>
        </Cell>
        {titles.map((title) => (
          <Cell key={title} title={title}>
            {resource.columns[title] || <span className="subtle">–</span>}
          </Cell>
        ))}
        <Cell title="Gateways">
          <Gateways value={resource.gateways} />
        </Cell>
        <Cell title="Conditions">
          <Conditions resource={resource} />
        </Cell>
      </Row>
      <tr role="row" id={detailId} className="row-detail" hidden={!open}>
        <td role="cell" colSpan={titles.length + 3}>
          {open && resource.pods && <PodTable fleet={resource.name} pods={resource.pods} />}
          {open && <ConditionTable resource={resource} now={now} />}
        </td>
      </tr>
    </>
  );
}

function Gateways({ value }: { value: string | null }) {
  if (value === null) return <span className="subtle">–</span>;
  return <Chip tone={isShort(value) ? 'unknown' : 'good'}>{value}</Chip>;
}

function Conditions({ resource: { conditions } }: { resource: Resource }) {
  if (conditions.length === 0) return <Chip tone="unknown">No status yet</Chip>;
  return (
    <span className="chips">
      {conditions.map((condition) => (
        <Chip key={condition.type} tone={verdictOf(condition)}>
          {condition.type} <span className="chip-status">{condition.status}</span>
        </Chip>
      ))}
    </span>
  );
}
