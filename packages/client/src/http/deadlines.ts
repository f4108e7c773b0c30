// Watches the deadlines of the exchanges in flight with one timer for all of them.

export interface Expiring {
  /** Called once, when the deadline has passed. */
  expire(): void;
}

/** All exchanges of one client have the same time, so the first that was added expires first. */
export class Deadlines {
  /** Real milliseconds. */
  readonly deadlineMs: number;
  readonly #dueAtMs = new Map<Expiring, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(deadlineMs: number) {
    this.deadlineMs = deadlineMs;
  }

  add(one: Expiring): void {
    this.#dueAtMs.set(one, performance.now() + this.deadlineMs);
    if (this.#timer === undefined) this.#arm(this.deadlineMs);
  }

  delete(one: Expiring): void {
    this.#dueAtMs.delete(one);
  }

  /** The timer keeps no process alive: the sockets of the exchanges do. */
  #arm(delayMs: number): void {
    this.#timer = setTimeout(() => this.#expire(), delayMs).unref();
  }

  /** A timer may fire up to a millisecond early. */
  #expire(): void {
    this.#timer = undefined;
    const nowMs = performance.now();
    for (const [one, dueAtMs] of this.#dueAtMs) {
      if (dueAtMs > nowMs + 1) {
        this.#arm(dueAtMs - nowMs);
        return;
      }
      this.#dueAtMs.delete(one);
      one.expire();
    }
  }
}
