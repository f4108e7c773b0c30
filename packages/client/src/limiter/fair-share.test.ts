// Tests fair shares.
import { expect, it } from 'vitest';
import { type Demand, shareOf } from './fair-share.ts';

const demand = (owner: string, used: number): Demand => ({ owner, used });
const shares = (free: number, demands: readonly Demand[]) => demands.map(({ owner }) => shareOf(owner, free, demands));

it('gives all that is free to somebody who waits alone', () => {
  expect(shares(10, [demand('a', 50)])).toEqual([10]);
});

it('gives the free calls to those who had the fewest', () => {
  expect(shares(10, [demand('a', 6), demand('b', 0), demand('c', 8)])).toEqual([2, 8, 0]);
  expect(shares(3, [demand('a', 9), demand('b', 0)])).toEqual([0, 3]);
});

it('keeps a part for those that are slow to come for it, however much there is', () => {
  expect(shares(100, [demand('quick', 0), demand('slow', 0)])).toEqual([50, 50]);
});

it('hands out all of what is free, and not one more, whatever does not divide', () => {
  for (const free of [1, 7, 9, 60]) {
    const given = shares(
      free,
      ['c', 'a', 'b', 'h', 'g', 'f', 'e', 'd'].map((owner) => demand(owner, 0)),
    );
    expect(given.reduce((a, b) => a + b)).toBe(free);
    expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1);
  }
});

it('takes no longer where there is no end of free calls', () => {
  expect(shares(Number.POSITIVE_INFINITY, [demand('a', 3), demand('b', 0)])).toEqual([
    Number.POSITIVE_INFINITY,
    Number.POSITIVE_INFINITY,
  ]);
  expect(shares(1e9, [demand('a', 4), demand('b', 0)])).toEqual([5e8 - 2, 5e8 + 2]);
});

it('gives nothing to somebody who does not ask, and nothing of nothing', () => {
  expect(shareOf('x', 10, [demand('a', 0)])).toBe(0);
  expect(shareOf('a', 0, [demand('a', 0)])).toBe(0);
});
