// Tests the calls left in the month.
import { expect, it } from 'vitest';
import { Sharing } from '../sharing/store.ts';
import { jumpingClock } from '../testing/clocks.ts';
import { type MonthlyReserve, Quota } from './quota.ts';

const DAY = 86_400_000;

function open(clock = jumpingClock(), reserve: MonthlyReserve = 0) {
  const sharing = new Sharing({ clock, onEvent: () => {} });
  return new Quota({ clock, reserve, sharing, owner: 'me', key: 'month', command: 'plan' });
}

it('does not know what is left until somebody says', () => {
  const quota = open(jumpingClock(), 10);
  quota.debit();
  expect(quota.spendable()).toBeUndefined();
  expect(quota.view()).toEqual({ isExhausted: false, reserve: 10 });
});

it('keeps a number of calls back', () => {
  const quota = open(jumpingClock(), 40);
  quota.report({ remaining: 100 });
  expect(quota.spendable()).toBe(60);
  quota.report({ remaining: 30 });
  expect(quota.spendable()).toBe(0);
});

it('keeps a share of the month’s limit back, or of what is left where nobody names the limit', () => {
  const quota = open(jumpingClock(), '20%');
  quota.report({ remaining: 101 });
  expect(quota.spendable()).toBe(80);
  quota.report({ limit: 300 });
  expect(quota.spendable()).toBe(41);
});

it('takes one off per attempt; a reply to a call that left before the last figure came only lowers it', () => {
  const clock = jumpingClock();
  const quota = open(clock);
  quota.report({ remaining: 10 });
  quota.debit();
  quota.debit();
  quota.ended({ remaining: 9 }, clock.nowMs());
  expect(quota.spendable()).toBe(8);
  quota.ended({ remaining: 5 }, clock.nowMs());
  expect(quota.spendable()).toBe(5);
});

it.each([[[99, 98]], [[98, 99]]])(
  'is exact once two calls are back that were under way together, in either order: %j',
  async (figures) => {
    const clock = jumpingClock();
    const quota = open(clock);
    quota.debit();
    quota.debit();
    await quota.sync();
    const sentAtMs = clock.nowMs();
    for (const remaining of figures) {
      clock.advance(100);
      quota.ended({ remaining }, sentAtMs);
      await quota.sync();
    }
    expect(quota.spendable()).toBe(98);
  },
);

it('is exact the moment a call is back, before the store hears of it', async () => {
  const clock = jumpingClock();
  const quota = open(clock);
  quota.debit();
  await quota.sync();
  const sentAtMs = clock.nowMs();
  clock.advance(100);
  quota.ended({ remaining: 99 }, sentAtMs);
  expect(quota.spendable()).toBe(99);
});

it('believes a newer figure upwards too, less the calls that are under way', async () => {
  const clock = jumpingClock();
  const quota = open(clock);
  quota.report({ remaining: 10 });
  quota.debit();
  await quota.sync();
  clock.advance(1_000);
  quota.report({ remaining: 500 });
  expect(quota.spendable()).toBe(499);
});

it('does not believe a figure that is older than an hour, nor one from before its time where it is to ask anew', () => {
  const clock = jumpingClock();
  const quota = open(clock);
  quota.exhaust();
  clock.advance(3_599_000);
  expect(quota.spendable()).toBe(0);
  clock.advance(2_000);
  expect(quota.view()).toEqual({ isExhausted: false, reserve: 0 });
});

it('keeps the ledger by day and by command, of the month that it is', async () => {
  const clock = jumpingClock(Date.UTC(2026, 0, 30, 12));
  const quota = open(clock);
  quota.debit();
  clock.advance(DAY);
  quota.debit();
  quota.debit();
  expect(quota.ledger()).toEqual({
    month: '2026-01',
    calls: 3,
    byDay: { '2026-01-30': 1, '2026-01-31': 2 },
    byCommand: { plan: 3 },
  });
  clock.advance(DAY);
  expect(quota.ledger()).toEqual({ month: '2026-02', calls: 0, byDay: {}, byCommand: {} });
});

it('is empty once the server says so, whatever the numbers said', () => {
  const quota = open(jumpingClock(), 0);
  quota.report({ remaining: 10 });
  quota.exhaust();
  expect(quota.spendable()).toBe(0);
  expect(quota.view().isExhausted).toBe(true);
});

it('forgets everything when the month of UTC turns', () => {
  const clock = jumpingClock(Date.UTC(2026, 0, 31, 23));
  const quota = open(clock, 0);
  quota.report({ remaining: 1, limit: 5 });
  quota.exhaust();
  clock.advance(DAY);
  expect(quota.view()).toEqual({ isExhausted: false, reserve: 0 });
});

it('refuses a reserve that is no share', () => {
  const wrong = ['120%', 'x%', '-5%'] as const;
  for (const reserve of wrong) expect(() => open(jumpingClock(), reserve as '1%')).toThrow('monthly reserve');
  expect(() => open(jumpingClock(), -1)).toThrow('monthly reserve');
});
