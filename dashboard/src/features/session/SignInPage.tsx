import { Alert, Button, Form, FormGroup, TextInput } from '@patternfly/react-core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { ApiError } from '../../api/http';
import { signIn } from '../../api/session';
import { Brand } from '../../ui/Brand';
import { Command } from '../../ui/Command';
import { ThemeToggle } from '../../ui/ThemeToggle';
import './SignInPage.css';

type Props = { expired: boolean; onSignedIn: () => void };

/** Asks for a Kubernetes token; it goes to the operator once and is kept nowhere in the browser. */
export function SignInPage({ expired, onSignedIn }: Props) {
  const [token, setToken] = useState('');
  const attempt = useMutation({ mutationFn: signIn, onSuccess: onSignedIn });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate(token);
  };

  return (
    <div className="sign-in">
      <header className="sign-in-bar">
        <Brand />
        <ThemeToggle />
      </header>
      <main className="sign-in-card">
        <h1>Sign in</h1>
        <p className="subtle">You see what your own Kubernetes rights let you see.</p>
        {expired && !attempt.error && (
          <Alert isInline variant="info" title="Your session has ended">
            Sign in again to go on.
          </Alert>
        )}
        {attempt.error && <Refusal error={attempt.error} />}
        <Form onSubmit={submit}>
          <FormGroup label="Kubernetes token" fieldId="token">
            <TextInput
              id="token"
              name="token"
              type="password"
              autoComplete="off"
              spellCheck={false}
              autoFocus
              value={token}
              onChange={(_, value) => setToken(value)}
              aria-describedby="token-help"
            />
          </FormGroup>
          <Button type="submit" isBlock isDisabled={token.trim() === '' || attempt.isPending} isLoading={attempt.isPending}>
            Sign in
          </Button>
        </Form>
        <div id="token-help" className="sign-in-help">
          <p>Make one that may read every ApiFleet resource for an hour:</p>
          <Command>kubectl create token apifleet-viewer -n apifleet-system</Command>
          <p className="subtle">It is traded for a session cookie and not kept in this browser.</p>
        </div>
      </main>
    </div>
  );
}

function Refusal({ error }: { error: Error }) {
  const { title, detail } = error instanceof ApiError ? error : { title: 'Sign-in failed', detail: error.message };
  return (
    <Alert isInline isLiveRegion variant="danger" title={title}>
      {detail}
    </Alert>
  );
}
