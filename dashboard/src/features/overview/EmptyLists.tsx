import { Button } from '@patternfly/react-core';
import { Chip } from '../../ui/Chip';
import { Command } from '../../ui/Command';
import type { Filter } from './filter';
import type { KindText } from './kinds';

export function NothingYet({ text }: { text: KindText }) {
  return (
    <div className="panel-note">
      <p>
        <strong>No {text.one} yet.</strong> A working set of examples is one command away:
      </p>
      <Command>kubectl apply -f examples/quickstart</Command>
    </div>
  );
}

export function Forbidden({ text }: { text: KindText }) {
  return (
    <div className="panel-note">
      <p>
        <strong>Your Kubernetes rights do not include listing {text.resource}.</strong> Whoever looks after the cluster can grant
        them; this shows whether they did:
      </p>
      <Command>{`kubectl auth can-i list ${text.resource}.apifleet.dev -A`}</Command>
    </div>
  );
}

type NoMatchProps = { text: KindText; total: number; filter: Filter; onClear: () => void };

export function NoMatch({ text, total, filter, onClear }: NoMatchProps) {
  const named = filter.text.trim();
  return (
    <div className="panel-note panel-line">
      {named ? (
        <p>
          None of {total} matches “{named}”{filter.onlyProblems && ' and has a problem'}.
        </p>
      ) : (
        <Chip tone="good">No {text.one} needs attention</Chip>
      )}
      <Button variant="link" isInline onClick={onClear}>
        Show all {total}
      </Button>
    </div>
  );
}
