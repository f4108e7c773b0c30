// Builds every record of the state: after a write, a read, an adoption, or the end of an object.
import { addressesIn } from '../model/deferred-value.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Identity, Kind, Written } from '../model/kind.ts';
import type { ItemIds } from '../model/parts.ts';
import type { Pointer } from '../model/pointer.ts';
import { rememberSecrets, secretLeaves } from '../model/secret-leaves.ts';
import type { Baseline, CurrentObject, CurrentRecord, Deleted, ResourceRecord } from '../model/state.ts';
import { stillAccepted, withAccepted } from './accepted.ts';
import type { LiveView } from './live-snapshot.ts';
import { adoptedBaseline, settle } from './reconcile.ts';
import type { Snapshot } from './snapshot.ts';

/** What a record takes from the files. It outlives the block that says it. */
export type FromFiles = Pick<ResourceRecord, 'dependsOn' | 'protect' | 'secrets'>;

/** `kept`: leaves that hold a secret in live and keep it, whatever the files say. */
export function fromFiles(kind: Kind, resource: DesiredResource, kept: readonly Pointer[] = []): FromFiles {
  return {
    dependsOn: addressesIn(resource.spec),
    protect: resource.lifecycle.protect,
    ...rememberSecrets([...secretLeaves(kind, resource.spec), ...kept]),
  };
}

/** The record after a create was answered. `replaces`: the object recorded so far becomes deposed. */
export function afterCreate(
  kind: Kind,
  previous: ResourceRecord | undefined,
  { id, uid, remote }: Written,
  made: FromFiles & { readonly baseline: Baseline; readonly replaces: boolean },
): CurrentRecord {
  const { baseline, replaces, ...files } = made;
  return {
    current: currentOf(kind, { id, uid }, { ...(remote ?? {}) }, baseline, {}),
    deposed: deposedAfter(previous, id, replaces),
    ...files,
  };
}

/** The record after an update was answered. `itemIds`: of what was sent, as far as they are known. */
export function afterUpdate(
  kind: Kind,
  previous: ResourceRecord | undefined,
  { id, uid, remote }: Written,
  made: FromFiles & { readonly baseline: Baseline; readonly itemIds: ItemIds },
): CurrentRecord {
  const { baseline, itemIds, ...files } = made;
  const known = { ...previous?.current?.attributes, ...remote };
  return {
    current: {
      ...currentOf(kind, { id, uid }, known, baseline, itemIds),
      ...stillAccepted(previous?.current, baseline.settled),
    },
    deposed: previous?.deposed ?? [],
    ...files,
  };
}

/** The record of an existing object that the address takes over. `replaces`: as after a create. */
export function afterAdoption(
  kind: Kind,
  previous: ResourceRecord | undefined,
  { identity, view }: { readonly identity: Identity; readonly view: LiveView },
  made: FromFiles & { readonly baseline: Baseline; readonly replaces: boolean },
): CurrentRecord {
  const { baseline, replaces, ...files } = made;
  return {
    current: currentOf(kind, identity, view.remote, baseline, view.itemIds),
    deposed: deposedAfter(previous, identity.id, replaces),
    ...files,
  };
}

function currentOf(
  kind: Kind,
  { id, uid }: Identity,
  remote: LiveView['remote'],
  baseline: Baseline,
  itemIds: ItemIds,
): CurrentObject {
  return { id, uid, attributes: kind.attributesOf({ ...remote, id, uid }), baseline, differences: [], itemIds };
}

function deposedAfter(previous: ResourceRecord | undefined, id: string, replaces: boolean): readonly Identity[] {
  const superseded = replaces && previous?.current !== undefined ? [identityOf(previous.current)] : [];
  return [...superseded, ...(previous?.deposed ?? [])].filter((old) => old.id !== id);
}

/**
 * The record where desired and live count as agreed, whatever was sent before: both pasts are now, and what differs is
 * unexplained.
 */
export function afterAgreement(
  kind: Kind,
  record: ResourceRecord,
  { view, desired }: { readonly view: LiveView; readonly desired: Snapshot | undefined },
  resource: DesiredResource | undefined,
  digester: Digester,
): ResourceRecord {
  const { current } = record;
  if (current === undefined) return record;
  const baseline = adoptedBaseline(kind, view.snapshot, desired, digester, true);
  const agreed = settle(kind, { ...record, current: { ...current, baseline } }, view, resource?.lifecycle.ignore ?? []);
  return agreed.current === undefined ? agreed : withAccepted({ ...agreed, current: agreed.current }, view.snapshot);
}

/** The record where a read shows what an interrupted update has left. */
export function afterInterruption(
  record: ResourceRecord,
  view: LiveView,
  baseline: Baseline,
  { dependsOn = [], secrets = [] }: Partial<FromFiles>,
): ResourceRecord {
  const { current } = record;
  if (current === undefined) return record;
  return {
    ...record,
    current: { ...current, itemIds: view.itemIds, baseline },
    dependsOn: [...new Set([...record.dependsOn, ...dependsOn])].sort(),
    ...rememberSecrets([...(record.secrets ?? []), ...secrets]),
  };
}

/** The record once this object is gone; null where none is left. */
export function withoutObject(record: ResourceRecord | undefined, id: string): ResourceRecord | null {
  if (record === undefined) return null;
  const { current, ...rest } = record;
  const deposed = record.deposed.filter((old) => old.id !== id);
  if (current !== undefined && current.id !== id) return { ...record, deposed };
  return deposed.length > 0 ? { ...rest, deposed } : null;
}

/** The record of an object that still exists after its delete was answered with success. `tag`: of the kind's digests. */
export function afterUndoneDelete(
  record: ResourceRecord | undefined,
  { id, uid, secrets }: Deleted,
  tag: string,
): ResourceRecord {
  if (record !== undefined) return { ...record, deposed: [...record.deposed, { id, uid }] };
  const baseline: Baseline = { tag, sent: {}, settled: {}, roots: {} };
  const current = { id, uid, attributes: {}, baseline, differences: [], itemIds: {}, survivedDelete: true as const };
  return { current, deposed: [], dependsOn: [], protect: false, ...rememberSecrets(secrets ?? []) };
}

/** The record with the server's differences accepted: a plan does not show them any more. */
export function withoutDifferences(record: ResourceRecord): ResourceRecord {
  return record.current === undefined ? record : { ...record, current: { ...record.current, differences: [] } };
}

function identityOf({ id, uid }: Identity): Identity {
  return { id, uid };
}
