// Tests of the journal of calls: exact count, the last calls in order, and nothing older.
import { expect, test } from 'vitest';
import { makeCalls } from './journal.ts';

function called(times: number) {
  const calls = makeCalls();
  for (let n = 0; n < times; n += 1) {
    calls.begin({ atMs: n, method: 'GET', path: '/me', query: {}, operation: 'getAuthenticatedUser' });
  }
  return calls;
}

test.each([
  [3, 1],
  [10_000, 1],
  [10_001, 2],
  [24_000, 14_001],
])('after %i calls the oldest kept is number %i', (times, oldest) => {
  const calls = called(times);
  const kept = calls.since(0);
  expect([calls.count(), kept[0]?.n, kept.at(-1)?.n]).toEqual([times, oldest, times]);
  expect(kept.every((entry, at) => entry.n === oldest + at)).toBe(true);
  expect(calls.since(times - 2)).toHaveLength(2);
});
