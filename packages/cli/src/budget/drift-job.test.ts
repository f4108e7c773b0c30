// How often a drift job fits into the rest of a month.
import { describe, expect, it } from 'vitest';
import { DAY_MS, driftJob, refreshesPerDay, restOfMonthMs } from './drift-job.ts';

const hourMs = 3_600_000;
const tenDays = (calls: number) => ({ calls, ms: 10 * DAY_MS });

describe('a drift job in the rest of a month', () => {
  it('reads everything each time where that fits', () => {
    expect(driftJob(hourMs, 10, tenDays(2400))).toEqual({
      everyMs: hourMs,
      runs: 240,
      callsPerRun: 10,
      runsPerCycle: 1,
    });
  });

  it('else gets its part of the calls, and verifies everything in several runs', () => {
    expect(driftJob(hourMs, 10, tenDays(2399))).toMatchObject({ callsPerRun: 9, runsPerCycle: 2 });
    expect(driftJob(hourMs, 10, tenDays(240))).toMatchObject({ callsPerRun: 1, runsPerCycle: 10 });
  });

  it('does not fit where there is less than a call for each run', () => {
    expect(driftJob(hourMs, 10, tenDays(239))).toMatchObject({ callsPerRun: 0, runsPerCycle: 0 });
  });

  it('runs once where the month ends before the next run', () => {
    expect(driftJob(7 * DAY_MS, 10, { calls: 100, ms: DAY_MS })).toMatchObject({ runs: 1, callsPerRun: 10 });
  });

  it('holds so many full refreshes a day', () => {
    expect(refreshesPerDay(10, tenDays(1000))).toBe(10);
    expect(refreshesPerDay(10, tenDays(1099))).toBe(10);
    expect(refreshesPerDay(10, tenDays(50))).toBe(0.5);
    expect(refreshesPerDay(10, { calls: 30, ms: hourMs })).toBe(3);
  });

  it('ends with the UTC month', () => {
    expect(restOfMonthMs(Date.UTC(2026, 10, 30, 23))).toBe(hourMs);
    expect(restOfMonthMs(Date.UTC(2026, 11, 31))).toBe(DAY_MS);
  });
});
