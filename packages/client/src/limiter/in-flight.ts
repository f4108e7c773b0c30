// Room: own passes, how many of them a client has out by bucket, and how long its calls take.
import type { Passage } from './tick.ts';

export class OwnPasses {
  readonly #byBucket: Record<string, number> = {};
  /** The last calls count most. */
  #callMs = 100;

  /** Spares, and those that are leaving, included. */
  get byBucket(): Readonly<Record<string, number>> {
    return this.#byBucket;
  }

  get isNone(): boolean {
    return Object.values(this.#byBucket).every((calls) => calls === 0);
  }

  /** From pass to end. */
  get callMs(): number {
    return this.#callMs;
  }

  given(passage: Passage): void {
    this.#count(passage, 1);
  }

  returned(passage: Passage): void {
    this.#count(passage, -1);
  }

  took(ms: number): void {
    this.#callMs += (ms - this.#callMs) / 8;
  }

  #count({ buckets }: Passage, by: 1 | -1): void {
    for (const name of buckets) this.#byBucket[name] = (this.#byBucket[name] ?? 0) + by;
  }
}
