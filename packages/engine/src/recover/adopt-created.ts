// Taking a found object as the result of an interrupted create: its record says what the interrupted run would have recorded.

import { knownDigest, leavesDigest, makeSnapshot, type Snapshot } from '../compare/baseline.ts';
import { adoptedBaseline, settle, viewRemote } from '../compare/reconcile.ts';
import type { Address } from '../model/address.ts';
import { refsIn, resolveSpec } from '../model/deferred-value.ts';
import type { Desired, DesiredResource } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { JsonObject } from '../model/json.ts';
import { type Identity, type Kind, type Listed, normalize } from '../model/kind.ts';
import { matchesAny } from '../model/pointer.ts';
import { rememberSecrets, secretLeaves } from '../model/secret-leaves.ts';
import type { Baseline, Entry, Intent, Lease, Recorded } from '../model/state.ts';

export interface NewObject {
  readonly entry: Listed;
  readonly remote: JsonObject;
}

/** True where the object holds every leaf that the create has sent, as far as a read can tell. */
export function isWhole(kind: Kind, intent: Intent, remote: JsonObject, digester: Digester): boolean {
  const { snapshot } = viewRemote(kind, remote, {}, digester);
  const { sent } = intent;
  if (sent === undefined || sent.tag !== digester.tag(kind))
    return leavesDigest(kind, snapshot.spec, digester) === intent.sending;
  return Object.entries(sent.leaves).every(
    ([at, digest]) => matchesAny(at, kind.writeOnly) || knownDigest(snapshot, at) === digest,
  );
}

/**
 * The entry that records the object. Where it holds all that was sent, what no read returns counts as sent, too; where it does
 * not, only what is as desired does, and the plan has the rest as an update.
 */
export function adoption(
  world: Ports,
  lease: Lease,
  intent: Intent,
  kind: Kind,
  { entry, remote }: NewObject,
  desired: Desired | undefined,
  digester: Digester,
): Entry {
  const view = viewRemote(kind, remote, {}, digester);
  const resource = desired?.resources.find((item) => item.address === intent.address);
  const state = lease.state();
  const snapshot = resource && sideOfFiles(world, lease, kind, resource, digester);
  const sent = isWhole(kind, intent, remote, digester) ? sentBase(kind, intent, digester) : undefined;
  const declared = resource ? secretLeaves(kind, resource.spec) : [];
  const secrets =
    resource || intent.secrets ? [...declared, ...(intent.secrets ?? [])] : [...view.snapshot.leaves.keys()];
  const deposed = deposedAfter(state.resources[intent.address], intent, entry.id);
  const record: Recorded = {
    id: entry.id,
    uid: entry.uid,
    attributes: kind.attributesOf({ id: entry.id, uid: entry.uid, ...remote }),
    base: sent ?? adoptedBaseline(kind, view.snapshot, snapshot, digester, false),
    residues: [],
    memo: view.itemIds,
    dependsOn: intent.dependsOn ?? [...new Set(refsIn(resource?.spec ?? null).map((ref) => ref.address))].sort(),
    protect: resource?.lifecycle.protect ?? intent.protect ?? false,
    ...rememberSecrets(secrets),
    ...(deposed.length > 0 ? { deposed } : {}),
  };
  const settled = sent ? settle(kind, record, view, remote, resource?.lifecycle.ignore ?? []) : record;
  return { closed: intent.address, records: { [intent.address]: settled } };
}

function sideOfFiles(world: Ports, lease: Lease, kind: Kind, resource: DesiredResource, digester: Digester): Snapshot {
  const { resources } = lease.state();
  const attribute = (address: Address, name: string): string | undefined => resources[address]?.attributes[name];
  return makeSnapshot(
    kind,
    normalize(kind, resolveSpec(resource.spec, { attribute, secret: world.secrets })),
    digester,
  );
}

/** The base that the interrupted run would have recorded; undefined where its digests cannot be compared with ours. */
function sentBase(kind: Kind, { sent }: Intent, digester: Digester): Baseline | undefined {
  const tag = digester.tag(kind);
  if (sent?.tag !== tag) return undefined;
  const roots = sent.root === undefined ? {} : { sent: sent.root };
  return { tag, sent: sent.leaves, settled: {}, roots, unsettled: true };
}

function deposedAfter(before: Recorded | undefined, intent: Intent, id: string): readonly Identity[] {
  const isSuperseded = before !== undefined && before.id !== id && intent.replaces === true;
  return [
    ...(isSuperseded ? [{ id: before.id, uid: before.uid }] : []),
    ...(before?.deposed ?? []).filter((old) => old.id !== id),
  ];
}
