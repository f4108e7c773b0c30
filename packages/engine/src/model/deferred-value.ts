// Replaces deferred values, refs and secrets, by what they stand for, as far as that is known now.
import type { Address } from './address.ts';
import {
  type DeferredValue,
  eachDeferredIn,
  eachDeferredValue,
  isDeferredValue,
  type Json,
  type JsonObject,
} from './json.ts';

export interface Lookup {
  /** The attribute's value; undefined where this plan's own steps will make it. */
  attribute(address: Address, name: string): string | undefined;
  secret(name: string): string | undefined;
}

/** The tree without `ref`, `text` and `secret` nodes; `unknown` and `missing` nodes stand where a value is not known. */
export function resolveDeferred(tree: Json, lookup: Lookup): Json {
  return replaceDeferred(tree, (deferred) => resolveNode(deferred, lookup));
}

/** A copy with something else for each deferred value; the same tree where it has none. Their parts are not entered. */
export function replaceDeferred(tree: Json, replace: (deferred: DeferredValue) => Json): Json {
  if (typeof tree !== 'object' || tree === null) return tree;
  if (Array.isArray(tree)) {
    let copy: Json[] | undefined;
    for (let index = 0; index < tree.length; index++) {
      const item: Json = tree[index];
      const next = replaceDeferred(item, replace);
      if (next === item) continue;
      copy ??= [...tree];
      copy[index] = next;
    }
    return copy ?? tree;
  }
  if (isDeferredValue(tree)) return replace(tree);
  const object = tree as JsonObject;
  let copy: Record<string, Json> | undefined;
  for (const key in object) {
    const next = replaceDeferred(object[key]!, replace);
    if (next === object[key]) continue;
    copy ??= { ...object };
    copy[key] = next;
  }
  return copy ?? tree;
}

export function resolveSpec(spec: JsonObject, lookup: Lookup): JsonObject {
  return resolveDeferred(spec, lookup) as JsonObject;
}

function resolveNode(deferred: DeferredValue, lookup: Lookup): Json {
  switch (deferred.$deferred) {
    case 'ref':
      return (
        lookup.attribute(deferred.address, deferred.attribute) ?? {
          $deferred: 'unknown',
          of: `${deferred.address}.${deferred.attribute}`,
        }
      );
    case 'secret':
      return lookup.secret(deferred.name) ?? { $deferred: 'missing', name: deferred.name };
    case 'text': {
      const parts = deferred.parts.map((part) => resolveDeferred(part, lookup));
      return parts.find((part) => isDeferredValue(part)) ?? parts.join('');
    }
    default:
      return deferred;
  }
}

/** `known`, or why a tree's value is not: a later step makes it, or a secret is not available here. */
export function knownness(tree: Json): 'known' | 'unknown' | 'missing' {
  let found: 'known' | 'unknown' | 'missing' = 'known';
  eachDeferredIn(tree, (deferred) => {
    if (deferred.$deferred === 'unknown') found = 'unknown';
    else if (deferred.$deferred === 'missing' && found === 'known') found = 'missing';
  });
  return found;
}

export function secretsIn(tree: Json): readonly string[] {
  const names = new Set<string>();
  eachDeferredIn(tree, (deferred) => {
    if (deferred.$deferred === 'secret') names.add(deferred.name);
  });
  return [...names].sort();
}

/** A ref: where it stands in its tree, and what it names. */
export interface RefUse {
  readonly pointer: string;
  readonly address: Address;
  readonly attribute: string;
}

export function refsIn(tree: Json): readonly RefUse[] {
  const refs: RefUse[] = [];
  eachDeferredValue(tree, (deferred, pointer) => {
    if (deferred.$deferred === 'ref') refs.push({ pointer, address: deferred.address, attribute: deferred.attribute });
  });
  return refs;
}

/** Addresses that a spec refers to, sorted: what its resource depends on. */
export function addressesIn(spec: Json | undefined): readonly Address[] {
  return [...new Set(refsIn(spec ?? null).map((ref) => ref.address))].sort();
}
