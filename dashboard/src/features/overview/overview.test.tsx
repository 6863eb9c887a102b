import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { FakeOperator } from '../../test/FakeOperator';
import { openConsole } from '../../test/open';
import { NOTHING, QUICKSTART, resource, UNKNOWN_POOL } from '../../test/samples';

const routes = () => screen.findByRole('table', { name: 'Routes' });

test('lists each object with its columns, gateways and conditions', async () => {
  new FakeOperator(QUICKSTART);
  openConsole();

  const row = within(await routes()).getByRole('row', { name: /quickstart/ });
  const cells = within(row).getAllByRole('cell').map((cell) => cell.textContent);
  expect(cells).toEqual(['default/quickstart', '*', '3', '3/3', 'Accepted TrueResolvedRefs TrueProgrammed True']);
});

test('an object with a problem shows reason and message without being asked', async () => {
  new FakeOperator(QUICKSTART);
  openConsole();

  const conditions = within(await screen.findByRole('table', { name: 'Conditions of checkout' }));
  expect(conditions.getByText('RefNotFound')).toBeTruthy();
  expect(conditions.getByText(UNKNOWN_POOL.message)).toBeTruthy();
});

test('a healthy object opens and closes on demand', async () => {
  new FakeOperator(QUICKSTART);
  const { user } = openConsole();
  const toggle = await screen.findByRole('button', { name: 'default/quickstart' });

  expect(screen.queryByRole('table', { name: 'Conditions of quickstart' })).toBeNull();
  await user.click(toggle);
  expect(screen.getByRole('table', { name: 'Conditions of quickstart' })).toBeTruthy();
  await user.click(toggle);
  expect(screen.queryByRole('table', { name: 'Conditions of quickstart' })).toBeNull();
});

test('a fleet names each gateway and the version that it acknowledged', async () => {
  new FakeOperator(QUICKSTART);
  openConsole();

  const pods = within(await screen.findByRole('table', { name: 'Gateways of default' }));
  expect(pods.getByRole('row', { name: 'gateway-a Ready 1.42 10.42.0.7' })).toBeTruthy();
  expect(pods.getByRole('row', { name: 'gateway-b Ready 1.9, behind 10.42.0.8' })).toBeTruthy();
});

test('the filter narrows by namespace and name, and can be cleared', async () => {
  new FakeOperator(QUICKSTART);
  const { user } = openConsole();
  await routes();

  await user.type(screen.getByRole('textbox', { name: 'Filter by namespace or name' }), 'shop check');
  expect(screen.getByRole('button', { name: 'shop/checkout' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'default/quickstart' })).toBeNull();

  await user.click(screen.getAllByRole('button', { name: 'Show all 1' })[0]!);
  expect(screen.getByRole('button', { name: 'default/quickstart' })).toBeTruthy();
});

test('only problems leaves out what is well', async () => {
  new FakeOperator(QUICKSTART);
  const { user } = openConsole();
  await routes();

  await user.click(screen.getByRole('switch', { name: 'Only problems' }));
  expect(screen.getByRole('button', { name: 'shop/checkout' })).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'default/quickstart' })).toBeNull();
  expect(screen.getByText('No pool needs attention')).toBeTruthy();
});

test('the summary and the tab title count what needs attention', async () => {
  new FakeOperator(QUICKSTART);
  openConsole();

  expect(await screen.findByRole('link', { name: 'Routes 2 1 needs attention' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Pools 1 all well' })).toBeTruthy();
  expect(document.title).toBe('(1) ApiFleet');
});

test('an empty cluster teaches the next step', async () => {
  new FakeOperator(NOTHING);
  openConsole();

  expect(await screen.findByText('No route yet.')).toBeTruthy();
  expect(screen.getAllByText('kubectl apply -f examples/quickstart').length).toBeGreaterThan(0);
});

test('a kind that the user may not list is explained', async () => {
  new FakeOperator({ ...QUICKSTART, policies: [], forbidden: ['policies'] });
  openConsole();

  expect(await screen.findByText(/Your Kubernetes rights do not include listing ratelimitpolicies/)).toBeTruthy();
  expect(screen.getByText('kubectl auth can-i list ratelimitpolicies.apifleet.dev -A')).toBeTruthy();
});

test('a long list comes a hundred at a time', async () => {
  const many = Array.from({ length: 130 }, (_, i) => resource(`route-${i}`));
  new FakeOperator({ ...NOTHING, routes: many });
  const { user } = openConsole();

  await user.click(await screen.findByText('Show 30 more of 30'));
  expect(screen.getByText('route-129')).toBeTruthy();
});
