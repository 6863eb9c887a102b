import { act, screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { FakeOperator } from '../../test/FakeOperator';
import { openConsole } from '../../test/open';
import { QUICKSTART } from '../../test/samples';

function signedOut(): FakeOperator {
  const operator = new FakeOperator(QUICKSTART);
  operator.signedIn = false;
  return operator;
}

test('a good token opens the overview, and no copy of it stays in the browser', async () => {
  signedOut();
  const { user } = openConsole();

  await user.type(await screen.findByLabelText('Kubernetes token'), '  good-token  ');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));

  expect(await screen.findByRole('table', { name: 'Routes' })).toBeTruthy();
  expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('good-token');
  expect(document.cookie).toBe('');
});

test('a refused token is explained in the words of the operator', async () => {
  signedOut();
  const { user } = openConsole();

  await user.type(await screen.findByLabelText('Kubernetes token'), 'stale');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));

  expect(await screen.findByText(/Token refused/)).toBeTruthy();
  expect(screen.getByText('The cluster does not know this token, or it has expired.')).toBeTruthy();
  expect(screen.getByLabelText('Kubernetes token')).toBeTruthy();
});

test('the sign-in page says how to make a token, and asks for one before it sends', async () => {
  const operator = signedOut();
  const { user } = openConsole();

  expect(await screen.findByText('kubectl create token apifleet-viewer -n apifleet-system')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  expect(operator.calls).not.toContain('POST /console/api/session');
});

test('signing in while the operator is away says so', async () => {
  const operator = signedOut();
  const { user } = openConsole();
  await user.type(await screen.findByLabelText('Kubernetes token'), 'good-token');

  operator.away = true;
  await user.click(screen.getByRole('button', { name: 'Sign in' }));

  expect(await screen.findByText(/The operator does not answer/)).toBeTruthy();
});

test('a session that ends returns to sign-in and says why', async () => {
  const operator = new FakeOperator(QUICKSTART);
  const { poll } = openConsole();
  await screen.findByRole('table', { name: 'Routes' });

  operator.signedIn = false;
  await act(poll);

  expect(await screen.findByText(/Your session has ended/)).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});

test('signing out ends the session and shows nothing of the lists', async () => {
  const operator = new FakeOperator(QUICKSTART);
  const { user } = openConsole();

  await user.click(await screen.findByRole('button', { name: 'Sign out' }));

  expect(await screen.findByLabelText('Kubernetes token')).toBeTruthy();
  expect(operator.calls).toContain('DELETE /console/api/session');
  expect(screen.queryByText(/Your session has ended/)).toBeNull();
});

test('a sign-out that does not reach the operator says that the user is still signed in', async () => {
  const operator = new FakeOperator(QUICKSTART);
  const { user } = openConsole();
  const button = await screen.findByRole('button', { name: 'Sign out' });

  operator.away = true;
  await user.click(button);

  expect(await screen.findByText('Still signed in')).toBeTruthy();
});
