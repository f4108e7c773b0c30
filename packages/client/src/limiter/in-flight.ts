// Counts the permits that a client has in flight, by bucket, and measures how long its calls take.
import type { Grant } from './permits.ts';

export class InFlight {
  readonly #byBucket: Record<string, number> = {};
  #callMs = 100;

  /** Includes prefetched permits and those that are about to be released. */
  get byBucket(): Readonly<Record<string, number>> {
    return this.#byBucket;
  }

  get isNone(): boolean {
    return Object.values(this.#byBucket).every((calls) => calls === 0);
  }

  /** From grant to end, ms; a moving average. */
  get callMs(): number {
    return this.#callMs;
  }

  granted(grant: Grant): void {
    this.#count(grant, 1);
  }

  released(grant: Grant): void {
    this.#count(grant, -1);
  }

  measured(ms: number): void {
    this.#callMs += (ms - this.#callMs) / 8;
  }

  #count({ buckets }: Grant, by: 1 | -1): void {
    for (const name of buckets) this.#byBucket[name] = (this.#byBucket[name] ?? 0) + by;
  }
}
