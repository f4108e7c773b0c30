// Room: the books, the month as it is kept in the store: what happened is put there while calls go on, in few transactions.
import type { Clock } from '@postform/engine';
import { Rounds } from '../limiter/single-flight.ts';
import { Alarm } from '../limiter/timer.ts';
import type { Sharing } from '../sharing/store.ts';
import {
  addSpent,
  type Happening,
  HELD_FOR_MS,
  happen,
  heldByOthers,
  hold,
  type Month,
  newMonth,
  readMonth,
  type Spent,
  spentIn,
} from './period.ts';
import { enter, inPlaceOf, type LeftOf } from './transaction.ts';

export interface BooksOptions {
  readonly clock: Clock;
  readonly sharing: Sharing;
  readonly owner: string;
  /** Name of the purse in the store. */
  readonly key: string;
  readonly leftOf: LeftOf;
}

interface Wish {
  readonly calls: number;
  readonly grant: (isGranted: boolean) => void;
}

interface Noted {
  readonly month: string;
  readonly happening: Happening;
}

/** What happens within this time is put into the store together: less than a call takes, so a kill loses none that has ended. */
const LAZY_MS = 10;

/** What happens counts here at once; the others see it a moment later. */
export class Books {
  readonly #options: BooksOptions;
  #key: string;
  /** E.g. `2026-11`. */
  #name = '';
  #month = newMonth();
  #aheadMs = 0;
  #pending: Noted[] = [];
  #wishes: Wish[] = [];
  /** As the shared store had it, where another one is used instead. */
  #shared: Month | undefined;
  #isCut: boolean | undefined;
  #setAside = 0;
  #underWay = 0;
  readonly #entries = new Rounds(() => this.#put());
  readonly #alarm: Alarm;

  constructor(options: BooksOptions) {
    this.#options = options;
    this.#key = options.key;
    this.#alarm = new Alarm(options.clock, () => void this.look());
  }

  get month(): Month {
    this.#turn();
    return this.#month;
  }

  get name(): string {
    this.#turn();
    return this.#name;
  }

  get aheadMs(): number {
    return this.#aheadMs;
  }

