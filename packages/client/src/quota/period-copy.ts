// A client's own copy of the current period: what the store last held, with the events that are not there yet.
import type { Clock } from '@postform/engine';
import {
  addSpent,
  applyEvent,
  type LedgerEvent,
  newPeriod,
  type Period,
  type Spent,
  setAsideByOthers,
} from './period.ts';
import { UtcCalendar } from './utc-calendar.ts';

export interface CurrentPeriod {
  /** E.g. `2026-11`. */
  name: string;
  period: Period;
  /** As the shared store last held it. Absent before the first contact. */
  shared: Period | undefined;
}

/** How a store answered the last transaction. */
export interface StoreAnswer {
  /** How far the store's clock is ahead of the client's. */
  readonly aheadMs: number;
  /** True where a fallback replaces the shared store. */
  readonly isOffline: boolean;
}

export class PeriodCopy {
  readonly #clock: Clock;
  readonly #calendar = new UtcCalendar();
  readonly #current: CurrentPeriod = { name: '', period: newPeriod(), shared: undefined };
  /** Undefined before the first transaction. */
  #answer: StoreAnswer | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new UTC month starts a new period. */
  get current(): CurrentPeriod {
    const name = this.#calendar.monthOf(this.#clock.nowMs());
    if (name !== this.#current.name) Object.assign(this.#current, { name, period: newPeriod(), shared: undefined });
    return this.#current;
  }

  get aheadMs(): number {
    return this.#answer?.aheadMs ?? 0;
  }

  /** False from the first contact with the shared store until a fallback has to replace it. */
  get mayBeOffline(): boolean {
    return this.#answer?.isOffline !== false;
  }

  /** As last seen, whatever the month. */
  setAsideByOthers(owner: string): number {
    return setAsideByOthers(this.#current.period, owner);
  }

  /** All calls spent in this period, those included that are not in the shared store yet. */
  spent(): Spent {
    const { period, shared } = this.current;
    const { byDay, byCommand } = structuredClone(period);
    if (this.#answer?.isOffline && shared !== undefined) addSpent({ byDay, byCommand }, shared);
    return { byDay, byCommand };
  }

  /** Takes over what the store holds now; `pending`: the events that are not in there yet. */
  remember(stored: Period, answer: StoreAnswer, pending: readonly LedgerEvent[]): void {
    const current = this.#current;
    current.period = structuredClone(stored);
    for (const event of pending) applyEvent(current.period, event, answer.aheadMs);
    if (!answer.isOffline) current.shared = stored;
    this.#answer = answer;
  }

  /** The calls spent so far are about to be moved to another name. */
  dropSharedSpent(): void {
    const { shared } = this.#current;
    if (shared !== undefined) this.#current.shared = { ...shared, byDay: {}, byCommand: {} };
  }
}
