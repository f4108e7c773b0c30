// Both sides of a resource as they may be shown: every secret is redacted, every leaf can be asked for.

import { fingerprintOf, holdsRedacted, redact } from '../compare/redact.ts';
import { knownDigest, leavesByPointer, type Snapshot } from '../compare/snapshot.ts';
import { replaceDeferred, resolveSpec } from '../model/deferred-value.ts';
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
  const { kind, record, current } = view;
  const { digester } = values;
  const withoutPasted = (spec: JsonObject): JsonObject =>
    kind.redact?.(spec, (pasted) => redact(pasted, digester)) ?? spec;
  const written = declaredSpec(view, values);
  const declared = written && withoutPasted(written.spec);
  const live = view.live && withoutPasted(view.live.snapshot.spec);
  const secrets = new Set(written?.secrets);
  const theirs = leavesIn(kind, live, view.live?.snapshot);
  const ours = leavesIn(kind, declared, view.desired);
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

interface DeclaredSpec {
  readonly spec: JsonObject;
  /** Leaves that hold a secret. */
  readonly secrets: readonly Pointer[];
}

/** The declared spec, normalised; a secret that is available here is redacted before its value gets anywhere. */
function declaredSpec(
  { kind, resource, desired }: ResourceView,
  { attribute, secret, digester }: ShownValues,
): DeclaredSpec | undefined {
  if (resource === undefined) return undefined;
  const withoutSecrets = (tree: Json): Json =>
    replaceDeferred(tree, (deferred) => {
      if (deferred.$deferred === 'text')
        return { ...deferred, parts: withoutSecrets(deferred.parts) as readonly Json[] };
      const value = deferred.$deferred === 'secret' ? secret(deferred.name) : undefined;
      if (deferred.$deferred !== 'secret' || value === undefined) return deferred;
      return { $deferred: 'sealed', name: deferred.name, fingerprint: fingerprintOf(value, digester) };
    });
  const resolved = resolveSpec(withoutSecrets(resource.spec) as JsonObject, { attribute, secret: () => undefined });
  // A spec without deferred values is what is compared, too.
  if (resolved === resource.spec && desired !== undefined) return { spec: desired.spec, secrets: [] };
  const spec = normalize(kind, resolved);
  const secrets = kind.leaves(spec).flatMap((leaf) => (holdsRedacted(leaf.value) ? [leaf.pointer] : []));
  return { spec, secrets };
}

/** A value of the same shape as this one, of which only a digest is left. */
function lost(like: Json | undefined): Json {
  const gone: Json = { $deferred: 'lost' };
  return isObject(like) && !isDeferredValue(like) && Object.hasOwn(like, 'value') ? { ...like, value: gone } : gone;
}

/** Those of the snapshot, where nothing was redacted in it. */
function leavesIn(
  kind: Kind,
  spec: JsonObject | undefined,
  snapshot: Snapshot | undefined,
): ReadonlyMap<Pointer, Leaf> {
  if (spec === undefined) return new Map();
  return spec === snapshot?.spec ? snapshot.leaves : leavesByPointer(kind, spec);
}
