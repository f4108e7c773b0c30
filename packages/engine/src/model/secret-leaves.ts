// Which leaves hold a secret because the files put one there, whatever the kind thinks of them.

import { secretsIn } from './deferred-value.ts';
import type { JsonObject } from './json.ts';
import { type Kind, normalize } from './kind.ts';
import type { Pointer } from './pointer.ts';

/** Leaves of an unresolved spec into which a secret goes. */
export function secretLeaves(kind: Kind, spec: JsonObject): readonly Pointer[] {
  if (secretsIn(spec).length === 0) return [];
  return kind
    .leaves(normalize(kind, spec))
    .filter((leaf) => secretsIn(leaf.value).length > 0)
    .map((leaf) => leaf.pointer);
}

/** The part of a record that remembers them; nothing where there are none. */
export function rememberSecrets(leaves: readonly Pointer[]): { readonly secrets?: readonly Pointer[] } {
  return leaves.length === 0 ? {} : { secrets: [...new Set(leaves)].sort() };
}
