// One collection that the files and people in the app edit, with the engine's own functions between them and no server.
import {
  type CurrentObject,
  DEFAULT_LIFECYCLE,
  DEFAULT_PLAN_OPTIONS,
  type DesiredResource,
  type DriftPolicy,
  firstState,
  makeDigester,
  memoryRandom,
  normalize,
  type ResourceRecord,
} from '@postform/engine';
import { kinds } from '@postform/kinds';
import { aligned } from '../../packages/engine/src/compare/aligned.ts';
import { viewRemote } from '../../packages/engine/src/compare/live-snapshot.ts';
import { mergeSpec } from '../../packages/engine/src/compare/merge-spec.ts';
import { settle, unsettledBaseline } from '../../packages/engine/src/compare/reconcile.ts';
import { makeSnapshot, type Snapshot } from '../../packages/engine/src/compare/snapshot.ts';
import type { Observation } from '../../packages/engine/src/model/observation.ts';
import { evaluate } from '../../packages/engine/src/plan/evaluate.ts';
import { lookupFor, viewResource } from '../../packages/engine/src/plan/resource-view.ts';
import { type Item, rawOf } from './edits.ts';

const WHERE = { stack: 'test', workspace: 'workspace-1' };

export const collection = kinds.find(({ name }) => name === 'collection')!;
export const digester = makeDigester('a key for tests');

export function desiredOf(items: readonly Item[]): Snapshot {
  const { spec } = collection.fromRemote(rawOf(items), {});
  return makeSnapshot(collection, normalize(collection, spec), digester);
}

/** The items as a server has them: each with an id, made from what it was born as. */
export function onServer(items: readonly Item[], prefix = 'id'): readonly Item[] {
  return items.map((item) => ({
    ...item,
    id: item.id ?? `${prefix}-${item.born}`,
    ...(item.items === undefined ? {} : { items: onServer(item.items, prefix) }),
  }));
}

/** What is remembered where the server has what the files say. */
export function recorded(items: readonly Item[]): ResourceRecord {
  const sent = desiredOf(items);
  const current = {
    id: 'c',
    uid: '1-c',
    attributes: {},
    baseline: unsettledBaseline(collection, sent, digester),
    differences: [],
    itemIds: collection.fromRemote(rawOf(onServer(items)), {}).itemIds,
  };
  const record: ResourceRecord = { current, deposed: [], dependsOn: [], protect: false };
  const view = viewRemote(collection, rawOf(onServer(items)), current.itemIds, digester);
  return settle(collection, record, view);
}

/** What the planner makes of an update, and the body that it sends. `policy`: what becomes of people's edits. */
export function merged(record: ResourceRecord, files: readonly Item[], app: readonly Item[], policy: DriftPolicy) {
  const remote = rawOf(app);
  const address = 'collection.orders';
  const resource: DesiredResource = {
    address,
    kind: 'collection',
    spec: collection.fromRemote(rawOf(files), {}).spec,
    lifecycle: { ...DEFAULT_LIFECYCLE, drift: [{ at: '', policy }] },
    place: { file: 'desired/orders.yaml', line: 1, column: 1 },
  };
  const state = { ...firstState({ random: memoryRandom() }, WHERE), resources: { [address]: record } };
  const found: Observation = { status: 'found', identity: { id: 'c', uid: '1-c' }, at: 0, remote };
  const live = { observations: new Map([[address, found]]) };
  const secrets = () => undefined;
  const input = { kinds, desired: { ...WHERE, resources: [resource] }, state, live, secrets, digester };
  const view = viewResource(input, address, resource, lookupFor(input, new Set()), new Set());
  const evaluation = evaluate(view, false, DEFAULT_PLAN_OPTIONS);
  const { current } = view;
  const spec = mergeSpec(collection, view.desired!, view.live!.snapshot, current!.baseline, {
    omit: [],
    keep: evaluation.kept,
    orders: evaluation.orders?.values,
  });
  const understand = (of: CurrentObject | undefined) => viewRemote(collection, remote, of?.itemIds ?? {}, digester);
  const { itemIds } = aligned(collection, record, view.desired, understand, digester);
  const body = collection.toRemote(spec, { current: remote, itemIds });
  return { evaluation, body };
}
