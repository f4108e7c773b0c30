// Removes what servers have reported of limits and quota from stored data, and keeps what runs have recorded. Pure.
import type { Changed } from '@postform/engine';
import { type BucketView, bucketViewOf } from './limiter/bucket.ts';
import { dropImplausible, dropUnknownOwners } from './limiter/bucket-bounds.ts';
import { newBucketState } from './limiter/bucket-state.ts';
import type { BucketRow } from './limiter/limits.ts';
import { bucketAt, expireStale } from './limiter/shared-windows.ts';
import { readWindows, writeWindows } from './limiter/windows-format.ts';
import { dropImplausibleFigures, readPeriod, remainingOf, spentIn } from './quota/period.ts';

export interface ForgottenLimit extends BucketView {
  /** `the general window`. */
  readonly label: string;
}

export interface ForgottenMonth {
  /** Calls left, as reported; absent where nothing was stored. */
  readonly remaining?: number;
  readonly limit?: number;
  /** What stays: calls that running processes have set aside or in flight, and the calls in the ledger. */
  readonly setAside: number;
  readonly underWay: number;
  readonly spent: number;
}

/** What one store held under one name. */
export interface ForgottenData {
  /** For people. */
  readonly store: string;
  readonly limits: readonly ForgottenLimit[];
  readonly month: ForgottenMonth;
}

/** The calls of running processes and those that have ended within the window stay, because they were sent. */
export function forgetWindows(
  stored: unknown,
  rows: readonly BucketRow[],
  nowMs: number,
): Changed<Pick<ForgottenData, 'limits'>> {
  const windows = readWindows(stored, nowMs);
  if (windows === undefined) return { after: undefined, result: { limits: [] } };
  dropUnknownOwners(windows, nowMs);
  expireStale(windows, rows, nowMs, '');
  const limits = rows.flatMap((row): readonly ForgottenLimit[] => {
    const bucket = bucketAt(windows, row, 1);
    dropImplausible(bucket, nowMs);
    const { ended, inFlight, ...reported } = bucket.state;
    const view = bucketViewOf(bucket, nowMs);
    windows.buckets[row.name] = { ...newBucketState(), ended, inFlight };
    return Object.values(reported).every((value) => value === undefined) ? [] : [{ label: row.label, ...view }];
  });
  windows.savedAtMs = nowMs;
  windows.serial += 1;
  return { after: writeWindows(windows), result: { limits } };
}

/** The ledger and the calls of running processes stay. */
export function forgetQuota(stored: unknown, nowMs: number): Changed<ForgottenMonth> {
  const period = readPeriod(stored);
  if (period === undefined) return { after: undefined, result: { setAside: 0, underWay: 0, spent: 0 } };
  dropImplausibleFigures(period, nowMs);
  const remaining = remainingOf(period, Number.NEGATIVE_INFINITY);
  const { said: _, limit, exhaustedAtMs: __, ...own } = period;
  const holdings = Object.values(period.owners);
  const sumOf = (of: 'setAside' | 'underWay') => holdings.reduce((all, one) => all + one[of], 0);
  return {
    after: own,
    result: {
      ...(remaining === undefined ? {} : { remaining }),
      ...(limit === undefined ? {} : { limit }),
      setAside: sumOf('setAside'),
      underWay: sumOf('underWay'),
      spent: spentIn(period),
    },
  };
}
