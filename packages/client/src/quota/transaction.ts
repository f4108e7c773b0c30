// Applies one transaction to the shared ledger: events that happened, and requests to set calls aside. Pure.
import {
  applyEvent,
  dropImplausibleFigures,
  type LedgerEvent,
  newPeriod,
  type Period,
  recordHolding,
  setAsideByOthers,
} from './period.ts';

/** The calls that may be spent in this period; undefined where unknown. `aheadMs`: of the store's clock. */
export type SpendableOf = (period: Period, aheadMs: number) => number | undefined;

export interface Transaction {
  readonly owner: string;
  /** Of the owner, before the requests of this transaction. */
  readonly setAside: number;
  readonly underWay: number;
  readonly events: readonly LedgerEvent[];
  /** Numbers of calls to set aside, decided one after the other. */
  readonly requests: readonly number[];
  readonly spendableOf: SpendableOf;
  readonly nowMs: number;
  /** How far the store's clock is ahead of the client's. */
  readonly aheadMs: number;
}

/** Alters the period; tells which of the requests are granted. */
export function applyTransaction(period: Period, transaction: Transaction): readonly boolean[] {
  const { owner, underWay, nowMs, aheadMs } = transaction;
  let { setAside } = transaction;
  dropImplausibleFigures(period, nowMs);
  recordHolding(period, owner, { setAside, underWay }, nowMs);
  for (const event of transaction.events) applyEvent(period, event, aheadMs);
  const granted = transaction.requests.map((calls) => {
    const spendable = transaction.spendableOf(period, aheadMs) ?? Number.POSITIVE_INFINITY;
    const isGranted = calls <= spendable - setAsideByOthers(period, owner) - setAside;
    if (isGranted) setAside += calls;
    return isGranted;
  });
  recordHolding(period, owner, { setAside, underWay }, nowMs);
  return granted;
}

/** Where a store holds no period: the last known one. A fallback store starts without the spent calls, which the shared one has. */
export function initialPeriod(lastKnown: Period | undefined, isOffline: boolean): Period {
  if (lastKnown === undefined) return newPeriod();
  const period = structuredClone(lastKnown);
  return isOffline ? { ...period, byDay: {}, byCommand: {} } : period;
}
