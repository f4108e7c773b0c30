// The calls left in the month: how many, how many of them are kept in reserve, and how many have been spent.
import { assert, type Clock } from '@postform/engine';
import { plausibleQuota, type QuotaReport } from '../http/plausible.ts';
import type { Sharing } from '../sharing/store.ts';
import { CallLedger } from './ledger.ts';
import { isExhausted, type Period, remainingOf, type Spent, spentIn } from './period.ts';
import { UtcCalendar } from './utc-calendar.ts';

/** Calls to leave untouched: a number, or a share of the month's limit such as `20%`. */
export type MonthlyReserve = number | `${number}%`;

export interface QuotaView {
  /** Calls left, the reserve included; absent where unknown. */
  readonly remaining?: number;
  readonly limit?: number;
  /** Calls kept in reserve; absent where it is a share of an unknown number. */
  readonly reserve?: number;
  /** True once the server has reported that the quota is used up. */
  readonly isExhausted: boolean;
}

/** The calls that all who share the ledger have spent in a UTC month. */
export interface LedgerView extends Spent {
  /** `2026-11`. */
  readonly month: string;
  readonly calls: number;
}

export interface QuotaOptions {
  readonly clock: Clock;
  readonly reserve: MonthlyReserve;
  readonly sharing: Sharing;
  readonly owner: string;
  /** Name of the ledger in the store. */
  readonly key: string;
  /** What the calls are spent for, e.g. `apply`. */
  readonly command: string;
  /** True: figures that were reported before now are not used. */
  readonly ignoreStoredQuota?: boolean;
}

/** An older figure is not used: somebody may have bought calls since. */
const MAX_AGE_MS = 3_600_000;

/** No header says when the quota resets. The month is taken to be UTC's, and a new month makes every figure unknown again. */
export class Quota {
  readonly #options: QuotaOptions;
  readonly #ledger: CallLedger;
  readonly #calendar = new UtcCalendar();
  readonly #createdAtMs: number;

  constructor(options: QuotaOptions) {
    this.#options = options;
    const { clock, reserve, sharing, owner, key } = options;
    this.#createdAtMs = clock.nowMs();
    assert(amountOf(reserve, 100) >= 0, `the monthly reserve ${reserve} is a number or a percentage from 0 to 100`);
    const spendableOf = (period: Period, aheadMs: number) => spendable(this.#viewOf(period, aheadMs));
    this.#ledger = new CallLedger({ clock, sharing, owner, key, spendableOf });
  }

  /** A figure from elsewhere than a reply's headers, e.g. `GET /me`. */
  report(report: QuotaReport): void {
    const nowMs = this.#options.clock.nowMs();
    this.#ledger.record({ type: 'reported', report: plausibleQuota(report), sentAtMs: nowMs, atMs: nowMs });
  }

  /** One attempt is sent. */
  debit(): void {
    const { clock, command } = this.#options;
    this.#ledger.debit(this.#calendar.dayOf(clock.nowMs()), command);
  }

  /** An attempt has ended; `report`: what its reply says of the quota. */
  ended(report: QuotaReport, sentAtMs: number): void {
    this.#ledger.ended();
    if (report.remaining === undefined && report.limit === undefined) return;
    this.#ledger.record({ type: 'reported', report, sentAtMs, atMs: this.#options.clock.nowMs() });
  }

  /** The server has reported that the quota is used up. Final until the month ends or the server reports calls again. */
  exhaust(): void {
    this.#ledger.record({ type: 'exhausted', atMs: this.#options.clock.nowMs() });
  }

  /** False where the calls left, less the reserve and all calls that are set aside, do not suffice. */
  setAside(calls: number): Promise<boolean> {
    return this.#ledger.setAside(calls);
  }

  giveBack(calls: number): void {
    this.#ledger.giveBack(calls);
  }

  get setAsideByOthers(): number {
    return this.#ledger.setAsideByOthers;
  }

  /** The calls left less the reserve, at least 0; undefined where unknown. */
  spendable(): number | undefined {
    return spendable(this.view());
  }

  view(): QuotaView {
    return this.#viewOf(this.#ledger.period, this.#ledger.aheadMs);
  }

  ledger(): LedgerView {
    const spent = this.#ledger.spent();
    return { month: this.#ledger.name, calls: spentIn(spent), ...spent };
  }

  /** Exchanges with the shared store what was spent and reported. Sends no call. */
  sync(): Promise<void> {
    return this.#ledger.sync();
  }

  /** From now on the ledger has another name in the store: the account of the key has become known. */
  rename(key: string): Promise<void> {
    return this.#ledger.rename(key);
  }

  /** Moves the calls spent under another name into this ledger. */
  takeOver(key: string): Promise<void> {
    return this.#ledger.takeOver(key);
  }

  close(): Promise<void> {
    return this.#ledger.close();
  }

  #viewOf(period: Period, aheadMs: number): QuotaView {
    const { reserve: wanted, ignoreStoredQuota, clock } = this.#options;
    const sinceMs = aheadMs + (ignoreStoredQuota ? this.#createdAtMs : clock.nowMs() - MAX_AGE_MS);
    const remaining = remainingOf(period, sinceMs);
    const { limit } = period;
    const whole = limit ?? remaining;
    const reserve = typeof wanted === 'number' ? wanted : whole && amountOf(wanted, whole);
    return {
      isExhausted: isExhausted(period, sinceMs),
      ...(remaining === undefined ? {} : { remaining }),
      ...(limit === undefined ? {} : { limit }),
      ...(reserve === undefined ? {} : { reserve }),
    };
  }
}

function spendable({ remaining, reserve = 0 }: QuotaView): number | undefined {
  return remaining === undefined ? undefined : Math.max(0, remaining - reserve);
}

/** Calls, rounded up; NaN where the share is malformed. */
function amountOf(reserve: MonthlyReserve, whole: number): number {
  if (typeof reserve === 'number') return reserve;
  const share = /^(\d+(?:\.\d+)?)%$/.exec(reserve)?.[1];
  const percent = Number(share ?? Number.NaN);
  return percent <= 100 ? Math.ceil((whole * percent) / 100) : Number.NaN;
}
