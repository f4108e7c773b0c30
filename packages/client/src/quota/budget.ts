// The budget as other packages see it, and how many calls a reservation may set aside now. Pure.
import type { BucketView } from '../limiter/bucket.ts';
import type { LedgerView, QuotaView } from './quota.ts';

/** What is known of quota and limits; every number as of now. */
export interface BudgetView {
  /** Calls sent by this client, retries included. */
  readonly spent: number;
  /** Calls that open reservations have set aside and not sent yet. */
  readonly setAside: number;
  readonly maxCallsPerRun?: number;
  readonly month: QuotaView;
  /** Calls that other processes have set aside and not sent yet, as last seen. */
  readonly setAsideByOthers: number;
  /** Calls that all who share this ledger have spent this month, as last seen. */
  readonly ledger: LedgerView;
  readonly buckets: readonly BucketView[];
}

/**
 * The smallest of: the calls left in the run's limit, those left in the quota, and those that would be sent (`mayBeSent`, where
 * the run may not wait for a window). Undefined where none of them is bounded.
 */
export function allowanceOf(
  budget: Omit<BudgetView, 'buckets' | 'ledger'>,
  mayBeSent: (calls: number) => boolean = () => true,
): number | undefined {
  const { spent, setAside, setAsideByOthers, maxCallsPerRun, month } = budget;
  const run = maxCallsPerRun === undefined ? undefined : maxCallsPerRun - spent - setAside;
  const left = month.isExhausted ? 0 : month.remaining;
  const quota = left === undefined ? undefined : left - (month.reserve ?? 0) - setAside - setAsideByOthers;
  const bounds = [run, quota, mostThatMayBeSent(mayBeSent)].filter((bound) => bound !== undefined);
  return bounds.length === 0 ? undefined : Math.max(0, Math.min(...bounds));
}

/** More than any workspace needs. */
const MOST_CALLS = 1_000_000;

/** By bisection: where a number of calls may be sent, so may any smaller one. Undefined where any number may. */
export function mostThatMayBeSent(mayBeSent: (calls: number) => boolean): number | undefined {
  if (mayBeSent(MOST_CALLS)) return undefined;
  let [sent, refused] = [0, MOST_CALLS];
  while (refused - sent > 1) {
    const middle = Math.floor((sent + refused) / 2);
    if (mayBeSent(middle)) sent = middle;
    else refused = middle;
  }
  return sent;
}
