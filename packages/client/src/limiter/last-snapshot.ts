// Room: recall, what a client last saw of the windows: for looking, and for where a store comes back empty or takes another's place.
import { type GateView, viewOf } from './bucket.ts';
import { opensAt } from './forecast.ts';
import type { BucketRow } from './limits.ts';
import { gateAt, hostsOf, isOfLater, newWindows, readWindows, shifted, type Windows } from './shared-windows.ts';

export interface Seen {
  readonly windows: Windows;
  /** It was not the shared store that was asked. */
  readonly isCut: boolean;
  /** What that store's clock is ahead of ours. */
  readonly aheadMs: number;
}

export class Recall {
  #last: Seen | undefined;
  /** Machines that shared when we last could ask. Where nobody ever could, there is one other, to be careful. */
  #hosts = 2;

  get isEmpty(): boolean {
    return this.#last === undefined;
  }

  /** Our part of the limits where the machines cannot be asked. */
  get share(): number {
    return 1 / this.#hosts;
  }

  get aheadMs(): number {
    return this.#last?.aheadMs ?? 0;
  }

  remember(seen: Seen): void {
    this.#last = seen;
    if (!seen.isCut) this.#hosts = Math.max(1, hostsOf(seen.windows));
  }

  /** What is remembered counts only where a store has nothing at all. */
  yieldToAny(): void {
    if (this.#last === undefined) return;
    this.#last = { ...this.#last, windows: { ...this.#last.windows, savedAtMs: 0, serial: 0 } };
  }

  /** What a store kept, or what we remember where that is newer: the store lost it, or another one took its place. */
  newest(kept: unknown, isCut: boolean, nowMs: number, aheadMs: number): Windows {
    const windows = readWindows(kept, nowMs);
    if (this.#last === undefined || isOfLater(this.#last.windows, nowMs + this.#last.aheadMs - aheadMs))
      return windows ?? newWindows();
    const last = this.#last.windows;
    // Clocks of processes differ by moments, so within one store they do not say what is newer.
    if (this.#last.isCut === isCut)
      return windows !== undefined && windows.serial >= last.serial ? windows : shifted(last, 0);
    const byMs = aheadMs - this.#last.aheadMs;
    return windows !== undefined && windows.savedAtMs >= last.savedAtMs + byMs ? windows : shifted(last, byMs);
  }

  pausedUntilMs(bucket: string): number {
    const { windows, aheadMs = 0 } = this.#last ?? {};
    return (windows?.gates[bucket]?.pausedUntilMs ?? Number.NEGATIVE_INFINITY) - aheadMs;
  }

  /** When so many calls of a bucket may go, on our clock; see `opensAt`. */
  opensAt(row: BucketRow, calls: number, nowMs: number): number {
    const { windows = newWindows(), aheadMs = 0, isCut = false } = this.#last ?? {};
    return opensAt(gateAt(windows, row, isCut ? this.share : 1), calls, nowMs + aheadMs) - aheadMs;
  }

  views(rows: readonly BucketRow[], nowMs: number): readonly GateView[] {
    const { windows = newWindows(), aheadMs = 0, isCut = false } = this.#last ?? {};
    return rows.map((row) => {
      const view = viewOf(gateAt(windows, row, isCut ? this.share : 1), nowMs + aheadMs);
      return view.resetAtMs === undefined ? view : { ...view, resetAtMs: view.resetAtMs - aheadMs };
    });
  }
}
