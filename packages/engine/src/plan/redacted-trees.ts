// Both sides of a resource as they may be shown: every secret is redacted, every leaf can be asked for.

import { fingerprintOf, holdsRedacted, redact } from '../compare/redact.ts';
import { knownDigest } from '../compare/snapshot.ts';
import { resolveSpec } from '../model/deferred-value.ts';
import type { Digester } from '../model/digest.ts';
import { isDeferredValue, isObject, type Json, type JsonObject } from '../model/json.ts';
import { type Kind, type Leaf, normalize } from '../model/kind.ts';
import type { Pointer } from '../model/pointer.ts';
import type { ResourceView } from './resource-view.ts';

/** What gives deferred values: `attribute` resolves refs as for the plan, `secret` a secret's value. */
export interface ShownValues {
  readonly attribute: (address: string, name: string) => string | undefined;
  readonly secret: (name: string) => string | undefined;
  readonly digester: Digester;
}

export interface RedactedTrees {
  /** Live, as far as it was read; leaves that are sensitive as a whole still stand in it: ask for them by `before`. */
  readonly live?: JsonObject;
  /** What the files declare, in the same way. */
  readonly declared?: JsonObject;
  readonly isSensitive: (pointer: Pointer) => boolean;
  readonly before: (pointer: Pointer) => Json | undefined;
  readonly after: (pointer: Pointer) => Json | undefined;
  /** What was declared last time; where the files have changed since, only a digest of that is left. */
  readonly past: (pointer: Pointer) => Json | undefined;
}

export function redactedTrees(view: ResourceView, values: ShownValues): RedactedTrees {
  const { kind, resource, record, current } = view;
  const { digester } = values;
  const withoutPasted = (spec: JsonObject): JsonObject =>
    kind.redact?.(spec, (pasted) => redact(pasted, digester)) ?? spec;
  const written = resource && declaredSpec(kind, resource.spec, values);
  const declared = written && withoutPasted(written);
  const live = view.live && withoutPasted(view.live.snapshot.spec);
  const secrets = new Set(
    written ? kind.leaves(written).flatMap((leaf) => (holdsRedacted(leaf.value) ? [leaf.pointer] : [])) : [],
  );
  const theirs = leavesByPointer(kind, live);
  const ours = leavesByPointer(kind, declared);
  const isSensitive = (pointer: Pointer): boolean => {
    const mine = ours.get(pointer);
    const their = theirs.get(pointer);
    return (
      record?.secrets?.includes(pointer) === true ||
      secrets.has(pointer) ||
      (mine !== undefined && kind.isSensitive(mine, declared!)) ||
      (their !== undefined && kind.isSensitive(their, live!))
    );
  };
  const shownValue = (leaf: Leaf | undefined): Json | undefined =>
    leaf !== undefined && isSensitive(leaf.pointer) ? redact(leaf.value, digester) : leaf?.value;
  const before = (pointer: Pointer): Json | undefined => shownValue(theirs.get(pointer));
  const after = (pointer: Pointer): Json | undefined => shownValue(ours.get(pointer));
  const past = (pointer: Pointer): Json | undefined => {
    const sent = current?.baseline.sent[pointer];
    const declaredNow = view.desired && knownDigest(view.desired, pointer);
    return sent === undefined || sent === declaredNow ? after(pointer) : lost(before(pointer));
  };
  return { ...(live ? { live } : {}), ...(declared ? { declared } : {}), isSensitive, before, after, past };
}

/** The declared spec, normalised; a secret that is available here is redacted before its value gets anywhere. */
function declaredSpec(kind: Kind, spec: JsonObject, { attribute, secret, digester }: ShownValues): JsonObject {
  const withoutSecrets = (tree: Json): Json => {
    if (isDeferredValue(tree) && tree.$deferred === 'secret') {
      const value = secret(tree.name);
      if (value === undefined) return tree;
      return { $deferred: 'sealed', name: tree.name, fingerprint: fingerprintOf(value, digester) };
    }
    if (Array.isArray(tree)) return tree.map(withoutSecrets);
    if (!isObject(tree)) return tree;
    return Object.fromEntries(Object.entries(tree).map(([key, item]) => [key, withoutSecrets(item)]));
  };
  return normalize(kind, resolveSpec(withoutSecrets(spec) as JsonObject, { attribute, secret: () => undefined }));
}

/** A value of the same shape as this one, of which only a digest is left. */
function lost(like: Json | undefined): Json {
  const gone: Json = { $deferred: 'lost' };
  return isObject(like) && !isDeferredValue(like) && Object.hasOwn(like, 'value') ? { ...like, value: gone } : gone;
}

function leavesByPointer(kind: Kind, spec: JsonObject | undefined): ReadonlyMap<Pointer, Leaf> {
  return new Map(spec === undefined ? [] : kind.leaves(spec).map((leaf) => [leaf.pointer, leaf]));
}
