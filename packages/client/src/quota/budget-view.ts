// Room: the budget as others see it.
import type { GateView } from '../limiter/bucket.ts';
import type { Ledger, PurseView } from './quota.ts';

/** What is known of the money and the limits; every number as of now. */
export interface BudgetView {
  /** Calls sent by this client, retries included. */
  readonly spent: number;
  /** Set aside by open reservations and not sent yet. */
  readonly setAside: number;
  readonly maxCallsPerRun?: number;
  readonly month: PurseView;
  /** Set aside by other processes and not sent yet, as last seen. */
  readonly heldByOthers: number;
  /** Calls that all who share this purse have spent this month, as last seen. */
  readonly ledger: Ledger;
  readonly buckets: readonly GateView[];
}
