// Gives items and examples their pointers: a recorded id keeps its own, everything else is named by its key and occurrence.
import { type ItemIds, joinPointer, occurrenceKeys, type Pointer, splitPointer } from '@postform/engine';

export interface Sibling {
  readonly name: string;
  readonly id?: string | undefined;
}

/** Pointers for what stands below `parent` (`…/items` or `…/examples`), in this order; no two get the same. */
export type Keyer = (parent: Pointer, siblings: readonly Sibling[]) => readonly Pointer[];

/** By name and occurrence alone: how files are read. */
export const keysByName: Keyer = (parent, siblings) =>
  occurrenceKeys(siblings.map((sibling) => sibling.name)).map((key) => parent + joinPointer(key));

/**
 * By recorded id first: an item that somebody renamed or moved keeps its pointer. The others take the first key of their
 * name that nobody has. `present`: ids that occur in the collection; recorded ones that do not leave their key to others.
 */
export function keysByItemIds(itemIds: ItemIds, present: ReadonlySet<string>): Keyer {
  const recorded = new Map<string, Pointer>();
  const taken = new Set<Pointer>();
  for (const [pointer, id] of Object.entries(itemIds)) {
    if (id !== '' && (!present.has(id) || recorded.has(id))) continue;
    if (id !== '') recorded.set(id, pointer);
    taken.add(pointer);
  }
  if (taken.size === 0) return keysByName;
  return (parent, siblings) => {
    const claimed = siblings.map(({ id }) => {
      const pointer = id === undefined ? undefined : recorded.get(id);
      if (pointer === undefined || !isOfSort(pointer, parent)) return undefined;
      recorded.delete(id!);
      return pointer;
    });
    const counts = new Map<string, number>();
    const free = (name: string): Pointer => {
      for (let count = (counts.get(name) ?? 0) + 1; ; count += 1) {
        const pointer = parent + joinPointer(nthKey(name, count));
        if (taken.has(pointer)) continue;
        counts.set(name, count);
        taken.add(pointer);
        return pointer;
      }
    };
    return siblings.map(({ name }, index) => claimed[index] ?? free(name));
  };
}

/** An item stands where it likes; an example belongs to its request. */
function isOfSort(pointer: Pointer, parent: Pointer): boolean {
  const own = pointer.slice(0, pointer.lastIndexOf('/'));
  return own === parent || (splitPointer(own).at(-1) === 'items' && splitPointer(parent).at(-1) === 'items');
}

function nthKey(name: string, count: number): string {
  const first = occurrenceKeys([name])[0]!;
  return count === 1 ? first : `${first}#${count}`;
}