  get heldByOthers(): number {
    return heldByOthers(this.#month, this.#options.owner);
  }

  /** Everything that was spent this month, also what could not be put into the shared store yet. */
  spent(): Spent {
    const { byDay, byCommand } = structuredClone(this.month);
    if (this.#isCut && this.#shared !== undefined) addSpent({ byDay, byCommand }, this.#shared);
    return { byDay, byCommand };
  }

  note(happening: Happening): void {
    this.#turn();
    const { clock, owner } = this.#options;
    const held = { setAside: this.#setAside, underWay: this.#underWay };
    hold(this.#month, owner, held, clock.nowMs() + this.#aheadMs);
    happen(this.#month, happening, this.#aheadMs);
    this.#pending.push({ month: this.#name, happening });
    this.#soon();
  }

  /** A call that was set aside goes out. */
  debit(day: string, command: string): void {
    this.#setAside = Math.max(0, this.#setAside - 1);
    this.#underWay += 1;
    this.note({ type: 'debit', day, command, calls: 1 });
  }

  ended(): void {
    this.#underWay = Math.max(0, this.#underWay - 1);
  }

  /** Sets calls aside, before the eyes of all, where what is left less what everybody has set aside holds them. */
  setAside(calls: number): Promise<boolean> {
    this.#turn();
    return new Promise((grant) => {
      this.#wishes.push({ calls, grant });
      void this.look();
    });
  }

  giveBack(calls: number): void {
    this.#setAside = Math.max(0, this.#setAside - calls);
    this.#soon();
  }

  /** Puts everything into the store and learns what the others did. */
  look(): Promise<void> {
    return this.#entries.ask();
  }

  /** From now on under another name; what was spent under this one goes along. */
  async rename(key: string): Promise<void> {
    const from = this.#key;
    if (from === key) return;
    if (this.#pending.length > 0) await this.look();
    this.#key = key;
    if (this.#shared !== undefined) this.#shared = { ...this.#shared, byDay: {}, byCommand: {} };
    await this.adopt(from);
  }

  /** Takes over what was spent this month under another name. */
  async adopt(from: string): Promise<void> {
    this.#turn();
    const spent = await this.#options.sharing.transact(`${from}/${this.#name}`, (before) => {
      const month = readMonth(before) ?? newMonth();
      const { byDay, byCommand } = month;
      return { after: before && { ...month, byDay: {}, byCommand: {} }, result: { byDay, byCommand } };
    });
    if (spentIn(spent) > 0) this.#pending.push({ month: this.#name, happening: { type: 'spent', ...spent } });
    await this.look();
  }

  /** When it resolves, everything is in the store, and nothing set aside there. */
  async close(): Promise<void> {
    this.#alarm.off();
    this.#setAside = this.#underWay = 0;
    await this.look();
  }

  #turn(): void {
    const name = new Date(this.#options.clock.nowMs()).toISOString().slice(0, 7);
    if (name === this.#name) return;
    this.#name = name;
    this.#month = newMonth();
    this.#shared = undefined;
  }

  #soon(): void {
    if (this.#options.sharing.isShared) this.#alarm.setBy(this.#options.clock.nowMs() + LAZY_MS);
    else void this.look();
  }

  /** One transaction: what happened in one month, and the wishes. */
  async #put(): Promise<void> {
    const { sharing, clock, owner, leftOf } = this.#options;
    this.#turn();
    const name = this.#pending[0]?.month ?? this.#name;
    const part = this.#pending.filter(({ month }) => month === name);
    const wishes = name === this.#name ? [...this.#wishes] : [];
    // As of now, like the happenings: what comes while the store is asked belongs to the next entry.
    const entry = {
      owner,
      setAside: this.#setAside,
      underWay: this.#underWay,
      happenings: part.map(({ happening }) => happening),
      wishes: wishes.map(({ calls }) => calls),
      leftOf,
    };
    const lastSeen = name === this.#name ? this.#shared : undefined;
    const { month, granted, aheadMs, isCut } = await sharing.transact(
      `${this.#key}/${name}`,
      (before, nowMs, isCut) => {
        const aheadMs = nowMs - clock.nowMs();
        const month = readMonth(before) ?? inPlaceOf(lastSeen, isCut);
        const granted = enter(month, { ...entry, nowMs, aheadMs });
        return { after: month, result: { month, granted, aheadMs, isCut } };
      },
    );
    this.#pending = this.#pending.filter((noted) => !part.includes(noted));
    this.#wishes = this.#wishes.filter((wish) => !wishes.includes(wish));
    const isBack = !isCut && this.#isCut !== false;
    if (name === this.#name) {
      this.#month = structuredClone(month);
      for (const { happening } of this.#pending) happen(this.#month, happening, aheadMs);
      if (!isCut) this.#shared = month;
      this.#aheadMs = aheadMs;
      this.#isCut = isCut;
    }
    wishes.forEach(({ calls, grant }, index) => {
      if (granted[index]) this.#setAside += calls;
      grant(granted[index]!);
    });
    if (isBack && sharing.isShared) await this.#settleCut(name);
    if (this.#pending.length > 0 || this.#wishes.length > 0) void this.#entries.ask();
    if (this.#setAside > 0 && sharing.isShared) this.#alarm.setBy(clock.nowMs() + HELD_FOR_MS / 3);
  }

  /** What was spent while the shared store could not be reached, by us or by runs that have ended, is put there. */
  async #settleCut(name: string): Promise<void> {
    for (const kept of await this.#options.sharing.takeCut(`${this.#key}/${name}`)) {
      const { byDay, byCommand } = readMonth(kept) ?? newMonth();
      if (spentIn({ byDay }) > 0) this.#pending.push({ month: name, happening: { type: 'spent', byDay, byCommand } });
    }
  }
}
