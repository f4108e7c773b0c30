// Makes the snapshot of a declared resource: its deferred values resolved as far as they are known, and normalised.

import { type Lookup, resolveSpec } from '../model/deferred-value.ts';
import type { DesiredResource, Secrets } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import { eachDeferredIn, type JsonObject } from '../model/json.ts';
import { type Kind, normalize } from '../model/kind.ts';
import type { State } from '../model/state.ts';
import { makeSnapshot, type Snapshot } from './snapshot.ts';

/** A run plans several times over the same resources: to foresee what it reads, and again after each further read. */
const made = new WeakMap<DesiredResource, { readonly tag: string; readonly snapshot: Snapshot }>();

/** What is known of attributes from the state alone. */
export function lookupIn(state: State, secret: Secrets): Lookup {
  return { secret, attribute: (address, name) => state.resources[address]?.current?.attributes[name] };
}

/** A spec without deferred values gives the same snapshot each time, so it is made once. */
export function desiredSnapshot(kind: Kind, resource: DesiredResource, lookup: Lookup, digester: Digester): Snapshot {
  const tag = digester.tag(kind);
  const known = made.get(resource);
  if (known?.tag === tag) return known.snapshot;
  const snapshot = makeSnapshot(kind, normalize(kind, resolveSpec(resource.spec, lookup)), digester);
  if (!holdsDeferred(resource.spec)) made.set(resource, { tag, snapshot });
  return snapshot;
}

function holdsDeferred(spec: JsonObject): boolean {
  let holds = false;
  eachDeferredIn(spec, () => {
    holds = true;
  });
  return holds;
}
