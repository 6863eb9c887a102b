import { screen } from '@testing-library/react';
import axe from 'axe-core';
import { beforeEach, expect, test, vi } from 'vitest';
import { FakeOperator } from './FakeOperator';
import { openConsole } from './open';
import { NOTHING, QUICKSTART } from './samples';

// axe asks for a canvas, which jsdom does not have.
beforeEach(() => void vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null));

/** What axe calls serious or critical. Colours need a real browser, so they are left to one. */
async function seriousFindings(): Promise<string[]> {
  const { violations } = await axe.run(document.body, { rules: { 'color-contrast': { enabled: false } } });
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
}

test('axe finds nothing serious on the sign-in page', async () => {
  new FakeOperator(QUICKSTART).signedIn = false;
  openConsole();
  await screen.findByLabelText('Kubernetes token');
  expect(await seriousFindings()).toEqual([]);
});

test.each([
  ['with lists', QUICKSTART],
  ['with nothing yet', NOTHING],
  ['with a kind that is forbidden', { ...NOTHING, forbidden: ['routes' as const] }],
])('axe finds nothing serious on the overview %s', async (_, resources) => {
  new FakeOperator(resources);
  openConsole();
  await screen.findByRole('heading', { name: 'Routes' });
  await screen.findByRole('switch');
  expect(await seriousFindings()).toEqual([]);
});
