// Gathers, while a tree is keyed, the ids and the keys that the format does not know.
import { type JsonObject, joinPointer, type Pointer } from '@postform/engine';
import { textAt } from '../../kind-tools/trees.ts';
import type { Keyer } from './keys.ts';

/** Ids, and keys outside the format, by the pointer of their owner. */
export interface Gathering {
  readonly keyer: Keyer;
  readonly itemIds: Map<Pointer, string>;
  readonly extra: Map<Pointer, JsonObject>;
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
  const rest = Object.entries(raw).filter(([key]) => !known.includes(key) && !server.includes(key));
  if (rest.length > 0) gathering.extra.set(pointer, Object.fromEntries(rest));
}

/** The keys that the format knows. */
export function onlyKeys(raw: JsonObject, known: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(raw).filter(([key]) => known.includes(key)));
}

/** The pointer of something below `parent`. */
export function at(parent: Pointer, ...tokens: readonly string[]): Pointer {
  return parent + joinPointer(...tokens);
}
