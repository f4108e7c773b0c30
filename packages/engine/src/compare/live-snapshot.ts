// Makes the snapshot of a live object: what was read of it, as a normalised spec.
import type { Digester } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import { type ItemIds, type Kind, normalize } from '../model/kind.ts';
import { makeSnapshot, type Snapshot } from './snapshot.ts';

/** A remote object as it was read, and what is compared and recorded of it. */
export interface LiveView {
  readonly remote: JsonObject;
  readonly snapshot: Snapshot;
  readonly itemIds: ItemIds;
}

/** The remote object as a normalised spec, its items keyed by recorded id first. */
export function viewRemote(kind: Kind, remote: JsonObject, itemIds: ItemIds, digester: Digester): LiveView {
  const read = kind.fromRemote(remote, itemIds);
  return { remote, snapshot: makeSnapshot(kind, normalize(kind, read.spec), digester), itemIds: read.itemIds };
}
