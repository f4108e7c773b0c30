// A declared resource through its leaves. What holds no late value gives the same side each time, so it is made once.

import { type Lookup, resolveSpec } from '../model/deferred-value.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import { eachDeferredValue, type JsonObject } from '../model/json.ts';
import { type Kind, normalize } from '../model/kind.ts';
import { makeSnapshot, type Snapshot } from './baseline.ts';

/** A run plans several times over the same resources: to foresee what it reads, and again after each further read. */
const made = new WeakMap<DesiredResource, { readonly tag: string; readonly snapshot: Snapshot }>();

export function desiredSnapshot(kind: Kind, resource: DesiredResource, lookup: Lookup, digester: Digester): Snapshot {
  const tag = digester.tag(kind);
  const known = made.get(resource);
  if (known?.tag === tag) return known.snapshot;
  const snapshot = makeSnapshot(kind, normalize(kind, resolveSpec(resource.spec, lookup)), digester);
  if (!holdsLate(resource.spec)) made.set(resource, { tag, snapshot });
  return snapshot;
}

function holdsLate(spec: JsonObject): boolean {
  let holds = false;
  eachDeferredValue(spec, () => {
    holds = true;
  });
  return holds;
}
