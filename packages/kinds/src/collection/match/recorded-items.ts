// The items of a collection as they are remembered: no content, only the digests of their leaves.
import type { Digest, Pointer } from '@postform/engine';
import { homeOf } from '../spec/item-pointers.ts';

/** A folder or request by its leaves. Digests of leaves that are not known are left out. */
export interface DigestedItem {
  readonly pointer: Pointer;
  /** Pointer of the folder that holds it; '' for the collection. */
  readonly parent: Pointer;
  readonly sort: 'folder' | 'request';
  /** Digests of its own leaves by the rest of their pointer: `/name`, `/request/line`; the order is left out. */
  readonly leaves: ReadonlyMap<Pointer, Digest>;
}

/** Folders before what is in them; siblings in the order of the leaves. */
export function digestedItems(leaves: Iterable<readonly [Pointer, Digest | undefined]>): readonly DigestedItem[] {
  const own = new Map<Pointer, Map<Pointer, Digest>>();
  const sorts = new Map<Pointer, DigestedItem['sort']>();
  for (const [pointer, digest] of leaves) {
    const item = ownerOf(pointer);
    if (item === '') continue;
    const rest = pointer.slice(item.length);
    const table = own.get(item) ?? new Map<Pointer, Digest>();
    own.set(item, table);
    if (digest !== undefined && rest !== '/order' && rest !== '/exampleOrder') table.set(rest, digest);
    if (rest.startsWith('/request/')) sorts.set(item, 'request');
  }
  return [...own].map(([pointer, table]) => ({
    pointer,
    parent: homeOf(pointer),
    sort: sorts.get(pointer) ?? 'folder',
    leaves: table,
  }));
}

const prints = new WeakMap<DigestedItem, string>();

/** All that is known of an item, in whatever order its leaves stand. */
export function printOf(item: DigestedItem): string {
  const known = prints.get(item);
  if (known !== undefined) return known;
  const print = digestsText(item.leaves);
  prints.set(item, print);
  return print;
}

/** Leaves and their digests, sorted. */
export function digestsText(leaves: Iterable<readonly [Pointer, Digest]>): string {
  return Array.from(leaves, ([at, digest]) => `${at} ${digest}`)
    .sort()
    .join(' ');
}

/** The innermost folder or request to which a leaf belongs; '' for the collection. */
export function ownerOf(pointer: Pointer): Pointer {
  return /^(?:\/items\/[^/]*)*/.exec(pointer)![0];
}
