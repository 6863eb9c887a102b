import type { Resource } from '../../api/types';
import type { Filter } from './filter';
import { select } from './filter';
import { Forbidden, NoMatch, NothingYet } from './EmptyLists';
import type { KindText } from './kinds';
import { ResourceTable } from './ResourceTable';

type Props = {
  text: KindText;
  resources: Resource[];
  isForbidden: boolean;
  filter: Filter;
  onClear: () => void;
  now: number;
};

/** One kind: its heading, and its list or the reason why there is none. */
export function KindSection({ text, ...rest }: Props) {
  return (
    <section id={text.kind} className="panel" aria-labelledby={`${text.kind}-title`}>
      <header className="panel-head">
        <h2 id={`${text.kind}-title`} className="panel-title">
          {text.title}
        </h2>
        <p className="subtle">{text.purpose}</p>
      </header>
      <Body text={text} {...rest} />
    </section>
  );
}

function Body({ text, resources, isForbidden, filter, onClear, now }: Props) {
  if (isForbidden) return <Forbidden text={text} />;
  if (resources.length === 0) return <NothingYet text={text} />;
  const selected = select(resources, filter);
  if (selected.length === 0) return <NoMatch text={text} total={resources.length} filter={filter} onClear={onClear} />;
  return <ResourceTable text={text} resources={selected} now={now} />;
}
