import { SearchInput, Switch } from '@patternfly/react-core';
import type { Filter } from './filter';

type Props = { filter: Filter; onChange: (filter: Filter) => void };

/** Narrows all four lists at once. */
export function FilterBar({ filter, onChange }: Props) {
  return (
    <div role="search" className="filter-bar">
      <SearchInput
        aria-label="Filter by namespace or name"
        placeholder="Filter by namespace or name"
        value={filter.text}
        onChange={(_, text) => onChange({ ...filter, text })}
        onClear={() => onChange({ ...filter, text: '' })}
      />
      <Switch
        id="only-problems"
        label="Only problems"
        isChecked={filter.onlyProblems}
        onChange={(_, onlyProblems) => onChange({ ...filter, onlyProblems })}
      />
    </div>
  );
}
