import { expect, it } from 'vitest';
import { shareOf } from './fair.ts';

const wish = (owner: string, used: number, wanted: number) => ({ owner, used, wanted });
const shares = (free: number, wishes: readonly ReturnType<typeof wish>[]) =>
  wishes.map(({ owner }) => shareOf(owner, free, wishes));

it('gives everybody what they want where it is enough', () => {
  expect(shares(10, [wish('a', 50, 7), wish('b', 0, 3)])).toEqual([7, 3]);
});

it('gives the free calls to those who had the fewest, and never more than they want', () => {
  expect(shares(10, [wish('a', 6, 100), wish('b', 0, 100), wish('c', 0, 1)])).toEqual([2, 7, 1]);
  expect(shares(3, [wish('a', 9, 100), wish('b', 0, 100)])).toEqual([0, 3]);
});

it('hands out all of what is free, and not one more, whatever does not divide', () => {
  for (const free of [1, 7, 9, 60]) {
    const wishes = ['c', 'a', 'b', 'h', 'g', 'f', 'e', 'd'].map((owner) => wish(owner, 0, 100));
    const given = shares(free, wishes);
    expect(given.reduce((a, b) => a + b)).toBe(free);
    expect(Math.max(...given) - Math.min(...given)).toBeLessThanOrEqual(1);
  }
});

it('gives nothing to somebody who does not ask, and nothing of nothing', () => {
  expect(shareOf('x', 10, [wish('a', 0, 1)])).toBe(0);
  expect(shareOf('a', 0, [wish('a', 0, 1)])).toBe(0);
});
