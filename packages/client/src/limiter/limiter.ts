// The limiter: grants permits to calls, first come first served within each bucket. See README.md.
import { assert } from '@postform/engine';
import { type BucketView, isOverdue } from './bucket.ts';
import type { BucketRow } from './limits.ts';
import type { CallEnd, FinishedCall, Grant } from './permits.ts';
import { PrefetchedGrants } from './prefetched.ts';
import { HEARTBEAT_MS } from './shared-windows.ts';
import { SingleFlight } from './single-flight.ts';
import type { PermitAnswer } from './tick.ts';
import { TickRunner, type TickRunnerOptions } from './tick-runner.ts';
import { Timer } from './timer.ts';
import { WaitingCalls, type WaitingOptions } from './waiting-calls.ts';

export type LimiterOptions = TickRunnerOptions & WaitingOptions;

/** A grant that is older is given back: the process may have slept while others went on without it. */
const MAX_GRANT_AGE_MS = 2_000;
/** A call that ended while no call waits is reported to the store together with those of the next moment. */
const BATCH_MS = 20;

interface LimiterState {
  /** Calls that ended since the last tick. */
  finished: FinishedCall[];
  /** When the store last answered. */
  confirmedAtMs: number;
}

export class Limiter {
  readonly #options: LimiterOptions;
  readonly #state: LimiterState = { finished: [], confirmedAtMs: Number.NEGATIVE_INFINITY };
  readonly #waiting: WaitingCalls;
  readonly #prefetched = new PrefetchedGrants();
  readonly #runner: TickRunner;
  readonly #ticks: SingleFlight;
  readonly #timer: Timer;

