// A timer with one due time, which can be replaced or brought forward.
import type { Clock } from '@postform/engine';

/** Given as the reason: without one, each abort would make an error with a stack of its own. */
const REPLACED = new Error('the timer has another due time');

export class Timer {
  readonly #clock: Clock;
  readonly #onDue: () => void;
  #due: { readonly atMs: number; readonly cancel: AbortController } | undefined;
  #isStopped = false;

  constructor(clock: Clock, onDue: () => void) {
    this.#clock = clock;
    this.#onDue = onDue;
  }

  /** Replaces the due time. Infinite: never. */
  setTo(atMs: number): void {
    if (this.#due?.atMs === atMs) return;
    this.#due?.cancel.abort(REPLACED);
    this.#due = undefined;
    if (!Number.isFinite(atMs) || this.#isStopped) return;
    const due = { atMs, cancel: new AbortController() };
    this.#due = due;
    const fire = () => {
      if (this.#due !== due) return;
      this.#due = undefined;
      this.#onDue();
    };
    this.#clock.sleep(Math.max(1, atMs - this.#clock.nowMs()), due.cancel.signal).then(fire, fire);
  }

  /** Brings the due time forward; an earlier one stays. */
  setNoLaterThan(atMs: number): void {
    if (this.#due === undefined || this.#due.atMs > atMs) this.setTo(atMs);
  }

  stop(): void {
    this.#isStopped = true;
    this.setTo(Number.POSITIVE_INFINITY);
  }
}
