import { expect, test } from 'vitest';
import { condition, resource } from '../../test/samples';
import { hasProblem, isShort, newestVersion, verdictOf } from './problems';

test.each([
  ['Accepted', 'True', 'good'],
  ['Accepted', 'False', 'bad'],
  ['Accepted', 'Unknown', 'unknown'],
  ['PartiallyInvalid', 'True', 'bad'],
  ['PartiallyInvalid', 'False', 'good'],
] as const)('%s=%s is %s', (type, status, verdict) => {
  expect(verdictOf(condition(type, { status }))).toBe(verdict);
});

test.each([
  ['3/3', false],
  ['2/3', true],
  ['0/0', true],
  [null, false],
])('gateways %s are short: %s', (gateways, short) => {
  expect(isShort(gateways)).toBe(short);
});

test('an object that nobody has judged yet is a problem', () => {
  expect(hasProblem(resource('new', { conditions: [] }))).toBe(true);
  expect(hasProblem(resource('well'))).toBe(false);
});

test('a fleet with a gateway that is not ready is a problem', () => {
  const pod = { name: 'gateway-a', ready: false, version: '1.1', address: null };
  expect(hasProblem(resource('fleet', { pods: [pod] }))).toBe(true);
  expect(hasProblem(resource('fleet', { pods: [{ ...pod, ready: true }] }))).toBe(false);
});

test('versions are compared by number: 1.42 is newer than 1.9, and 2.1 than both', () => {
  const pod = (version: string | null) => ({ name: 'p', ready: true, version, address: null });
  expect(newestVersion([pod('1.42'), pod('1.9'), pod(null)])).toBe('1.42');
  expect(newestVersion([pod('1.42'), pod('2.1')])).toBe('2.1');
  expect(newestVersion([pod(null)])).toBeNull();
});
