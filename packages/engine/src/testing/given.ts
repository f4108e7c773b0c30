// What tests are given: specs, pasts, workspaces and plans in as few words as possible.

import { viewRemote } from '../compare/live-snapshot.ts';
import { settle, unsettledBaseline } from '../compare/reconcile.ts';
import { afterCreate } from '../compare/record.ts';
import { makeSnapshot, type Snapshot } from '../compare/snapshot.ts';
import { type Address, kindNameOf } from '../model/address.ts';
import { addressesIn, resolveSpec } from '../model/deferred-value.ts';
import { DEFAULT_LIFECYCLE, type Desired, type DesiredResource, type Lifecycle } from '../model/desired.ts';
import { type Digester, makeDigester } from '../model/digest.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { type Kind, type Listed, normalize } from '../model/kind.ts';
import type { Live, Observation } from '../model/observation.ts';
import type { Change } from '../model/plan.ts';
import type { ReadSet } from '../model/read-set.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import type { CurrentObject, CurrentRecord, ResourceRecord, State } from '../model/state.ts';
import { buildPlan, type Planned } from '../plan/planner.ts';
import { kindOf } from '../plan/resource-view.ts';
import { bucketsOf, kinds, workspaceRoute } from './kinds.ts';

export const digester: Digester = makeDigester('a key of the tests');
export const WORKSPACE = 'workspace-1';

export const refTo = (address: Address, attribute = 'uid'): Json => ({ $deferred: 'ref', address, attribute });
export const secret = (name: string): Json => ({ $deferred: 'secret', name });

export function resource(
  address: Address,
  spec: JsonObject,
  more: { readonly lifecycle?: Partial<Lifecycle>; readonly adopt?: string } = {},
): DesiredResource {
  return {
    address,
    kind: kindNameOf(address),
    spec,
    lifecycle: { ...DEFAULT_LIFECYCLE, ...more.lifecycle },
    ...(more.adopt === undefined ? {} : { adopt: more.adopt }),
    place: { file: 'desired/test.yaml', line: 1, column: 1 },
  };
}

export function desiredOf(resources: readonly DesiredResource[]): Desired {
  return {
    stack: 'test',
    workspace: WORKSPACE,
    resources: [...resources].sort((a, b) => (a.address < b.address ? -1 : 1)),
  };
}

export function snapshot(kind: Kind, spec: JsonObject): Snapshot {
  return makeSnapshot(kind, normalize(kind, spec), digester);
}

/** An object as the server shows it. */
export function remote(id: string, spec: JsonObject): JsonObject {
  return { id, uid: `u-${id}`, ...spec };
}

const values: Readonly<Record<string, string>> = { token: 'open sesame' };
export const secrets = (name: string): string | undefined => values[name];

/** What is given of one address: its past, and what was read. */
export interface Held {
  readonly resource: DesiredResource;
  /** The spec that was sent; the resource's own without it. */
  readonly sent?: JsonObject;
  /** What the server made of it at once; the same without it. */
  readonly settled?: JsonObject;
  /** What is there now: the same as `settled` without it; null: nothing, 'unread', 'deactivated'. */
  readonly now?: JsonObject | null | 'unread' | 'deactivated';
  readonly record?: Partial<ResourceRecord>;
}

export const idOf = (address: Address): string => address.replace('.', '-');

/** The record after `sent` was written and read back as `settled`. */
export function recordedAs(kind: Kind, address: Address, sent: JsonObject, settled: JsonObject = sent): CurrentRecord {
  const id = idOf(address);
  const shown = remote(id, { ...settled, ring: `ring of ${id}` });
  const record = afterCreate(
    kind,
    undefined,
    { id, uid: `u-${id}` },
    {
      baseline: unsettledBaseline(kind, snapshot(kind, sent), digester),
      replaces: false,
      dependsOn: [],
      protect: false,
    },
  );
  const bare = { ...record, current: { ...record.current, attributes: {} } };
  return settle(kind, bare, viewRemote(kind, shown, {}, digester)) as CurrentRecord;
}

/** The current object of `recordedAs`. */
export function currentAs(...of: Parameters<typeof recordedAs>): CurrentObject {
  return recordedAs(...of).current;
}

