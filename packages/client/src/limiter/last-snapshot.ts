// Remembers what a client last saw of the shared windows: for forecasts and views, and for a store that comes back empty.
import { type BucketView, bucketViewOf } from './bucket.ts';
import { type Bucket, endedOf, forgetEnded, inFlightOf, leavesAt, limitOf, windowOf } from './bucket-state.ts';
import type { BucketRow } from './limits.ts';
import { bucketAt, hostCountOf, newSharedWindows, type SharedWindows, shiftedWindows } from './shared-windows.ts';
import { isFromFuture, readWindows } from './windows-format.ts';

export interface WindowsSnapshot {
  readonly windows: SharedWindows;
  /** It comes from a fallback of the shared store. */
  readonly isOffline: boolean;
  /** How far that store's clock is ahead of the client's. */
  readonly aheadMs: number;
}

const NEVER_TAKEN: WindowsSnapshot = { windows: newSharedWindows(), isOffline: false, aheadMs: 0 };

export class LastSnapshot {
  #last: WindowsSnapshot | undefined;
  /** Machines that shared at the last contact. Before any contact one other is assumed, to be careful. */
  #hosts = 2;

  get isEmpty(): boolean {
    return this.#last === undefined;
  }

  /** The part of the limits that this machine uses while it cannot reach the others. */
  get share(): number {
    return 1 / this.#hosts;
  }

  get aheadMs(): number {
    return this.#last?.aheadMs ?? 0;
  }

  remember(snapshot: WindowsSnapshot): void {
    this.#last = snapshot;
    if (!snapshot.isOffline) this.#hosts = Math.max(1, hostCountOf(snapshot.windows));
  }

  /** From now on the snapshot is used only where the store holds nothing. */
  deferToStore(): void {
    if (this.#last === undefined) return;
    this.#last = { ...this.#last, windows: { ...this.#last.windows, savedAtMs: 0, serial: 0 } };
  }

  /** The stored windows, or the snapshot where that is newer: the store lost them, or a fallback took its place. */
  newest(stored: unknown, { isOffline, aheadMs, nowMs }: Omit<WindowsSnapshot, 'windows'> & { nowMs: number }) {
    const windows = readWindows(stored, nowMs);
    if (this.#last === undefined || isFromFuture(this.#last.windows, nowMs + this.#last.aheadMs - aheadMs))
      return windows ?? newSharedWindows();
    const last = this.#last.windows;
    // The clocks of processes differ a little, so within one store the serial says which is newer.
    if (this.#last.isOffline === isOffline)
      return windows !== undefined && windows.serial >= last.serial ? windows : shiftedWindows(last, 0);
    const byMs = aheadMs - this.#last.aheadMs;
    return windows !== undefined && windows.savedAtMs >= last.savedAtMs + byMs ? windows : shiftedWindows(last, byMs);
  }

  pausedUntilMs(bucket: string): number {
    const { windows, aheadMs } = this.#last ?? NEVER_TAKEN;
    return (windows.buckets[bucket]?.pausedUntilMs ?? Number.NEGATIVE_INFINITY) - aheadMs;
  }

  /** When this many calls of a bucket may go, on the client's clock; see `opensAt`. */
  opensAt(row: BucketRow, calls: number, nowMs: number): number {
    return opensAt(this.#bucketOf(row), calls, nowMs + this.aheadMs) - this.aheadMs;
  }

  views(rows: readonly BucketRow[], nowMs: number): readonly BucketView[] {
    return rows.map((row) => {
      const view = bucketViewOf(this.#bucketOf(row), nowMs + this.aheadMs);
      return view.resetAtMs === undefined ? view : { ...view, resetAtMs: view.resetAtMs - this.aheadMs };
    });
  }

  #bucketOf(row: BucketRow): Bucket {
    const { windows, isOffline } = this.#last ?? { ...NEVER_TAKEN, windows: newSharedWindows() };
    return bucketAt(windows, row, isOffline ? this.share : 1);
  }
}

/**
 * Forecasts when this many calls may go if nobody else sends; `nowMs` where they may at once, or where nothing is known to
 * stop them. Calls in flight come first.
 */
function opensAt(bucket: Bucket, calls: number, nowMs: number): number {
  const { pausedUntilMs = 0, isWaived, reported, isConfirmed } = bucket.state;
  if (calls === 0) return nowMs;
  if (nowMs < pausedUntilMs) return pausedUntilMs;
  if (isWaived) return nowMs;
  forgetEnded(bucket, nowMs);
  const limit = limitOf(bucket);
  const laterMs = (Math.ceil(calls / limit) - 1) * windowOf(bucket);
  if (laterMs > 0) return isConfirmed ? nowMs + laterMs : nowMs;
  const surplus = inFlightOf(bucket) + endedOf(bucket) + calls - 1 - limit;
  const historyMs = surplus < 0 ? nowMs : (leavesAt(bucket, surplus) ?? nowMs);
  const isShort =
    reported !== undefined && nowMs < reported.resetAtMs && (reported.remaining ?? limit) - inFlightOf(bucket) < calls;
  return Math.max(historyMs, isShort ? reported.resetAtMs : nowMs);
}
