// The ledger of one client: records what it spends in the store that processes share, in few transactions.
import type { Clock } from '@postform/engine';
import { SingleFlight } from '../limiter/single-flight.ts';
import { Timer } from '../limiter/timer.ts';
import type { Sharing } from '../sharing/store.ts';
import {
  applyEvent,
  HOLDING_EXPIRES_MS,
  type LedgerEvent,
  newPeriod,
  type Period,
  readPeriod,
  recordHolding,
  type Spent,
  spentIn,
} from './period.ts';
import { PeriodCopy } from './period-copy.ts';
import { applyTransaction, initialPeriod, type SpendableOf } from './transaction.ts';

export interface LedgerOptions {
  readonly clock: Clock;
  readonly sharing: Sharing;
  readonly owner: string;
  /** Name of the ledger in the store. */
  readonly key: string;
  readonly spendableOf: SpendableOf;
}

/** What the next transactions will put into the store. */
interface Outbox {
  events: { readonly period: string; readonly event: LedgerEvent }[];
  requests: { readonly calls: number; readonly resolve: (isGranted: boolean) => void }[];
}

/** Events of this time go into one transaction. Shorter than a call, so that a kill loses no call that has ended. */
const BATCH_MS = 10;

/** Events count in this client at once; the others see them a moment later. */
export class CallLedger {
  readonly #options: LedgerOptions;
  readonly #copy: PeriodCopy;
  readonly #outbox: Outbox = { events: [], requests: [] };
  readonly #holding = { setAside: 0, underWay: 0 };
  readonly #transactions = new SingleFlight(() => this.#transact());
  readonly #timer: Timer;
  #key: string;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#copy = new PeriodCopy(options.clock);
    this.#key = options.key;
    this.#timer = new Timer(options.clock, () => void this.sync());
  }

  get period(): Period {
    return this.#copy.current.period;
  }

  get name(): string {
    return this.#copy.current.name;
  }

  /** How far the store's clock is ahead of the client's. */
  get aheadMs(): number {
    return this.#copy.aheadMs;
  }

  get setAsideByOthers(): number {
    return this.#copy.setAsideByOthers(this.#options.owner);
  }

  /** All calls spent in this period, those included that are not in the shared store yet. */
  spent(): Spent {
    return this.#copy.spent();
  }

  record(event: LedgerEvent): void {
    const { clock, owner } = this.#options;
    const { name, period } = this.#copy.current;
    const { aheadMs } = this.#copy;
    recordHolding(period, owner, this.#holding, clock.nowMs() + aheadMs);
    applyEvent(period, event, aheadMs);
    this.#outbox.events.push({ period: name, event });
    this.#syncSoon();
  }

  /** A call that was set aside is sent. */
  debit(day: string, command: string): void {
    this.#holding.setAside = Math.max(0, this.#holding.setAside - 1);
    this.#holding.underWay += 1;
    this.record({ type: 'debit', day, command, calls: 1 });
  }

  /** A call that was sent has ended. */
  ended(): void {
    this.#holding.underWay = Math.max(0, this.#holding.underWay - 1);
  }

  /** Sets calls aside in the store. False where the spendable calls, less those that are set aside, do not suffice. */
  setAside(calls: number): Promise<boolean> {
    return new Promise((resolve) => {
      this.#outbox.requests.push({ calls, resolve });
      void this.sync();
    });
  }

  giveBack(calls: number): void {
    this.#holding.setAside = Math.max(0, this.#holding.setAside - calls);
    this.#syncSoon();
  }

  /** Puts everything into the store and reads what the others have recorded. */
  sync(): Promise<void> {
    return this.#transactions.run();
  }

  /** From now on the ledger has another name in the store. The calls spent under the old one are moved there. */
  async rename(key: string): Promise<void> {
    const from = this.#key;
    if (from === key) return;
    if (this.#outbox.events.length > 0) await this.sync();
    this.#key = key;
    this.#copy.dropSharedSpent();
    await this.takeOver(from);
  }

  /** Moves the calls that were spent in this period under another name into this ledger. */
  async takeOver(from: string): Promise<void> {
    const { name } = this.#copy.current;
    const spent = await this.#options.sharing.transact(`${from}/${name}`, (before) => {
      const period = readPeriod(before) ?? newPeriod();
      const { byDay, byCommand } = period;
      return { after: before && { ...period, byDay: {}, byCommand: {} }, result: { byDay, byCommand } };
    });
    this.#addSpent(name, spent);
    await this.sync();
  }

  /** When it resolves, everything is in the store, and this client has nothing set aside there. */
  async close(): Promise<void> {
    this.#timer.stop();
    this.#holding.setAside = 0;
    this.#holding.underWay = 0;
    await this.sync();
  }

  #syncSoon(): void {
    const { sharing, clock } = this.#options;
    if (sharing.isShared) this.#timer.setNoLaterThan(clock.nowMs() + BATCH_MS);
    else void this.sync();
  }

  #addSpent(name: string, { byDay, byCommand }: Spent): void {
    if (spentIn({ byDay }) > 0) this.#outbox.events.push({ period: name, event: { type: 'spent', byDay, byCommand } });
  }

  /** Puts the events of one period into the store, and the requests where it is the current one. */
  async #transact(): Promise<void> {
    const { sharing, clock, owner, spendableOf } = this.#options;
    const { current } = this.#copy;
    const outbox = this.#outbox;
    const name = outbox.events[0]?.period ?? current.name;
    const isCurrent = name === current.name;
    const before = { events: outbox.events.length, requests: outbox.requests.length };
    const sent = outbox.events.filter(({ period }) => period === name);
    const requests = isCurrent ? [...outbox.requests] : [];
    // Copied now: what happens while the store is asked belongs to the next transaction.
    const events = sent.map(({ event }) => event);
    const transaction = { owner, ...this.#holding, events, requests: requests.map(({ calls }) => calls), spendableOf };
    const lastKnown = isCurrent ? current.shared : undefined;
    const done = await sharing.transact(`${this.#key}/${name}`, (stored, nowMs, isOffline) => {
      const aheadMs = nowMs - clock.nowMs();
      const period = readPeriod(stored) ?? initialPeriod(lastKnown, isOffline);
      const granted = applyTransaction(period, { ...transaction, nowMs, aheadMs });
      return { after: period, result: { period, granted, aheadMs, isOffline } };
    });
    // What came meanwhile stands behind.
    outbox.events = outbox.events.filter(({ period }, at) => at >= before.events || period !== name);
    if (isCurrent) outbox.requests = outbox.requests.slice(before.requests);
    const isReconnected = !done.isOffline && this.#copy.mayBeOffline;
    if (name === current.name)
      this.#copy.remember(
        done.period,
        done,
        outbox.events.map(({ event }) => event),
      );
    requests.forEach(({ calls, resolve }, index) => {
      if (done.granted[index]) this.#holding.setAside += calls;
      resolve(done.granted[index]!);
    });
    if (isReconnected && sharing.isShared) await this.#mergeOffline(name);
    if (outbox.events.length > 0 || outbox.requests.length > 0) void this.#transactions.run();
    if (this.#holding.setAside > 0 && sharing.isShared)
      this.#timer.setNoLaterThan(clock.nowMs() + HOLDING_EXPIRES_MS / 3);
  }

  /** Puts the calls into the shared store that this run, or earlier ones, spent while it was unreachable. */
  async #mergeOffline(name: string): Promise<void> {
    for (const stored of await this.#options.sharing.takeOffline(`${this.#key}/${name}`))
      this.#addSpent(name, readPeriod(stored) ?? newPeriod());
  }
}
