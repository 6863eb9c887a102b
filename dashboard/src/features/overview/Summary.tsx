import type { Kind, Resources } from '../../api/types';
import { KINDS } from './kinds';
import { hasProblem } from './problems';

const problemsIn = (data: Resources, kind: Kind): number => data[kind].filter(hasProblem).length;

export const problemsOf = (data: Resources): number => KINDS.reduce((sum, { kind }) => sum + problemsIn(data, kind), 0);

/** How many of each kind there are and how many need attention; each figure leads to its list. */
export function Summary({ data }: { data: Resources }) {
  return (
    <nav className="summary" aria-label="Lists">
      {KINDS.map(({ kind, title }) => {
        const problems = problemsIn(data, kind);
        return (
          <a key={kind} href={`#${kind}`} className={problems > 0 ? 'figure figure-bad' : 'figure'}>
            <span className="figure-title">{title}</span>
            <span className="figure-count">{data.forbidden?.includes(kind) ? '–' : data[kind].length}</span>
            <span className="figure-note">{noteOf(data, kind, problems)}</span>
          </a>
        );
      })}
    </nav>
  );
}

function noteOf(data: Resources, kind: Kind, problems: number): string {
  if (data.forbidden?.includes(kind)) return 'not yours to see';
  if (data[kind].length === 0) return 'none yet';
  return problems === 0 ? 'all well' : `${problems} ${problems === 1 ? 'needs' : 'need'} attention`;
}
