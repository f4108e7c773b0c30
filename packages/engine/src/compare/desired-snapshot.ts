// A declared resource through its leaves. What holds no late value gives the same side each time, so it is made once.

import { type Lookup, resolveSpec } from '../model/deferred-value.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import { eachLate, type JsonObject } from '../model/json.ts';
import { type Kind, normalize } from '../model/kind.ts';
import { makeSide, type Side } from './baseline.ts';

/** A run plans several times over the same resources: to foresee what it reads, and again after each further read. */
const made = new WeakMap<DesiredResource, { readonly tag: string; readonly side: Side }>();

export function desiredSide(kind: Kind, resource: DesiredResource, lookup: Lookup, digester: Digester): Side {
  const tag = digester.tag(kind);
  const known = made.get(resource);
  if (known?.tag === tag) return known.side;
  const side = makeSide(kind, normalize(kind, resolveSpec(resource.spec, lookup)), digester);
  if (!holdsLate(resource.spec)) made.set(resource, { tag, side });
  return side;
}

function holdsLate(spec: JsonObject): boolean {
  let holds = false;
  eachLate(spec, () => {
    holds = true;
  });
  return holds;
}
