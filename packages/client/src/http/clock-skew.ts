// Room: skew, how far the server's clock is ahead of ours, learnt from `Date` headers.
/**
 * A `Date` header holds whole seconds, rounded down, so one reply says only that the server is ahead of us by something
 * between `date - receivedAt` and `date + 1000 - sentAt`. Each reply narrows the range; the low end is used, since it
 * never makes a reset come too early.
 */
export class Skew {
  #lowMs: number | undefined;
  #highMs = Number.POSITIVE_INFINITY;

  /** `dateMs`: the header as epoch milliseconds; `sentAtMs` and `receivedAtMs`: our clock around that call. */
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

  /** A time of the server, epoch milliseconds, on our clock. Without any `Date` header so far, unchanged. */
  toOurs(serverMs: number): number {
    return serverMs - (this.#lowMs ?? 0);
  }
}
