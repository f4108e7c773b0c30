// Estimates how far the server's clock is ahead of the client's, from `Date` headers.

/**
 * A `Date` header holds whole seconds, rounded down, so one reply shows only a range: the server is ahead by
 * between `date - receivedAt` and `date + 1000 - sentAt`. Each reply narrows the range; the low end is used, because it
 * never makes a reset come too early.
 */
export class ClockSkew {
  #lowMs: number | undefined;
  #highMs = Number.POSITIVE_INFINITY;

  /** `dateMs`: the header as epoch milliseconds; `sentAtMs` and `receivedAtMs`: the client's clock around that call. */
  observe(dateMs: number, sentAtMs: number, receivedAtMs: number): void {
    const lowMs = dateMs - receivedAtMs;
    const highMs = dateMs + 1000 - sentAtMs;
    const apart = this.#lowMs === undefined || lowMs > this.#highMs || highMs < this.#lowMs;
    this.#lowMs = apart ? lowMs : Math.max(this.#lowMs ?? lowMs, lowMs);
    this.#highMs = apart ? highMs : Math.min(this.#highMs, highMs);
  }

  /** True once a reply has shown the server's clock. */
  get isKnown(): boolean {
    return this.#lowMs !== undefined;
  }

  /** Converts a time of the server to the client's clock, epoch milliseconds. Unchanged before the first `Date` header. */
  toOurs(serverMs: number): number {
    return serverMs - (this.#lowMs ?? 0);
  }
}
