import { Skeleton } from '@patternfly/react-core';
import { KINDS } from './kinds';

/** The page's outline while the first list is on its way. */
export function Loading() {
  return (
    <div className="lists" role="status">
      <span className="sr-only">Reading the lists…</span>
      {KINDS.map(({ kind, title }) => (
        <div key={kind} className="panel">
          <h2 className="panel-title">{title}</h2>
          <div className="panel-note loading">
            <Skeleton width="60%" />
            <Skeleton width="80%" />
            <Skeleton width="45%" />
          </div>
        </div>
      ))}
    </div>
  );
}