export interface Given {
  readonly held?: readonly Held[];
  readonly resources?: readonly DesiredResource[];
  /** Objects that no address claims, by the plural of their kind. */
  readonly strangers?: Readonly<Record<string, readonly Listed[]>>;
  /** Objects read for `import:` blocks. */
  readonly adoptable?: Readonly<Record<Address, JsonObject>>;
  readonly options?: Partial<PlanOptions>;
  readonly state?: Partial<State>;
  readonly secrets?: (name: string) => string | undefined;
  readonly digester?: Digester;
}

/** `held` resources are in the files too, unless `resources` says what is. */
export function stateOf(held: readonly Held[], more: Partial<State> = {}): State {
  const uid = (address: Address, name: string): string =>
    name === 'ring' ? `ring of ${idOf(address)}` : name === 'uid' ? `u-${idOf(address)}` : idOf(address);
  const records = held.map(({ resource: item, sent, settled, record }) => {
    const resolve = (spec: JsonObject): JsonObject => resolveSpec(spec, { attribute: uid, secret: secrets });
    const wrote = resolve(sent ?? item.spec);
    return [
      item.address,
      {
        ...recordedAs(kindOf(kinds, item.address), item.address, wrote, resolve(settled ?? wrote)),
        dependsOn: addressesIn(item.spec),
        protect: item.lifecycle.protect,
        ...record,
      },
    ] as const;
  });
  return {
    format: 1,
    lineage: 'lineage-1',
    serial: 7,
    workspace: WORKSPACE,
    stack: 'test',
    resources: Object.fromEntries(records),
    intents: [],
    ...more,
  };
}

export function liveOf(held: readonly Held[], given: Given = {}): Live {
  const uid = (address: Address, name: string): string =>
    name === 'ring' ? `ring of ${idOf(address)}` : name === 'uid' ? `u-${idOf(address)}` : idOf(address);
  const observations = new Map<Address, Observation>();
  for (const { resource: item, sent, settled, now } of held) {
    const id = idOf(item.address);
    const identity = { id, uid: `u-${id}` };
    if (now === null) observations.set(item.address, { status: 'absent', identity });
    else if (now === 'deactivated') observations.set(item.address, { status: 'deactivated', identity });
    else if (now !== 'unread')
      observations.set(item.address, {
        status: 'found',
        identity,
        at: 0,
        remote: remote(id, resolveSpec(now ?? settled ?? sent ?? item.spec, { attribute: uid, secret: secrets })),
      });
  }
  for (const [address, object] of Object.entries(given.adoptable ?? {}))
    observations.set(address, {
      status: 'found',
      identity: { id: String(object['id']), uid: String(object['uid']) },
      at: 0,
      remote: object,
    });
  const elements = kinds.map(({ name, plural }): readonly [string, readonly Listed[]] => {
    const ours = held
      .filter(({ resource: item, now }) => item.kind === name && now !== null)
      .map(({ resource: item, now }) => ({
        id: idOf(item.address),
        uid: `u-${idOf(item.address)}`,
        name: String(item.spec['name']),
        ...(now === 'deactivated' ? { deactivated: true } : {}),
      }));
    return [plural, [...ours, ...(given.strangers?.[plural] ?? [])]];
  });
  return { observations, index: { id: WORKSPACE, name: 'Tests', elements: Object.fromEntries(elements) } };
}

/** A plan of made-up resources. Without `held`, there is no state. */
export function planOf(given: Given): Planned {
  const held = given.held ?? [];
  return buildPlan({
    kinds,
    desired: desiredOf(given.resources ?? held.map((item) => item.resource)),
    state: given.held || given.state ? stateOf(held, given.state) : undefined,
    live: liveOf(held, given),
    secrets: given.secrets ?? secrets,
    digester: given.digester ?? digester,
    options: { ...DEFAULT_PLAN_OPTIONS, ...given.options },
    bucketsOf,
    workspaceRoute,
  });
}

export function changeAt(planned: Planned, address: Address): Change {
  const found = planned.plan.changes.find((change) => change.address === address);
  if (found === undefined) throw new Error(`the plan has no change for ${address}`);
  return found;
}

/** A read set by addresses; each list with its pages. */
export const readsShown = ({ index, lists, objects }: ReadSet) => ({
  index,
  lists: lists.map(({ kind, objects: told, pages }) => [kind.plural, told.map(({ address }) => address), pages]),
  objects: objects.map(({ address }) => address),
});
