// What makes a folder or request of a collection the same one, whatever its name and place are now.
import { joinPointer, type Parts, type Pointer, splitPointer } from '@postform/engine';
import { without } from '../kind-tools/trees.ts';
import { namesTo } from './describe/groups.ts';
import { bothAdded } from './match/both-added.ts';
import { findAgain } from './match/find-again.ts';
import { digestedItems, ownerOf } from './match/recorded-items.ts';
import { entryOf, itemAt, itemOf } from './spec/item-pointers.ts';

/** Examples belong to their request, and are known by their key. */
export const collectionParts: Parts = {
  findAgain: (wanted, known, now) =>
    findAgain(digestedItems(wanted), digestedItems(known), () => digestedItems(now?.() ?? [])),
  bothAdded: (wanted, live) => bothAdded(digestedItems(wanted), digestedItems(live)),
  ownerOf,
  rename,
  isOrder: (leaf) => leaf === `${ownerOf(leaf)}/order`,
  entryOf,
  partOf: itemOf,
  nameOf: (part, spec) => namesTo(spec ?? {}, part).join(' / '),
  alone: (spec, part) => {
    const item = itemAt(spec, part);
    return item && without(item, ['items', 'order']);
  },
};

/** Keys outside the format name their owner in their pointer. */
function rename(leaf: Pointer, newOf: (part: Pointer) => Pointer): Pointer {
  if (leaf.startsWith('/extra/')) {
    const [extra = '', place = '', ...rest] = splitPointer(leaf);
    return joinPointer(extra, rename(place, newOf), ...rest);
  }
  const owner = ownerOf(leaf);
  return newOf(owner) + leaf.slice(owner.length);
}
