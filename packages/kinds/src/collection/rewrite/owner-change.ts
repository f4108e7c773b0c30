// A change of a collection, folder or request without what is in it, and how parts of it are written.
import { equalTrees, type Json, type JsonObject, type Pointer } from '@postform/engine';
import { objectAt, present } from '../../kind-tools/trees.ts';
import type { Sort } from './read-part.ts';
import { type Weft, weavings } from './weave.ts';

export interface OwnerChange {
  readonly sort: Sort;
  /** In the spec; '' for the collection. */
  readonly pointer: Pointer;
  /** What the file says of it, normalised, and what it should say. */
  readonly before: JsonObject;
  readonly after: JsonObject;
  /** Keys outside the format, by the pointers of their owners. */
  readonly extra: { readonly before: JsonObject; readonly after: JsonObject };
  /** Called for what no form of the file says; `field` is below the pointer. */
  readonly fail: (...field: readonly string[]) => void;
}

/** The first way to write it that reads as it should; undefined where there is none. */
export function choose(
  change: OwnerChange,
  field: readonly string[],
  weft: Weft,
  isRight: (candidate: Json) => boolean,
): Json | undefined {
  const made = weavings(weft).find(isRight);
  if (made === undefined) change.fail(...field);
  return made;
}

/** An owner with those keys outside the format that have changed. */
export function withExtra(raw: JsonObject, change: OwnerChange, owner: Pointer): JsonObject {
  const [before, after] = [objectAt(change.extra.before, owner), objectAt(change.extra.after, owner)];
  const keys = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const changed = keys.filter((key) => !equalTrees(before[key], after[key]));
  if (changed.length === 0) return raw;
  return present({ ...raw, ...Object.fromEntries(changed.map((key) => [key, after[key]])) });
}
