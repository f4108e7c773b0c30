// Keeps grants that were prefetched while many calls were free, so that not every call needs a tick of its own.
import type { Grant, PermitRequest } from './permits.ts';

interface Prefetched {
  readonly grant: Grant;
  readonly atMs: number;
}

const MAX_GRANTS = 32;
/** A grant that no call has used after this time is given back. */
const MAX_AGE_MS = 1_000;

export class PrefetchedGrants {
  #grants: Prefetched[] = [];
  /** The buckets of the last call that was granted. */
  #lastBuckets: readonly string[] | undefined;

  get isEmpty(): boolean {
    return this.#grants.length === 0;
  }

  countOf(bucket: string): number {
    return this.#grants.filter(({ grant }) => grant.buckets.includes(bucket)).length;
  }

  /** The oldest grant for these buckets; undefined where there is none, or where it is no longer valid. */
  take(buckets: readonly string[], isValid: (grant: Grant) => boolean): Grant | undefined {
    const at = this.#grants.findIndex(({ grant }) => areSame(grant.buckets, buckets));
    return at < 0 || !isValid(this.#grants[at]!.grant) ? undefined : this.#grants.splice(at, 1)[0]!.grant;
  }

  add(grant: Grant, atMs: number): void {
    this.#grants.push({ grant, atMs });
  }

  noteCall(buckets: readonly string[]): void {
    this.#lastBuckets = buckets;
  }

  /** Takes out the grants that are too old, or all. */
  giveBack(nowMs: number, all: boolean): readonly Grant[] {
    const old = this.#grants.filter(({ atMs }) => all || nowMs - atMs > MAX_AGE_MS);
    this.#grants = this.#grants.filter((prefetched) => !old.includes(prefetched));
    return old.map(({ grant }) => grant);
  }

  /** What to request beside these waiting calls. Empty while more than half of the grants are left, or while none is used. */
  requests(waiting: readonly PermitRequest[]): readonly PermitRequest[] {
    const buckets = waiting.at(-1)?.buckets ?? this.#lastBuckets;
    if (buckets === undefined) return [];
    const have = this.#grants.filter(({ grant }) => areSame(grant.buckets, buckets)).length;
    if (have > MAX_GRANTS / 2 || (waiting.length === 0 && have === 0)) return [];
    return Array.from({ length: MAX_GRANTS - have }, () => ({ buckets, isPrefetch: true }));
  }
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index]);
}
