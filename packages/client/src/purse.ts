// Room: the purse, the calls left this month as one number, and what of it is kept back.
import { assert, type Clock } from '@postform/engine';

/** Calls to leave untouched: a number, or a share of the month's limit such as `20%`. */
export type MonthlyReserve = number | `${number}%`;

export interface MonthNews {
  /** Calls left in the team's month. */
  readonly remaining?: number;
  readonly limit?: number;
}

export interface PurseView {
  /** Calls left, the reserve included; absent where nobody said. */
  readonly remaining?: number;
  readonly limit?: number;
  /** Calls kept back; absent where it is a share of a number nobody said. */
  readonly reserve?: number;
  /** True once the server said that the month is used up. */
  readonly isExhausted: boolean;
}

/**
 * The month is UTC's: no header says when the quota resets, so a new month makes everything unknown again.
 * Each attempt takes one off; what the server says only lowers the number, for replies come out of order.
 */
export class Purse {
  readonly #clock: Clock;
  readonly #reserve: MonthlyReserve;
  #month = '';
  #remaining: number | undefined;
  #limit: number | undefined;
  #isExhausted = false;

  constructor(clock: Clock, reserve: MonthlyReserve) {
    this.#clock = clock;
    this.#reserve = reserve;
    assert(amountOf(reserve, 100) >= 0, `the monthly reserve ${reserve} is a number or a percentage from 0 to 100`);
  }

  /** From a header, from `GET /me`, or from a ledger. */
  tell(news: MonthNews): void {
    this.#turn();
    if (news.limit !== undefined) this.#limit = news.limit;
    if (news.remaining !== undefined) this.#remaining = Math.min(this.#remaining ?? news.remaining, news.remaining);
  }

  /** One attempt goes out. */
  debit(): void {
    this.#turn();
    if (this.#remaining !== undefined) this.#remaining = Math.max(0, this.#remaining - 1);
  }

  /** The server said that the month is used up: final until the month turns. */
  exhaust(): void {
    this.#turn();
    this.#isExhausted = true;
    this.#remaining = 0;
  }

  /** Calls that may be spent: what is left less the reserve, at least 0; undefined where nobody said. */
  left(): number | undefined {
    const { remaining, reserve } = this.view();
    return remaining === undefined ? undefined : Math.max(0, remaining - (reserve ?? 0));
  }

  view(): PurseView {
    this.#turn();
    const whole = this.#limit ?? this.#remaining;
    const reserve = typeof this.#reserve === 'number' ? this.#reserve : whole && amountOf(this.#reserve, whole);
    return {
      isExhausted: this.#isExhausted,
      ...(this.#remaining === undefined ? {} : { remaining: this.#remaining }),
      ...(this.#limit === undefined ? {} : { limit: this.#limit }),
      ...(reserve === undefined ? {} : { reserve }),
    };
  }

  #turn(): void {
    const month = new Date(this.#clock.nowMs()).toISOString().slice(0, 7);
    if (month === this.#month) return;
    this.#month = month;
    this.#remaining = undefined;
    this.#limit = undefined;
    this.#isExhausted = false;
  }
}

/** Calls, rounded up. Not a number (and so never enough) where the share is malformed. */
function amountOf(reserve: MonthlyReserve, whole: number): number {
  if (typeof reserve === 'number') return reserve;
  const share = /^(\d+(?:\.\d+)?)%$/.exec(reserve)?.[1];
  const percent = Number(share ?? Number.NaN);
  return percent <= 100 ? Math.ceil((whole * percent) / 100) : Number.NaN;
}
