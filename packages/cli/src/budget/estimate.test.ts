// Estimates how long calls take, and whether a run may wait so long.
import { describe, expect, it } from 'vitest';
import { outwaits, timeOf } from './estimate.ts';

const quick = { nowMs: 1_000_000, meanCallMs: 0, parallelism: 8 };
const bucket = { name: 'general', limit: 60, windowMs: 60_000, isAssumed: false };

/** t(C) = 0 if C ≤ R, else ρ + (⌈(C−R)/L⌉−1)·T, the largest over the buckets. */
describe('the time that calls take', () => {
  const count = (calls: number) => ({ calls, byBucket: { general: calls } });

  it.each([
    [20, 20, 0],
    [21, 20, 30_000],
    [80, 20, 30_000],
    [81, 20, 90_000],
  ])('%s calls where %s are left in a window that ends in 30 s wait %s ms', (calls, available, ms) => {
    const budget = { buckets: [{ ...bucket, available, resetAtMs: 1_030_000 }] };
    expect(timeOf(count(calls), budget, quick)).toBe(ms);
  });

  it('is that of a whole fresh window where nobody has said anything yet', () => {
    expect(timeOf(count(60), { buckets: [bucket] }, quick)).toBe(0);
    expect(timeOf(count(61), { buckets: [bucket] }, quick)).toBe(60_000);
  });

  it('is that of the slowest bucket, and the calls themselves come on top', () => {
    const budget = { buckets: [bucket, { name: 'slow', limit: 10, windowMs: 10_000, isAssumed: false }] };
    const both = { calls: 30, byBucket: { general: 30, slow: 30 } };
    expect(timeOf(both, budget, quick)).toBe(20_000);
    expect(timeOf(both, budget, { ...quick, meanCallMs: 100 })).toBe(20_400);
  });
});

describe('a wait that is longer than a run may wait', () => {
  const given = { nowMs: 1_000_000, maxWaitMs: 11_000 };
  const general = (calls: number) => ({ calls, byBucket: { general: calls } });
  it.each([
    [60, {}, false],
    [61, {}, true],
    [21, { available: 20, resetAtMs: 1_009_000 }, false],
    [21, { available: 20, resetAtMs: 1_030_000 }, true],
    [80, { available: 20, resetAtMs: 1_009_000 }, false],
    [81, { available: 20, resetAtMs: 1_009_000 }, true],
  ])('%s calls at %j: %s', (calls, known, expected) => {
    expect(outwaits(general(calls), { buckets: [{ ...bucket, ...known }] }, given)).toBe(expected);
  });

  it('is none of the short windows, however many of them', () => {
    const slow = { name: 'slow', limit: 10, windowMs: 10_000, isAssumed: false };
    expect(outwaits({ calls: 100, byBucket: { slow: 100 } }, { buckets: [slow] }, given)).toBe(false);
  });
});
