import { call, isUnauthorised } from './http';

/** Trades a Kubernetes token for a session cookie that scripts cannot read. */
export async function signIn(token: string): Promise<void> {
  await call('session', { method: 'POST', body: { token: token.trim() } });
}

/** Ends the session; one that had ended already is as good. */
export async function signOut(): Promise<void> {
  await call('session', { method: 'DELETE' }).catch((error: unknown) => {
    if (!isUnauthorised(error)) throw error;
  });
}
