// Between what people write in files and a spec: what `parse`, `write` and `rewrite` of a kind take and give.
import type { Problem } from './diagnostic.ts';
import type { Files } from './files.ts';
import type { JsonObject } from './json.ts';
import type { TreeOperation } from './patch.ts';
import type { Pointer } from './pointer.ts';

export interface ParseInput {
  /** As written, schema-valid, `${…}` already replaced by strings or deferred values, `{ secret: name }` by secret nodes. */
  readonly written: JsonObject;
  readonly files: Files;
  /** The keys of the map at a pointer as people wrote them; JavaScript puts whole numbers first. Absent: nobody knows. */
  readonly keyOrder?: (pointer: Pointer) => readonly string[] | undefined;
}
export type Parsed =
  | { readonly ok: true; readonly spec: JsonObject; readonly warnings?: readonly Problem[] }
  | { readonly ok: false; readonly problems: readonly Problem[] };

export interface WriteOutput {
  /** What goes under `<plural>.<name>` in a desired file. */
  readonly written: JsonObject;
  /** Files to put beside it, by path relative to the desired file. */
  readonly files: Readonly<Record<string, string>>;
  /** Places at which the files hold in clear what a plan would hide. */
  readonly clear?: readonly string[];
}

/** What `rewrite` starts from. `written`, `files` and `keyOrder` are as for `parse`. */
export interface RewriteInput extends ParseInput {
  /** `written` as people wrote it: `${…}` and `$${` in its texts, `{ secret: name }`, addresses in ref fields. */
  readonly authored: JsonObject;
  /** Normalised: what is written now. */
  readonly before: JsonObject;
  /**
   * Normalised: what should be written. Parts that are the same have the pointers that they have in `before`, and a value
   * that is what a deferred value of `before` stands for is that deferred value: any other one in its place is left.
   */
  readonly after: JsonObject;
  /** All leaves that differ. */
  readonly changed: readonly Pointer[];
  /** Turns a uid into an address where that object is managed. */
  refName(kind: string, uid: string): string | undefined;
  /** Values that people pasted or masked are written in clear, as `write` would. */
  readonly keepSecrets?: boolean;
}

/**
 * Why a leaf, or a part of it, stays as it is written:
 *
 * - `use`: its value is written with `${…}`.
 * - `ref`: it names another resource, and the new value is no object that has an address.
 * - `secret`: its value is a secret, by name or by what it is, and is not written in clear.
 * - `form`: the files have no way to say it.
 */
export type LeftWhy = 'use' | 'ref' | 'secret' | 'form';

/** A changed leaf that is not written, or the part of it that is not. */
export interface Left {
  /** In the spec. Below it everything is as it was, or empty where it is new. */
  readonly pointer: Pointer;
  readonly why: LeftWhy;
  /** In what is authored: the text with a use, the address or the secret that stays. Absent where nothing stands there. */
  readonly at?: Pointer;
}

/** What to change in the files, so that they mean another spec. */
export interface Rewritten {
  /** On the map of the resource as authored. Values are authored too: `$${` is a literal `${`. */
  readonly written: readonly TreeOperation[];
  /** On the JSON trees of source files, by path as `written` names them; only files that change. */
  readonly files: Readonly<Record<string, readonly TreeOperation[]>>;
  readonly left: readonly Left[];
}
