// Pairs items one to one: each stage pairs what is alike in its own sense, in order, and leaves the rest to the next.
import type { PartMatch, Pointer } from '@postform/engine';
import type { DigestedItem } from './recorded-items.ts';

export type Why = PartMatch['why'];

/** What an item is alike in; undefined where that does not tell it apart. */
export type Likeness = (item: DigestedItem) => string | undefined;

export class Pairing {
  /** By the pointer of the wanted item. */
  readonly pairs = new Map<Pointer, { readonly known: DigestedItem; readonly why: Why }>();
  readonly #wanted: readonly DigestedItem[];
  readonly #known: readonly DigestedItem[];
  readonly #claimed = new Map<Pointer, Pointer>();

  constructor(wanted: readonly DigestedItem[], known: readonly DigestedItem[]) {
    this.#wanted = wanted;
    this.#known = known;
  }

  unpaired(): { readonly wanted: readonly DigestedItem[]; readonly known: readonly DigestedItem[] } {
    return {
      wanted: this.#wanted.filter(({ pointer }) => !this.pairs.has(pointer)),
      known: this.#known.filter(({ pointer }) => !this.#claimed.has(pointer)),
    };
  }

  /** The pointer of the wanted item with which a known one is paired; '' stands for the collection itself. */
  wantedOf(known: Pointer): Pointer | undefined {
    return known === '' ? '' : this.#claimed.get(known);
  }

  /** The pointer of the known item with which a wanted one is paired. */
  knownOf(wanted: Pointer): Pointer | undefined {
    return wanted === '' ? '' : this.pairs.get(wanted)?.known.pointer;
  }

  /** False where one of the two has another already, or they are not of one sort. */
  pair(wanted: DigestedItem, known: DigestedItem, why: Why): boolean {
    if (wanted.sort !== known.sort || this.pairs.has(wanted.pointer) || this.#claimed.has(known.pointer)) return false;
    this.pairs.set(wanted.pointer, { known, why });
    this.#claimed.set(known.pointer, wanted.pointer);
    return true;
  }

  /** Pairs items of equal likeness in their order. */
  pairAlike(why: Why, likenessOfWanted: Likeness, likenessOfKnown: Likeness = likenessOfWanted): void {
    const { wanted, known } = this.unpaired();
    const waiting = new Map<string, DigestedItem[]>();
    for (const item of known) {
      const likeness = likenessOfKnown(item);
      if (likeness === undefined) continue;
      const queue = waiting.get(likeness);
      if (queue === undefined) waiting.set(likeness, [item]);
      else queue.push(item);
    }
    const next = new Map<string, number>();
    for (const item of wanted) {
      const likeness = likenessOfWanted(item);
      const queue = likeness === undefined ? undefined : waiting.get(likeness);
      if (queue === undefined) continue;
      const at = next.get(likeness!) ?? 0;
      if (at < queue.length && this.pair(item, queue[at]!, why)) next.set(likeness!, at + 1);
    }
  }
}
