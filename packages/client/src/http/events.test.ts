// Tests how times are shown.
import { expect, it } from 'vitest';
import { clockTime } from './events.ts';

const at = (day: number, hour: number) => new Date(2026, 10, day, hour, 3, 20).getTime();

it.each([
  [at(28, 14), at(28, 9), '14:03:20'],
  [at(29, 0), at(28, 23), '2026-11-29 00:03:20'],
  [at(27, 23), at(28, 0), '2026-11-27 23:03:20'],
  [new Date(2027, 10, 28, 14).getTime(), at(28, 14), '2027-11-28 14:00:00'],
])('a time carries its day where that is not today', (ms, nowMs, shown) => {
  expect(clockTime(ms, nowMs)).toBe(shown);
});
