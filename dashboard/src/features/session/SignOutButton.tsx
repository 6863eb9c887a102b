import { Button } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { signOut } from '../../api/session';

/** Ends the session; where that fails it says so, since the user is then still signed in. */
export function SignOutButton({ onSignedOut }: { onSignedOut: () => void }) {
  const attempt = useMutation({ mutationFn: signOut, onSuccess: onSignedOut });
  return (
    <>
      {attempt.error && (
        <span role="alert" className="bad-text">
          Still signed in
        </span>
      )}
      <Button variant="secondary" size="sm" isDisabled={attempt.isPending} onClick={() => attempt.mutate()}>
        Sign out
      </Button>
    </>
  );
}
