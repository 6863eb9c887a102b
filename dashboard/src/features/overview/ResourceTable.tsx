import { Button } from '@patternfly/react-core';
import { useState } from 'react';
import type { Resource } from '../../api/types';
import { Table } from '../../ui/Table';
import type { KindText } from './kinds';
import { ResourceRow } from './ResourceRow';

const PAGE = 100;

type Props = { text: KindText; resources: Resource[]; now: number };

/** The objects of one kind, a hundred at a time so that a big cluster does not weigh the page down. */
export function ResourceTable({ text, resources, now }: Props) {
  const [limit, setLimit] = useState(PAGE);
  const titles = [...new Set(resources.flatMap(({ columns }) => Object.keys(columns)))];
  const rest = resources.length - limit;
  return (
    <>
      <Table label={text.title} columns={['Name', ...titles, 'Gateways', 'Conditions']}>
        {resources.slice(0, limit).map((resource) => (
          <ResourceRow key={`${resource.namespace}/${resource.name}`} kind={text.kind} resource={resource} titles={titles} now={now} />
        ))}
      </Table>
      {rest > 0 && (
        <div className="panel-note">
          <Button variant="link" isInline onClick={() => setLimit(limit + PAGE)}>
            Show {Math.min(rest, PAGE)} more of {rest}
          </Button>
        </div>
      )}
    </>
  );
}
