import { expect, it } from 'vitest';
import { Sharing } from '../sharing/store.ts';
import { jumpingClock } from '../testing/clocks.ts';
import { type MonthlyReserve, Purse } from './quota.ts';

const DAY = 86_400_000;

function open(clock = jumpingClock(), reserve: MonthlyReserve = 0) {
  const sharing = new Sharing({ clock, onEvent: () => {} });
  return new Purse({ clock, reserve, sharing, owner: 'me', key: 'month', command: 'plan' });
}

it('does not know what is left until somebody says', () => {
  const purse = open(jumpingClock(), 10);
  purse.debit();
  expect(purse.left()).toBeUndefined();
  expect(purse.view()).toEqual({ isExhausted: false, reserve: 10 });
});

it('keeps a number of calls back', () => {
  const purse = open(jumpingClock(), 40);
  purse.tell({ remaining: 100 });
  expect(purse.left()).toBe(60);
  purse.tell({ remaining: 30 });
  expect(purse.left()).toBe(0);
});

it('keeps a share of the month’s limit back, or of what is left where nobody names the limit', () => {
  const purse = open(jumpingClock(), '20%');
  purse.tell({ remaining: 101 });
  expect(purse.left()).toBe(80);
  purse.tell({ limit: 300 });
  expect(purse.left()).toBe(41);
});

it('takes one off per attempt; a reply to a call that left before the last figure came only lowers it', () => {
  const clock = jumpingClock();
  const purse = open(clock);
  purse.tell({ remaining: 10 });
  purse.debit();
  purse.debit();
  purse.ended({ remaining: 9 }, clock.nowMs());
  expect(purse.left()).toBe(8);
  purse.ended({ remaining: 5 }, clock.nowMs());
  expect(purse.left()).toBe(5);
});

it.each([[[99, 98]], [[98, 99]]])(
  'is exact once two calls are back that were under way together, in either order: %j',
  async (figures) => {
    const clock = jumpingClock();
    const purse = open(clock);
    purse.debit();
    purse.debit();
    await purse.look();
    const sentAtMs = clock.nowMs();
    for (const remaining of figures) {
      clock.advance(100);
      purse.ended({ remaining }, sentAtMs);
      await purse.look();
    }
    expect(purse.left()).toBe(98);
  },
);

it('is exact the moment a call is back, before the store hears of it', async () => {
  const clock = jumpingClock();
  const purse = open(clock);
  purse.debit();
  await purse.look();
  const sentAtMs = clock.nowMs();
  clock.advance(100);
  purse.ended({ remaining: 99 }, sentAtMs);
  expect(purse.left()).toBe(99);
});

it('believes a newer figure upwards too, less the calls that are under way', async () => {
  const clock = jumpingClock();
  const purse = open(clock);
  purse.tell({ remaining: 10 });
  purse.debit();
  await purse.look();
  clock.advance(1_000);
  purse.tell({ remaining: 500 });
  expect(purse.left()).toBe(499);
});

it('does not believe a figure that is older than an hour, nor one from before its time where it is to ask anew', () => {
  const clock = jumpingClock();
  const purse = open(clock);
  purse.exhaust();
  clock.advance(3_599_000);
  expect(purse.left()).toBe(0);
  clock.advance(2_000);
  expect(purse.view()).toEqual({ isExhausted: false, reserve: 0 });
});

it('keeps the books by day and by command, of the month that it is', async () => {
  const clock = jumpingClock(Date.UTC(2026, 0, 30, 12));
  const purse = open(clock);
  purse.debit();
  clock.advance(DAY);
  purse.debit();
  purse.debit();
  expect(purse.ledger()).toEqual({
    month: '2026-01',
    calls: 3,
    byDay: { '2026-01-30': 1, '2026-01-31': 2 },
    byCommand: { plan: 3 },
  });
  clock.advance(DAY);
  expect(purse.ledger()).toEqual({ month: '2026-02', calls: 0, byDay: {}, byCommand: {} });
});

it('is empty once the server says so, whatever the numbers said', () => {
  const purse = open(jumpingClock(), 0);
  purse.tell({ remaining: 10 });
  purse.exhaust();
  expect(purse.left()).toBe(0);
  expect(purse.view().isExhausted).toBe(true);
});

it('forgets everything when the month of UTC turns', () => {
  const clock = jumpingClock(Date.UTC(2026, 0, 31, 23));
  const purse = open(clock, 0);
  purse.tell({ remaining: 1, limit: 5 });
  purse.exhaust();
  clock.advance(DAY);
  expect(purse.view()).toEqual({ isExhausted: false, reserve: 0 });
});

it('refuses a reserve that is no share', () => {
  const wrong = ['120%', 'x%', '-5%'] as const;
  for (const reserve of wrong) expect(() => open(jumpingClock(), reserve as '1%')).toThrow('monthly reserve');
  expect(() => open(jumpingClock(), -1)).toThrow('monthly reserve');
});
