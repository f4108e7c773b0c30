// Makes the snapshot of a declared resource: its deferred values resolved as far as they are known, and normalised.

import { type Lookup, resolveSpec } from '../model/deferred-value.ts';
import { type DesiredResource, refsOf, type Secrets, secretNamesOf } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import { isObject } from '../model/json.ts';
import { type Kind, normalize } from '../model/kind.ts';
import { type Known, NOTHING_KNOWN } from '../model/known.ts';
import type { State } from '../model/state.ts';
import { LaterSnapshot, makeSnapshot, type Snapshot } from './snapshot.ts';

/** A declared resource as it is compared, and its name for people: empty where that is not known yet. */
export interface DesiredView {
  readonly snapshot: Snapshot;
  readonly name: string;
}

/** What the values of a resource are found with, and what earlier runs made of them. */
export interface DesiredLookup extends Lookup {
  readonly known?: Known;
}

/** A run plans several times over the same resources: to foresee what it reads, and again after each further read. */
const made = new WeakMap<DesiredResource, { readonly tag: string; readonly view: DesiredView }>();

/** What is known of attributes from the state alone. */
export function lookupIn(state: State, secret: Secrets): Lookup {
  return { secret, attribute: (address, name) => state.resources[address]?.current?.attributes[name] };
}

export function desiredSnapshot(kind: Kind, resource: DesiredResource, lookup: Lookup, digester: Digester): Snapshot {
  return viewDesired(kind, resource, lookup, digester).snapshot;
}

/** A spec without deferred values gives the same snapshot each time, so it is made once. */
export function viewDesired(
  kind: Kind,
  resource: DesiredResource,
  lookup: DesiredLookup,
  digester: Digester,
): DesiredView {
  const tag = digester.tag(kind);
  const before = made.get(resource);
  if (before?.tag === tag) return before.view;
  const input = inputOf(kind, resource, lookup, digester);
  const make = (): Snapshot => snapshotOfSpec(kind, resource, lookup, digester);
  const view = knownView(resource, input, lookup, make) ?? newView(resource, input, lookup, make());
  if (refsOf(resource).length + secretNamesOf(resource).length === 0) made.set(resource, { tag, view });
  return view;
}

function newView(
  resource: DesiredResource,
  input: string | undefined,
  { known = NOTHING_KNOWN }: DesiredLookup,
  snapshot: Snapshot,
): DesiredView {
  const name = nameOf(snapshot.spec);
  if (input !== undefined && snapshot.root !== undefined)
    known.note('desired', resource.address, input, { made: { root: snapshot.root, name }, from: resource.spec });
  return { snapshot, name };
}

/** Undefined where other values, or another spec, were digested before. */
function knownView(
  resource: DesiredResource,
  input: string | undefined,
  { known = NOTHING_KNOWN }: DesiredLookup,
  make: () => Snapshot,
): DesiredView | undefined {
  const kept = input === undefined ? undefined : known.made('desired', resource.address, input);
  if (!isObject(kept) || typeof kept['root'] !== 'string' || typeof kept['name'] !== 'string') return undefined;
  const { root, name } = kept;
  return { snapshot: new LaterSnapshot(root, make), name };
}

function snapshotOfSpec(kind: Kind, resource: DesiredResource, lookup: Lookup, digester: Digester): Snapshot {
  return makeSnapshot(kind, normalize(kind, resolveSpec(resource.spec, lookup)), digester);
}

/** All that decides the digest; undefined where a value is not known, or nothing is kept. */
function inputOf(
  kind: Kind,
  resource: DesiredResource,
  { known, attribute, secret }: DesiredLookup,
  digester: Digester,
): string | undefined {
  const { summary } = resource;
  if (known === undefined || summary === undefined) return undefined;
  const values = [
    ...summary.refs.map((ref) => attribute(ref.address, ref.attribute)),
    ...summary.secrets.map((name) => secret(name)),
  ];
  if (values.includes(undefined)) return undefined;
  const input = `${digester.tag(kind)} ${summary.input}`;
  return values.length === 0 ? input : known.digest([input, JSON.stringify(values)]);
}

/** The object's name for people; empty where it is not known yet. */
export function nameOf(spec: { readonly [key: string]: unknown }): string {
  return typeof spec['name'] === 'string' ? spec['name'] : '';
}
