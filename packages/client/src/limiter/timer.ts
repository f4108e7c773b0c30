// Room: the alarm, one time at which somebody wants to be woken; a later wish replaces or an earlier one stays.
import type { Clock } from '@postform/engine';

export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #set: { readonly atMs: number; readonly cancel: AbortController } | undefined;
  #isOff = false;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings then, and not at another time that was set before; infinite: not at all. */
  setTo(atMs: number): void {
    if (this.#set?.atMs === atMs) return;
    this.#set?.cancel.abort();
    this.#set = undefined;
    if (!Number.isFinite(atMs) || this.#isOff) return;
    const alarm = { atMs, cancel: new AbortController() };
    this.#set = alarm;
    const rung = () => {
      if (this.#set !== alarm) return;
      this.#set = undefined;
      this.#ring();
    };
    this.#clock.sleep(Math.max(1, atMs - this.#clock.nowMs()), alarm.cancel.signal).then(rung, rung);
  }

  /** Rings then at the latest. */
  setBy(atMs: number): void {
    if (this.#set === undefined || this.#set.atMs > atMs) this.setTo(atMs);
  }

  /** Never rings again. */
  off(): void {
    this.#isOff = true;
    this.setTo(Number.POSITIVE_INFINITY);
  }
}
