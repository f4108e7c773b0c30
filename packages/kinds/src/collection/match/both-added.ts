// Pairs items that the files and people in the app have added alike.
import type { Pointer } from '@postform/engine';
import type { DigestedItem } from './recorded-items.ts';

/** Requests of the same name, method and URL, and folders of the same name, in the same folder; twins in their order. */
export function bothAdded(
  wanted: readonly DigestedItem[],
  live: readonly DigestedItem[],
): readonly { readonly wanted: Pointer; readonly live: Pointer }[] {
  const waiting = new Map<string, Pointer[]>();
  for (const item of wanted) {
    const likeness = likenessOf(item, item.parent);
    waiting.set(likeness, [...(waiting.get(likeness) ?? []), item.pointer]);
  }
  const pairs = new Map<Pointer, Pointer>();
  for (const item of live) {
    const twin = waiting.get(likenessOf(item, pairs.get(item.parent) ?? item.parent))?.shift();
    if (twin !== undefined) pairs.set(item.pointer, twin);
  }
  return [...pairs].map(([live, wanted]) => ({ wanted, live }));
}

function likenessOf({ sort, leaves }: DigestedItem, parent: Pointer): string {
  return JSON.stringify([parent, sort, leaves.get('/name'), leaves.get('/request/line')]);
}