  constructor(options: LimiterOptions) {
    this.#options = options;
    this.#waiting = new WaitingCalls(options);
    this.#runner = new TickRunner(options);
    this.#ticks = new SingleFlight(
      () => this.#tick(),
      () => this.#waiting.closed === undefined,
    );
    this.#timer = new Timer(options.clock, () => void this.#ticks.run());
  }

  /** Resolves when a call on these buckets may be sent. Every grant must be given back to `release`. */
  acquire(buckets: readonly string[]): Promise<Grant> {
    for (const name of buckets) assert(this.#runner.hasBucket(name), `there is a bucket named ${name}`);
    return new Promise((resolve, reject) => {
      if (this.#waiting.closed !== undefined) return reject(this.#waiting.closed);
      const isValid = (grant: Grant) => this.mayBeSent(grant);
      const prefetched = this.#waiting.isEmpty ? this.#prefetched.take(buckets, isValid) : undefined;
      if (prefetched !== undefined) return resolve(prefetched);
      this.#waiting.add({ buckets, isPrefetch: false, resolve, reject });
      void this.#ticks.run();
    });
  }

  /** Gives a grant back after its call has ended, or where the call was given up. */
  release(grant: Grant, end: CallEnd): void {
    const { clock } = this.#options;
    const { inFlight, lastSnapshot } = this.#runner;
    const atMs = clock.nowMs();
    this.#state.finished.push({ grant, end, atMs });
    if (end.sent) inFlight.measured(atMs + lastSnapshot.aheadMs - grant.permits[0]!.atMs);
    const canWait = !this.#prefetched.isEmpty && this.#waiting.isEmpty && !end.limited;
    if (canWait) this.#timer.setNoLaterThan(atMs + BATCH_MS);
    else void this.#ticks.run();
  }

  /** False where the grant must be given back unused: the server has refused a call since, or the grant is too old. */
  mayBeSent(grant: Grant): boolean {
    const { clock, sharing } = this.#options;
    const { finished, confirmedAtMs } = this.#state;
    const { lastSnapshot } = this.#runner;
    const nowMs = clock.nowMs();
    if (sharing.isShared && nowMs - confirmedAtMs > MAX_GRANT_AGE_MS) return false;
    if (grant.permits.some((permit) => isOverdue(permit, nowMs + lastSnapshot.aheadMs))) return false;
    const refused = finished.filter(({ end }) => end.limited).flatMap((call) => call.grant.buckets);
    return grant.buckets.every((name) => !refused.includes(name) && nowMs >= lastSnapshot.pausedUntilMs(name));
  }

  /** Exchanges with the shared store what is known of the limits. Sends no call. */
  async sync(): Promise<void> {
    if (this.#options.sharing.isShared) await this.#ticks.run();
  }

  /** Checks all waiting calls again: the longest permitted wait has changed. */
  recheckWaits(): void {
    if (!this.#waiting.isEmpty) void this.#ticks.run();
  }

  /** The last bucket to open for this many calls, and when it opens as far as known; undefined where all are open now. */
  opening(
    byBucket: Readonly<Record<string, number>>,
  ): { readonly row: BucketRow; readonly untilMs: number } | undefined {
    const nowMs = this.#options.clock.nowMs();
    return this.#options.rows
      .map((row) => ({ row, untilMs: this.#runner.lastSnapshot.opensAt(row, byBucket[row.name] ?? 0, nowMs) }))
      .filter(({ untilMs }) => untilMs > nowMs)
      .sort((a, b) => b.untilMs - a.untilMs)[0];
  }

  /** From now on the windows have another name in the store: the account of the key has become known. */
  async rename(key: string): Promise<void> {
    if (key === this.#runner.key) return;
    await this.#ticks.idle();
    await this.#leave();
    this.#runner.switchTo(key);
    await this.sync();
  }

  /** Refuses all calls that wait, now and later, and leaves the shared windows. */
  async close(error: Error): Promise<void> {
    this.#timer.stop();
    this.#waiting.close(error);
    await this.#ticks.idle();
    await this.#leave();
  }

  /** Prefetched permits count as available: no call has used them. */
  view(): readonly BucketView[] {
    const views = this.#runner.lastSnapshot.views(this.#options.rows, this.#options.clock.nowMs());
    return views.map((view) => {
      if (view.available === undefined) return view;
      return { ...view, available: view.available + this.#prefetched.countOf(view.name) };
    });
  }

  async #leave(): Promise<void> {
    if (!this.#options.sharing.isShared || this.#runner.lastSnapshot.isEmpty) return;
    this.#giveBackPrefetched(true);
    if (this.#state.finished.length > 0) await this.#tick();
    await this.#runner.leave();
  }

  /** Those that no call has used in time, or all. */
  #giveBackPrefetched(all: boolean): void {
    const atMs = this.#options.clock.nowMs();
    const unused = this.#prefetched.giveBack(atMs, all);
    for (const grant of unused) this.#state.finished.push({ grant, end: { sent: false }, atMs });
  }

  async #tick(): Promise<void> {
    const state = this.#state;
    const calls = this.#waiting.takeAll();
    this.#giveBackPrefetched(false);
    const finished = [...state.finished];
    const prefetches = this.#options.sharing.isShared ? this.#prefetched.requests(calls) : [];
    const { answers, atMs, aheadMs } = await this.#runner.tick(finished, [...calls, ...prefetches]);
    state.finished = state.finished.slice(finished.length);
    state.confirmedAtMs = atMs;
    const untilsMs: number[] = [];
    const waiting = calls.filter((call, index) => {
      const mustWait = this.#waiting.mustWait(call, answers[index]!, aheadMs);
      if (mustWait) untilsMs.push(untilOf(answers[index]!) - aheadMs);
      return mustWait;
    });
    answers.forEach((answer, index) => {
      if (answer.kind !== 'granted' || (index < calls.length && this.#waiting.closed !== undefined)) return;
      this.#runner.inFlight.granted(answer.grant);
      if (index < calls.length) this.#prefetched.noteCall(answer.grant.buckets);
      else this.#prefetched.add(answer.grant, atMs);
    });
    this.#waiting.putBack(waiting);
    this.#setTimer(untilsMs);
  }

  /** For the first call that may go, and for the next heartbeat while calls wait or are in flight. */
  #setTimer(untilsMs: readonly number[]): void {
    const { clock, sharing } = this.#options;
    const isActive = !this.#waiting.isEmpty || !this.#runner.inFlight.isNone;
    const heartbeatMs = sharing.isShared && isActive ? clock.nowMs() + HEARTBEAT_MS : Number.POSITIVE_INFINITY;
    this.#timer.setTo(Math.min(heartbeatMs, ...untilsMs));
  }
}

function untilOf(answer: PermitAnswer): number {
  return answer.kind === 'wait' ? answer.untilMs : Number.POSITIVE_INFINITY;
}
