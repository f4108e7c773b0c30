// Room: the pacer, which lets calls through all gates of their buckets, first come first served within each bucket.
import { assert } from '@postform/engine';
import { type GateView, isOverdue } from './bucket.ts';
import { OwnPasses } from './in-flight.ts';
import { Recall } from './last-snapshot.ts';
import type { PacerOptions } from './limiter-options.ts';
import type { BucketRow } from './limits.ts';
import { Spares } from './prefetched.ts';
import { BEAT_MS, leaveForGood, readWindows } from './shared-windows.ts';
import { Rounds } from './single-flight.ts';
import { type Answer, type Ask, type Ended, type Leave, type Passage, takeTurn } from './tick.ts';
import { Alarm } from './timer.ts';
import { ToldWaits } from './wait-events.ts';

/** A pass that lay about for longer is given back: its process may have slept, and the others gone on without it. */
const FRESH_MS = 2_000;
/** What nobody waits for is told to the others together with what comes within this time. */
const LAZY_MS = 20;

interface Waiter extends Ask {
  readonly grant: (passage: Passage) => void;
  readonly refuse: (error: Error) => void;
}

export class Pacer {
  readonly #options: PacerOptions;
  readonly #rows: ReadonlyMap<string, BucketRow>;
  #key: string;
  #waiters: Waiter[] = [];
  #leaves: Leave[] = [];
  readonly #spares = new Spares();
  readonly #passes = new OwnPasses();
  readonly #recall = new Recall();
  #confirmedAtMs = Number.NEGATIVE_INFINITY;
  readonly #turns: Rounds;
  readonly #alarm: Alarm;
  readonly #told: ToldWaits;
  #closed: Error | undefined;

