// Records a found object as the result of an interrupted create, as the interrupted run would have recorded it.
import { desiredSnapshot, lookupIn } from '../compare/desired-snapshot.ts';
import { viewRemote } from '../compare/live-snapshot.ts';
import { adoptedBaseline, settle } from '../compare/reconcile.ts';
import { afterAdoption } from '../compare/record.ts';
import { afterRestoredCreate, baselineOfFiles } from '../compare/restored.ts';
import { knownDigest, leavesDigest } from '../compare/snapshot.ts';
import { addressesIn } from '../model/deferred-value.ts';
import type { Digester } from '../model/digest.ts';
import type { Entry } from '../model/entry.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind, Listed } from '../model/kind.ts';
import { matchesAny } from '../model/pointer.ts';
import { rememberSecrets, secretLeaves } from '../model/secret-leaves.ts';
import type { Baseline, CurrentRecord, Intent } from '../model/state.ts';
import { kindOf } from '../plan/resource-view.ts';
import type { ApplyContext } from './context.ts';

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
export function adoption(context: ApplyContext, intent: Intent, { entry, remote }: NewObject): Entry {
  const { ports, lease, desired, digester } = context;
  const kind = kindOf(ports.kinds, intent.address);
  const view = viewRemote(kind, remote, {}, digester);
  const resource = desired.resources.find((item) => item.address === intent.address);
  const state = lease.state();
  const snapshot = resource && desiredSnapshot(kind, resource, lookupIn(state, ports.secrets), digester);
  const sent = isWhole(kind, intent, remote, digester) ? sentBaseline(kind, intent, digester) : undefined;
  const declared = resource ? secretLeaves(kind, resource.spec) : [];
  const secrets =
    resource || intent.secrets ? [...declared, ...(intent.secrets ?? [])] : [...view.snapshot.leaves.keys()];
  const record = afterAdoption(
    kind,
    state.resources[intent.address],
    { identity: entry, view },
    {
      baseline: sent ?? adoptedBaseline(kind, view.snapshot, snapshot, digester, false),
      replaces: intent.replaces === true,
      dependsOn: intent.dependsOn ?? addressesIn(resource?.spec),
      protect: resource?.lifecycle.protect ?? intent.protect ?? false,
      ...rememberSecrets(secrets),
    },
  );
  if (intent.restores) return restoredEntry(intent, record, snapshot && baselineOfFiles(kind, snapshot, digester));
  const settled = sent ? settle(kind, record, view, resource?.lifecycle.ignore ?? []) : record;
  return { type: 'intent-closed', address: intent.address, records: { [intent.address]: settled } };
}

/** A kept copy that was put back: under an address of the files it counts as edited, else nobody manages it. */
function restoredEntry({ address }: Intent, made: CurrentRecord, baseline: Baseline | undefined): Entry {
  const { current, deposed, ...files } = made;
  if (baseline === undefined) return { type: 'intent-closed', address };
  const record = afterRestoredCreate({ current, deposed, ...files }, { baseline, ...files });
  return { type: 'intent-closed', address, records: { [address]: record } };
}

/** The baseline that the interrupted run would have recorded; undefined where its digests cannot be compared with ours. */
function sentBaseline(kind: Kind, { sent }: Intent, digester: Digester): Baseline | undefined {
  const tag = digester.tag(kind);
  if (sent?.tag !== tag) return undefined;
  const roots = sent.root === undefined ? {} : { sent: sent.root };
  return { tag, sent: sent.leaves, settled: {}, roots, unsettled: true };
}
