// Gathers, while a tree is keyed, the ids and the keys that the format does not know.
import { type JsonObject, joinPointer, type Pointer } from '@postform/engine';
import { textAt, withoutWhere } from '../../kind-tools/trees.ts';
import type { Placed } from './item-pointers.ts';
import type { Keyer } from './keys.ts';

/** Ids, and keys outside the format, by the pointer of their owner. */
export interface Gathering {
  readonly keyer: Keyer;
  readonly itemIds: Map<Pointer, string>;
  readonly extra: Map<Pointer, JsonObject>;
  /** Items that stand in another folder than that of their pointer. */
  readonly away: Placed[];
}

export function remember(raw: JsonObject, pointer: Pointer, gathering: Gathering): void {
  const id = textAt(raw, 'id');
  if (id !== undefined && id !== '') gathering.itemIds.set(pointer, id);
}

/** Sets aside what the format does not know and the server does not own. */
export function keepRest(
  gathering: Gathering,
  pointer: Pointer,
  raw: JsonObject,
  known: readonly string[],
  server: readonly string[],
): void {
  const isKnown = (key: string): boolean => known.includes(key) || server.includes(key);
  for (const key in raw) {
    if (isKnown(key)) continue;
    gathering.extra.set(pointer, withoutWhere(raw, isKnown));
    return;
  }
}

/** The keys that the format knows; the same object where it has no others. */
export function onlyKeys(raw: JsonObject, known: readonly string[]): JsonObject {
  return withoutWhere(raw, (key) => !known.includes(key));
}

/** The pointer of something below `parent`. */
export function at(parent: Pointer, ...tokens: readonly string[]): Pointer {
  return parent + joinPointer(...tokens);
}