  constructor(options: PacerOptions) {
    this.#options = options;
    this.#rows = new Map(options.rows.map((row) => [row.name, row]));
    this.#key = options.key;
    this.#turns = new Rounds(
      () => this.#takeTurn(),
      () => this.#closed === undefined,
    );
    this.#alarm = new Alarm(options.clock, () => void this.#turns.ask());
    this.#told = new ToldWaits(options.onEvent);
  }

  /** Resolves when a call on these buckets may be sent. Every passage must be given back to `leave`. */
  enter(buckets: readonly string[]): Promise<Passage> {
    for (const name of buckets) assert(this.#rows.has(name), `there is a bucket named ${name}`);
    return new Promise((grant, refuse) => {
      if (this.#closed !== undefined) return refuse(this.#closed);
      const isGood = (passage: Passage) => this.mayBeSent(passage);
      const spare = this.#waiters.length === 0 ? this.#spares.take(buckets, isGood) : undefined;
      if (spare !== undefined) return grant(spare);
      this.#waiters.push({ buckets, isSpare: false, grant, refuse });
      void this.#turns.ask();
    });
  }

  /** Gives the passage back, and lets others through. */
  leave(passage: Passage, ended: Ended): void {
    const atMs = this.#options.clock.nowMs();
    this.#leaves.push({ passage, ended, atMs });
    if (ended.sent) this.#passes.took(atMs + this.#recall.aheadMs - passage.passes[0]!.atMs);
    const isEasy = !this.#spares.isEmpty && this.#waiters.length === 0 && !ended.limited;
    if (isEasy) this.#alarm.setBy(atMs + LAZY_MS);
    else void this.#turns.ask();
  }

  /** False where the passage must be given back unused: a refusal came since, or it lay about for too long. */
  mayBeSent(passage: Passage): boolean {
    const nowMs = this.#options.clock.nowMs();
    if (this.#options.sharing.isShared && nowMs - this.#confirmedAtMs > FRESH_MS) return false;
    if (passage.passes.some((pass) => isOverdue(pass, nowMs + this.#recall.aheadMs))) return false;
    const refused = this.#leaves.filter(({ ended }) => ended.limited).flatMap((leave) => leave.passage.buckets);
    return passage.buckets.every((name) => !refused.includes(name) && nowMs >= this.#recall.pausedUntilMs(name));
  }

  /** Learns what the others know, without asking for a call. */
  async look(): Promise<void> {
    if (this.#options.sharing.isShared) await this.#turns.ask();
  }

  /** Asks again for everybody who waits: how long they may wait has changed. */
  hurry(): void {
    if (this.#waiters.length > 0) void this.#turns.ask();
  }

  /** The first bucket that does not let so many calls through at once, and when it will, as far as known. */
  opening(
    byBucket: Readonly<Record<string, number>>,
  ): { readonly row: BucketRow; readonly untilMs: number } | undefined {
    const nowMs = this.#options.clock.nowMs();
    return this.#options.rows
      .map((row) => ({ row, untilMs: this.#recall.opensAt(row, byBucket[row.name] ?? 0, nowMs) }))
      .filter(({ untilMs }) => untilMs > nowMs)
      .sort((a, b) => b.untilMs - a.untilMs)[0];
  }

  /** From now on the windows are kept under another name: who we are has become known. */
  async rename(key: string): Promise<void> {
    if (key === this.#key) return;
    await this.#turns.rest();
    await this.#depart();
    this.#key = key;
    this.#recall.yieldToAny();
    await this.look();
  }

  /** Refuses everybody who waits, now and later, and leaves what is shared. */
  async close(error: Error): Promise<void> {
    this.#closed = error;
    this.#alarm.off();
    for (const waiter of this.#waiters.splice(0)) waiter.refuse(error);
    await this.#turns.rest();
    await this.#depart();
  }

  /** Spare passes are no calls yet: they are as available as what nobody took. */
  view(): readonly GateView[] {
    const views = this.#recall.views(this.#options.rows, this.#options.clock.nowMs());
    return views.map((view) => {
      if (view.available === undefined) return view;
      return { ...view, available: view.available + this.#spares.countOf(view.name) };
    });
  }

  /** What we still have under way counts as ended from now on; spare passes never were calls. */
  async #depart(): Promise<void> {
    const { sharing, me, rows } = this.#options;
    if (!sharing.isShared || this.#recall.isEmpty) return;
    this.#giveBack(true);
    if (this.#leaves.length > 0) await this.#takeTurn();
    await sharing.transact(this.#key, (before, nowMs) => {
      const windows = readWindows(before, nowMs);
      if (windows !== undefined) leaveForGood(windows, rows, me.owner, nowMs);
      return { after: before, result: undefined };
    });
  }

  /** Spare passes that nobody needed, or all of them. */
  #giveBack(all: boolean): void {
    const atMs = this.#options.clock.nowMs();
    const unused = this.#spares.giveBack(atMs, all);
    for (const passage of unused) this.#leaves.push({ passage, ended: { sent: false }, atMs });
  }

  async #takeTurn(): Promise<void> {
    const { sharing, clock, me } = this.#options;
    let turnAtMs = clock.nowMs();
    const waiters = this.#waiters;
    this.#waiters = [];
    this.#giveBack(false);
    const leaves = [...this.#leaves];
    const asks = [...waiters, ...(sharing.isShared ? this.#spares.asks(waiters) : [])];
    const { answers, seen } = await sharing.transact(this.#key, (before, nowMs, isCut) => {
      turnAtMs = clock.nowMs();
      const aheadMs = nowMs - turnAtMs;
      const windows = this.#recall.newest(before, isCut, nowMs, aheadMs);
      const answers = takeTurn(windows, {
        me,
        rows: this.#rows,
        share: isCut ? this.#recall.share : 1,
        underWay: this.#passes.byBucket,
        wasThere: !this.#recall.isEmpty,
        leaves,
        asks,
        callMs: this.#passes.callMs,
        nowMs,
        aheadMs,
      });
      return { after: windows, result: { answers, seen: { windows, isCut, aheadMs } } };
    });
    this.#leaves = this.#leaves.slice(leaves.length);
    for (const { passage } of leaves) this.#passes.returned(passage);
    this.#recall.remember(seen);
    this.#confirmedAtMs = turnAtMs;
    const waiting = waiters.filter((waiter, index) => this.#take(waiter, answers[index]!, seen.aheadMs));
    for (const answer of answers.slice(waiters.length)) {
      if (answer.kind !== 'go') continue;
      this.#passes.given(answer.passage);
      this.#spares.keep(answer.passage, turnAtMs);
    }
    this.#waiters = [...waiting, ...this.#waiters];
    this.#setAlarm(waiting.map((waiter) => untilOf(answers[waiters.indexOf(waiter)]!) - seen.aheadMs));
  }

  /** True where the waiter waits on. */
  #take(waiter: Waiter, answer: Answer, aheadMs: number): boolean {
    if (this.#closed !== undefined) {
      waiter.refuse(this.#closed);
      return false;
    }
    if (answer.kind === 'go') {
      this.#passes.given(answer.passage);
      this.#spares.used(waiter.buckets);
      waiter.grant(answer.passage);
      return false;
    }
    const nowMs = this.#options.clock.nowMs();
    for (const { row, untilMs } of answer.closed) {
      if (untilMs - aheadMs - nowMs > this.#options.maxWaitMs()) {
        waiter.refuse(this.#options.tooLong(row, untilMs - aheadMs));
        return false;
      }
      this.#told.tell(row, nowMs, untilMs - aheadMs);
    }
    return true;
  }

  /** For the first that waits; and, while there is anything of ours, in time to show that we live. */
  #setAlarm(untilsMs: readonly number[]): void {
    const nowMs = this.#options.clock.nowMs();
    const isThere = this.#waiters.length > 0 || !this.#passes.isNone;
    const beatMs = this.#options.sharing.isShared && isThere ? nowMs + BEAT_MS : Number.POSITIVE_INFINITY;
    this.#alarm.setTo(Math.min(beatMs, ...untilsMs));
  }
}

function untilOf(answer: Answer): number {
  return answer.kind === 'wait' ? answer.untilMs : Number.POSITIVE_INFINITY;
}
