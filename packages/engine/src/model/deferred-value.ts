// Replaces deferred values, refs and secrets, by what they stand for, as far as that is known now.
import type { Address } from './address.ts';
import { eachDeferredIn, eachDeferredValue, isDeferredValue, isObject, type Json, type JsonObject } from './json.ts';

export interface Lookup {
  /** The attribute's value; undefined where this plan's own steps will make it. */
  attribute(address: Address, name: string): string | undefined;
  secret(name: string): string | undefined;
}

/** A copy without `ref`, `text` and `secret` nodes; `unknown` and `missing` nodes stand where a value is not known. */
export function resolveDeferred(tree: Json, lookup: Lookup): Json {
  if (isDeferredValue(tree)) return resolveNode(tree, lookup);
  if (Array.isArray(tree)) return tree.map((item) => resolveDeferred(item, lookup));
  if (!isObject(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, resolveDeferred(value, lookup)]));
}

export function resolveSpec(spec: JsonObject, lookup: Lookup): JsonObject {
  return resolveDeferred(spec, lookup) as JsonObject;
}

function resolveNode(deferred: Json & { readonly $deferred: string }, lookup: Lookup): Json {
  if (!isDeferredValue(deferred)) return deferred;
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
