import { useEffect, useState } from 'react';
import type { Resources } from '../../api/types';
import { Brand } from '../../ui/Brand';
import { ThemeToggle } from '../../ui/ThemeToggle';
import { SignOutButton } from '../session/SignOutButton';
import { AwayBanner } from './AwayBanner';
import { NO_FILTER } from './filter';
import { FilterBar } from './FilterBar';
import { KINDS } from './kinds';
import { KindSection } from './KindSection';
import { LiveMark } from './LiveMark';
import { Loading } from './Loading';
import './overview.css';
import './panel.css';
import { problemsOf, Summary } from './Summary';

type Live = { data: Resources | undefined; error: Error | null; dataUpdatedAt: number };
type Props = { resources: Live; onSignedOut: () => void };

/** Everything the fleets serve and what is wrong with it, on one page. */
export function OverviewPage({ resources: { data, error, dataUpdatedAt }, onSignedOut }: Props) {
  const failure = useLastFailure(error, data !== undefined);
  return (
    <>
      <a className="skip" href="#lists">
        Skip to the lists
      </a>
      <header className="masthead">
        <Brand />
        <LiveMark updatedAt={dataUpdatedAt} failing={failure !== null} />
        <ThemeToggle />
        <SignOutButton onSignedOut={onSignedOut} />
      </header>
      <main className="page">
        <h1 className="sr-only">Overview</h1>
        {failure && <AwayBanner failure={failure} updatedAt={dataUpdatedAt} />}
        {data ? <Lists data={data} now={dataUpdatedAt} /> : <Loading />}
      </main>
    </>
  );
}

function Lists({ data, now }: { data: Resources; now: number }) {
  const [filter, setFilter] = useState(NO_FILTER);
  const problems = problemsOf(data);
  useEffect(() => {
    document.title = problems > 0 ? `(${problems}) ApiFleet` : 'ApiFleet';
    return () => {
      document.title = 'ApiFleet';
    };
  }, [problems]);
  return (
    <>
      <Summary data={data} />
      <FilterBar filter={filter} onChange={setFilter} />
      <div id="lists" className="lists" tabIndex={-1}>
        {KINDS.map((text) => (
          <KindSection
            key={text.kind}
            text={text}
            resources={data[text.kind]}
            isForbidden={data.forbidden?.includes(text.kind) ?? false}
            filter={filter}
            onClear={() => setFilter(NO_FILTER)}
            now={now}
          />
        ))}
      </div>
    </>
  );
}

/** The failure to show: before the first list each new attempt would wipe it, and the banner would blink. */
function useLastFailure(error: Error | null, hasData: boolean): Error | null {
  const [last, setLast] = useState(error);
  if (error !== last && (error || hasData)) setLast(error);
  return error ?? (hasData ? null : last);
}
