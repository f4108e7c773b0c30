// Parts of an object with an identity of their own: people rename, move and reorder them, and they stay the same.
import type { JsonObject } from './json.ts';
import type { Pointer } from './pointer.ts';

/** A keyed digest, shortened: 16 base64url characters of an HMAC-SHA-256, 12 for a leaf. */
export type Digest = string;

/**
 * Recorded ids of the parts of an object that have ids of their own, by the pointer of the part in the spec. An empty id
 * keeps its pointer from parts that are not recorded.
 */
export type ItemIds = Readonly<Record<Pointer, string>>;

/** A part that is remembered, found again in a changed spec, and by what. */
export interface PartMatch {
  /** Its pointer as it is remembered. */
  readonly from: Pointer;
  /** Its pointer in the spec. */
  readonly to: Pointer;
  readonly why: 'unchanged' | 'edited' | 'renamed' | 'moved' | 'moved and renamed' | 'similar' | 'same place';
}

/** How a kind whose objects have parts that people rename, move and reorder knows them again. */
export interface Parts {
  /**
   * Pairs the parts that are remembered with those of a changed spec, each at most once. All are given as leaves with
   * their digests, undefined where a value is not known. `now`: the remembered parts as they are live; undefined where
   * that was not read.
   */
  findAgain(
    wanted: Iterable<readonly [Pointer, Digest | undefined]>,
    known: Iterable<readonly [Pointer, Digest | undefined]>,
    now?: () => Iterable<readonly [Pointer, Digest | undefined]> | undefined,
  ): readonly PartMatch[];
  /** Pairs parts that both sides added, where nobody would take them for two: in one part, and alike. */
  bothAdded(
    wanted: Iterable<readonly [Pointer, Digest | undefined]>,
    live: Iterable<readonly [Pointer, Digest | undefined]>,
  ): readonly { readonly wanted: Pointer; readonly live: Pointer }[];
  /** The innermost part at or above a pointer; '' for the object itself. */
  ownerOf(pointer: Pointer): Pointer;
  /** A leaf under the new pointer of its part. */
  rename(leaf: Pointer, newOf: (part: Pointer) => Pointer): Pointer;
  /** Whether a leaf is the order of the parts that stand in another, or in the object. */
  isOrder(leaf: Pointer): boolean;
  /** How the order of `owner` names a part, and back. */
  entryOf(owner: Pointer, part: Pointer): string;
  partOf(owner: Pointer, entry: string): Pointer;
  /** How people call a part: by its place and its name. Without a spec, as far as its pointer says it. */
  nameOf(part: Pointer, spec?: JsonObject): string;
  /** What a part is without the parts in it; undefined where the spec has no such part. */
  alone(spec: JsonObject, part: Pointer): JsonObject | undefined;
}
