// Runs the limiter's ticks in the store that processes share, each as one transaction, and remembers what the store held.
import type { Clock } from '@postform/engine';
import type { Sharing } from '../sharing/store.ts';
import { InFlight } from './in-flight.ts';
import { LastSnapshot, type WindowsSnapshot } from './last-snapshot.ts';
import type { BucketRow } from './limits.ts';
import type { FinishedCall, PermitRequest } from './permits.ts';
import { removeOwner } from './shared-windows.ts';
import { type PermitAnswer, runTick } from './tick.ts';
import { readWindows, writeWindows } from './windows-format.ts';

export interface TickRunnerOptions {
  readonly rows: readonly BucketRow[];
  readonly clock: Clock;
  readonly sharing: Sharing;
  /** This client among those that share, unique in the world, and its machine. */
  readonly me: { readonly owner: string; readonly host: string };
  /** Name of the windows in the store. */
  readonly key: string;
}

interface Tick {
  readonly answers: readonly PermitAnswer[];
  /** When it ran, on the client's clock. */
  readonly atMs: number;
  /** How far the store's clock is ahead of the client's. */
  readonly aheadMs: number;
}

export class TickRunner {
  readonly lastSnapshot = new LastSnapshot();
  readonly inFlight = new InFlight();
  readonly #options: TickRunnerOptions;
  readonly #rows: ReadonlyMap<string, BucketRow>;
  #key: string;

  constructor(options: TickRunnerOptions) {
    this.#options = options;
    this.#rows = new Map(options.rows.map((row) => [row.name, row]));
    this.#key = options.key;
  }

  get key(): string {
    return this.#key;
  }

  hasBucket(name: string): boolean {
    return this.#rows.has(name);
  }

  /** The answers are in the order of the requests. */
  async tick(finished: readonly FinishedCall[], requests: readonly PermitRequest[]): Promise<Tick> {
    const { sharing, clock, me } = this.#options;
    const { tick, snapshot } = await sharing.transact(this.#key, (before, nowMs, isOffline) => {
      const atMs = clock.nowMs();
      const aheadMs = nowMs - atMs;
      const windows = this.lastSnapshot.newest(before, { isOffline, nowMs, aheadMs });
      const answers = runTick(windows, {
        me,
        rows: this.#rows,
        share: isOffline ? this.lastSnapshot.share : 1,
        inFlight: this.inFlight.byBucket,
        wasThere: !this.lastSnapshot.isEmpty,
        finished,
        requests,
        callMs: this.inFlight.callMs,
        nowMs,
        aheadMs,
      });
      const snapshot: WindowsSnapshot = { windows, isOffline, aheadMs };
      return { after: writeWindows(windows), result: { tick: { answers, atMs, aheadMs }, snapshot } };
    });
    for (const { grant } of finished) this.inFlight.released(grant);
    this.lastSnapshot.remember(snapshot);
    return tick;
  }

  /** Takes this client out of the shared windows. Its calls in flight count as ended from now on. */
  async leave(): Promise<void> {
    const { sharing, me, rows } = this.#options;
    await sharing.transact(this.#key, (before, nowMs) => {
      const windows = readWindows(before, nowMs);
      if (windows === undefined) return { after: before, result: undefined };
      removeOwner(windows, rows, me.owner, nowMs);
      return { after: writeWindows(windows), result: undefined };
    });
  }

  /** Uses the windows of another name from now on. */
  switchTo(key: string): void {
    this.#key = key;
    this.lastSnapshot.deferToStore();
  }
}
