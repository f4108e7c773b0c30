import { expect, it } from 'vitest';
import { Purse } from './purse.ts';
import { jumpingClock } from './testing/clocks.ts';

const DAY = 86_400_000;

it('does not know what is left until somebody says', () => {
  const purse = new Purse(jumpingClock(), 10);
  purse.debit();
  expect(purse.left()).toBeUndefined();
  expect(purse.view()).toEqual({ isExhausted: false, reserve: 10 });
});

it('keeps a number of calls back', () => {
  const purse = new Purse(jumpingClock(), 40);
  purse.tell({ remaining: 100 });
  expect(purse.left()).toBe(60);
  purse.tell({ remaining: 30 });
  expect(purse.left()).toBe(0);
});

it('keeps a share of the month’s limit back, or of what is left where nobody names the limit', () => {
  const purse = new Purse(jumpingClock(), '20%');
  purse.tell({ remaining: 101 });
  expect(purse.left()).toBe(80);
  purse.tell({ limit: 300 });
  expect(purse.left()).toBe(41);
});

it('takes one off per attempt, and never believes a larger number later', () => {
  const purse = new Purse(jumpingClock(), 0);
  purse.tell({ remaining: 10 });
  purse.debit();
  purse.debit();
  purse.tell({ remaining: 9 });
  expect(purse.left()).toBe(8);
  purse.tell({ remaining: 5 });
  expect(purse.left()).toBe(5);
});

it('is empty once the server says so, whatever the numbers said', () => {
  const purse = new Purse(jumpingClock(), 0);
  purse.tell({ remaining: 10 });
  purse.exhaust();
  expect(purse.left()).toBe(0);
  expect(purse.view().isExhausted).toBe(true);
});

it('forgets everything when the month of UTC turns', () => {
  const clock = jumpingClock(Date.UTC(2026, 0, 31, 23));
  const purse = new Purse(clock, 0);
  purse.tell({ remaining: 1, limit: 5 });
  purse.exhaust();
  clock.advance(DAY);
  expect(purse.view()).toEqual({ isExhausted: false, reserve: 0 });
});

it('refuses a reserve that is no share', () => {
  const wrong = ['120%', 'x%', '-5%'] as const;
  for (const reserve of wrong) expect(() => new Purse(jumpingClock(), reserve as '1%')).toThrow('monthly reserve');
  expect(() => new Purse(jumpingClock(), -1)).toThrow('monthly reserve');
});
