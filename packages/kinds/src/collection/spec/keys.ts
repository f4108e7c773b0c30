// Keys siblings: a recorded id keeps its key, everything else is keyed by name and occurrence.
import { type ItemIds, joinPointer, occurrenceKeys, type Pointer, splitPointer } from '@postform/engine';

export interface Sibling {
  readonly name: string;
  readonly id?: string | undefined;
}

/** Gives each sibling below `parent` a key of its own; no two get the same. */
export type Keyer = (parent: Pointer, siblings: readonly Sibling[]) => readonly string[];

/** Keys by name and occurrence alone: how files are read. */
export const keysByName: Keyer = (_parent, siblings) => occurrenceKeys(siblings.map((sibling) => sibling.name));

/**
 * Keys by recorded id first: a sibling that somebody renamed keeps its key, and one that was moved here keeps the last
 * part of its pointer where that is free. The others take the first key of their name that nobody has.
 */
export function keysByItemIds(itemIds: ItemIds): Keyer {
  const recorded = new Map<string, { readonly parent: Pointer; readonly key: string }>();
  for (const [pointer, id] of Object.entries(itemIds)) {
    const tokens = splitPointer(pointer);
    recorded.set(id, { parent: joinPointer(...tokens.slice(0, -1)), key: tokens.at(-1)! });
  }
  if (recorded.size === 0) return keysByName;
  return (parent, siblings) => {
    const keys = new Array<string | undefined>(siblings.length);
    const taken = new Set<string>();
    const claim = (index: number, key: string): void => {
      keys[index] = key;
      taken.add(key);
    };
    const claimWhere = (fits: (at: { readonly parent: Pointer; readonly key: string }) => boolean): void => {
      siblings.forEach(({ id }, index) => {
        const at = id === undefined ? undefined : recorded.get(id);
        if (at !== undefined && keys[index] === undefined && !taken.has(at.key) && fits(at)) claim(index, at.key);
      });
    };
    claimWhere((at) => at.parent === parent);
    claimWhere((at) => at.parent !== parent);
    const counts = new Map<string, number>();
    return siblings.map(({ name }, index) => {
      let key = keys[index];
      while (key === undefined) {
        const count = (counts.get(name) ?? 0) + 1;
        counts.set(name, count);
        const candidate = nthKey(name, count);
        if (taken.has(candidate)) continue;
        taken.add(candidate);
        key = candidate;
      }
      return key;
    });
  };
}

function nthKey(name: string, count: number): string {
  const first = occurrenceKeys([name])[0]!;
  return count === 1 ? first : `${first}#${count}`;
}
