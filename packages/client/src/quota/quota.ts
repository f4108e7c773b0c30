// Room: the purse, the calls left this month as one number, what of it is kept back, and what was spent of it.
import { assert, type Clock } from '@postform/engine';
import { believedMonth, type MonthNews } from '../http/plausible.ts';
import type { Sharing } from '../sharing/store.ts';
import { Books } from './ledger.ts';
import { isExhausted, type Month, remainingOf, type Spent, spentIn } from './period.ts';

/** Calls to leave untouched: a number, or a share of the month's limit such as `20%`. */
export type MonthlyReserve = number | `${number}%`;

export interface PurseView {
  /** Calls left, the reserve included; absent where nobody said. */
  readonly remaining?: number;
  readonly limit?: number;
  /** Calls kept back; absent where it is a share of a number nobody said. */
  readonly reserve?: number;
  /** True once the server said that the month is used up. */
  readonly isExhausted: boolean;
}

/** The calls that all who share the purse have spent in a UTC month. */
export interface Ledger extends Spent {
  /** `2026-11`. */
  readonly month: string;
  readonly calls: number;
}

export interface PurseOptions {
  readonly clock: Clock;
  readonly reserve: MonthlyReserve;
  readonly sharing: Sharing;
  readonly owner: string;
  /** Name of the purse in the store. */
  readonly key: string;
  /** E.g. `apply`: what the calls are spent for. */
  readonly command: string;
  /** True: what was said of the month before now is not believed. */
  readonly isForgetful?: boolean;
}

/** Somebody may have bought more meanwhile: a figure that is older is not believed. */
const BELIEVED_MS = 3_600_000;

/** The month is UTC's: no header says when the quota resets, so a new month makes everything unknown again. */
export class Purse {
  readonly #options: PurseOptions;
  readonly #books: Books;
  readonly #bornAtMs: number;

  constructor(options: PurseOptions) {
    this.#options = options;
    const { clock, reserve, sharing, owner, key } = options;
    this.#bornAtMs = clock.nowMs();
    assert(amountOf(reserve, 100) >= 0, `the monthly reserve ${reserve} is a number or a percentage from 0 to 100`);
    const leftOf = (month: Month, aheadMs: number) => {
      const { remaining, reserve } = this.#viewOf(month, aheadMs);
      return remaining === undefined ? undefined : Math.max(0, remaining - (reserve ?? 0));
    };
    this.#books = new Books({ clock, sharing, owner, key, leftOf });
  }

  /** From `GET /me`, or whoever knows. */
  tell(news: MonthNews): void {
    const nowMs = this.#options.clock.nowMs();
    this.#books.note({ type: 'said', news: believedMonth(news), sentAtMs: nowMs, atMs: nowMs });
  }

  /** One attempt goes out. */
  debit(): void {
    const { clock, command } = this.#options;
    this.#books.debit(new Date(clock.nowMs()).toISOString().slice(0, 10), command);
  }

  /** It ended; `news`: what its reply says of the month. */
  ended(news: MonthNews, sentAtMs: number): void {
    this.#books.ended();
    if (news.remaining === undefined && news.limit === undefined) return;
    this.#books.note({ type: 'said', news, sentAtMs, atMs: this.#options.clock.nowMs() });
  }

  /** The server said that the month is used up: final until the month turns, or the server says otherwise. */
  exhaust(): void {
    this.#books.note({ type: 'exhausted', atMs: this.#options.clock.nowMs() });
  }

  /** False where what is left, less the reserve and what everybody has set aside, does not hold so many calls. */
  setAside(calls: number): Promise<boolean> {
    return this.#books.setAside(calls);
  }

  giveBack(calls: number): void {
    this.#books.giveBack(calls);
  }

  /** Calls that other processes have set aside. */
  get heldByOthers(): number {
    return this.#books.heldByOthers;
  }

  /** Calls that may be spent: what is left less the reserve, at least 0; undefined where nobody said. */
  left(): number | undefined {
    const { remaining, reserve } = this.view();
    return remaining === undefined ? undefined : Math.max(0, remaining - (reserve ?? 0));
  }

  view(): PurseView {
    return this.#viewOf(this.#books.month, this.#books.aheadMs);
  }

  ledger(): Ledger {
    const spent = this.#books.spent();
    return { month: this.#books.name, calls: spentIn(spent), ...spent };
  }

  /** Learns what the others did. */
  look(): Promise<void> {
    return this.#books.look();
  }

  /** Who we are has become known: the purse has another name. */
  rename(key: string): Promise<void> {
    return this.#books.rename(key);
  }

  /** Takes over what was spent under another name, before it was known who that is. */
  adopt(key: string): Promise<void> {
    return this.#books.adopt(key);
  }

  close(): Promise<void> {
    return this.#books.close();
  }

  #viewOf(month: Month, aheadMs: number): PurseView {
    const { reserve: wanted, isForgetful, clock } = this.#options;
    const sinceMs = aheadMs + (isForgetful ? this.#bornAtMs : clock.nowMs() - BELIEVED_MS);
    const remaining = remainingOf(month, sinceMs);
    const { limit } = month;
    const whole = limit ?? remaining;
    const reserve = typeof wanted === 'number' ? wanted : whole && amountOf(wanted, whole);
    return {
      isExhausted: isExhausted(month, sinceMs),
      ...(remaining === undefined ? {} : { remaining }),
      ...(limit === undefined ? {} : { limit }),
      ...(reserve === undefined ? {} : { reserve }),
    };
  }
}

/** Calls, rounded up. Not a number (and so never enough) where the share is malformed. */
function amountOf(reserve: MonthlyReserve, whole: number): number {
  if (typeof reserve === 'number') return reserve;
  const share = /^(\d+(?:\.\d+)?)%$/.exec(reserve)?.[1];
  const percent = Number(share ?? Number.NaN);
  return percent <= 100 ? Math.ceil((whole * percent) / 100) : Number.NaN;
}
