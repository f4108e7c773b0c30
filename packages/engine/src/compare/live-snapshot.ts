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

/** A read-back asks first whether the write had an effect, and then what the server has settled on. */
const viewed = new WeakMap<
  JsonObject,
  { readonly itemIds: ItemIds; readonly digester: Digester; readonly view: LiveView }
>();

/** The remote object as a normalised spec, its items keyed by recorded id first. Made once for the same object and ids. */
export function viewRemote(kind: Kind, remote: JsonObject, itemIds: ItemIds, digester: Digester): LiveView {
  const known = viewed.get(remote);
  if (known?.itemIds === itemIds && known.digester === digester) return known.view;
  const read = kind.fromRemote(remote, itemIds);
  const snapshot = makeSnapshot(kind, normalize(kind, read.spec), digester);
  const view = { remote, snapshot, itemIds: read.itemIds };
  viewed.set(remote, { itemIds, digester, view });
  return view;
}
