import { act, screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { FakeOperator } from '../../test/FakeOperator';
import { openConsole } from '../../test/open';
import { QUICKSTART, resource } from '../../test/samples';

const routes = () => screen.findByRole('table', { name: 'Routes' });

test('an operator that goes away leaves the last list under a banner, until it is back', async () => {
  const operator = new FakeOperator(QUICKSTART);
  const { poll } = openConsole();
  await routes();

  operator.away = true;
  await act(poll);
  expect(await screen.findByText(/The operator does not answer/)).toBeTruthy();
  expect(screen.getByText(/Below is the list as of/)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'default/quickstart' })).toBeTruthy();

  operator.away = false;
  await act(poll);
  await waitFor(() => expect(screen.queryByText(/The operator does not answer/)).toBeNull());
});

test('the banner stays while a first list is tried for again', async () => {
  const operator = new FakeOperator(QUICKSTART);
  operator.away = true;
  const { poll } = openConsole();
  await screen.findByText(/The operator does not answer/);

  vi.stubGlobal('fetch', () => new Promise(() => undefined));
  act(() => void poll());
  expect(screen.getByText(/The operator does not answer/)).toBeTruthy();
});

test('an answer from something else than the operator is told apart', async () => {
  vi.stubGlobal('fetch', async () => new Response('<html>', { status: 200 }));
  openConsole();

  expect(await screen.findByText(/Unreadable answer/)).toBeTruthy();
});

test('asks again every two seconds, but not while the tab is hidden', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  const operator = new FakeOperator(QUICKSTART);
  openConsole();
  await routes();

  operator.resources = { ...QUICKSTART, routes: [resource('brand-new')] };
  await act(() => vi.advanceTimersByTimeAsync(2_100));
  expect(screen.getByRole('button', { name: 'default/brand-new' })).toBeTruthy();

  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  window.dispatchEvent(new Event('visibilitychange'));
  const before = operator.calls.length;
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  expect(operator.calls.length).toBe(before);
});
