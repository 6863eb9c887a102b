import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { isUnauthorised } from './api/http';
import { OverviewPage } from './features/overview/OverviewPage';
import { useResources } from './features/overview/useResources';
import { SignInPage } from './features/session/SignInPage';

/** The console: the sign-in page until the operator knows the user, the overview from then on. */
export function App() {
  const client = useQueryClient();
  const [signedOut, setSignedOut] = useState(false);
  const resources = useResources(!signedOut);

  if (signedOut || isUnauthorised(resources.error)) {
    const enter = () => {
      setSignedOut(false);
      void client.resetQueries();
    };
    return <SignInPage expired={!signedOut && resources.data !== undefined} onSignedIn={enter} />;
  }
  const leave = () => {
    setSignedOut(true);
    client.removeQueries();
  };
  return <OverviewPage resources={resources} onSignedOut={leave} />;
}
