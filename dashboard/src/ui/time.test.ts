import { expect, test } from 'vitest';
import { ago } from './time';

const then = '2026-03-01T12:00:00Z';
const at = (seconds: number) => ago(then, Date.parse(then) + seconds * 1000);

test('tells how long ago in the largest whole unit', () => {
  expect([at(5), at(59), at(60), at(7_300), at(200_000)]).toEqual(['5 sec. ago', '59 sec. ago', '1 min. ago', '2 hr. ago', '2 days ago']);
});

test('a cluster whose clock is ahead reads as now', () => {
  expect(at(-30)).toBe('just now');
});
