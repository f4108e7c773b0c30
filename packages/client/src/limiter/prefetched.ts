// Room: spares, passes taken beforehand where there is plenty, so that not every call has to ask the others.
import type { Ask, Passage } from './tick.ts';

interface Spare {
  readonly passage: Passage;
  readonly atMs: number;
}

const MOST = 32;
/** Unused for so long they are given back. */
const KEPT_MS = 1_000;

export class Spares {
  #kept: Spare[] = [];
  /** The way of the last call that was granted. */
  #usual: readonly string[] | undefined;

  get isEmpty(): boolean {
    return this.#kept.length === 0;
  }

  countOf(bucket: string): number {
    return this.#kept.filter(({ passage }) => passage.buckets.includes(bucket)).length;
  }

  take(buckets: readonly string[], isGood: (passage: Passage) => boolean): Passage | undefined {
    const at = this.#kept.findIndex(({ passage }) => isAlike(passage.buckets, buckets));
    return at < 0 || !isGood(this.#kept[at]!.passage) ? undefined : this.#kept.splice(at, 1)[0]!.passage;
  }

  keep(passage: Passage, atMs: number): void {
    this.#kept.push({ passage, atMs });
  }

  used(buckets: readonly string[]): void {
    this.#usual = buckets;
  }

  /** Takes out those that nobody needed, or all. */
  giveBack(nowMs: number, all: boolean): readonly Passage[] {
    const old = this.#kept.filter(({ atMs }) => all || nowMs - atMs > KEPT_MS);
    this.#kept = this.#kept.filter((spare) => !old.includes(spare));
    return old.map(({ passage }) => passage);
  }

  /** What to ask for together with these waiting calls; nothing where nothing is used up. */
  asks(waiting: readonly Ask[]): readonly Ask[] {
    const buckets = waiting.at(-1)?.buckets ?? this.#usual;
    if (buckets === undefined) return [];
    const have = this.#kept.filter(({ passage }) => isAlike(passage.buckets, buckets)).length;
    if (have > MOST / 2 || (waiting.length === 0 && have === 0)) return [];
    return Array.from({ length: MOST - have }, () => ({ buckets, isSpare: true }));
  }
}

function isAlike(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((name, index) => name === others[index]);
}
