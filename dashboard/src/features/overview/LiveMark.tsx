import { clock } from '../../ui/time';
import './live.css';

type Props = { updatedAt: number; failing: boolean };

/** When the lists were last read. Not a live region: it changes every two seconds. */
export function LiveMark({ updatedAt, failing }: Props) {
  return (
    <span className={failing ? 'live live-stale' : 'live'}>
      <span className="live-dot" aria-hidden="true" />
      {updatedAt === 0 ? (
        'Reading…'
      ) : (
        <span>
          <span className="live-words">Last updated </span>
          <time dateTime={new Date(updatedAt).toISOString()}>{clock(updatedAt)}</time>
        </span>
      )}
    </span>
  );
}
