// The item ledger room: revisions of single items, and who touched them last. The tree itself does not hold them.
import { isArray, type JsonObject, omit } from '../../json/json.ts';
import type { Call, World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { stampsOf } from '../collection/tree.ts';
import type { Ledger } from '../item-format/show.ts';

// One record per collection, under the collection's id: `{<item id>: [revision, user id]}`.
const kind = 'item-ledger';

/** The revision of what was never written by itself. Postman's are numbers of eleven digits (OpenAPI 1.45.0 examples). */
const firstRevision = 24_000_000_000;

/** The ledger of an item; one that came with its collection has the collection's last editor and the first revision. */
export function ledgerOf(world: World, collection: Stored, itemId: string): Ledger {
  const entry = world.store.get(kind, collection.id)?.data[itemId];
  const [revision, user] = isArray(entry) ? entry : [firstRevision, collection.updatedBy];
  return { lastRevision: Number(revision), lastUpdatedBy: Number(user) };
}

/** Notes that the actor changed the item, and returns its new revision. Revisions rise over all items. */
export function noteChange(world: World, { actor }: Pick<Call, 'actor'>, collection: Stored, itemId: string): number {
  const revision = nextRevision(world);
  const before = world.store.get(kind, collection.id)?.data ?? {};
  world.store.put(kind, { ...collection, data: { ...before, [itemId]: [revision, actor.id] } });
  return revision;
}

/** Forgets an item that is gone, and what lay inside; returns the revision of that. */
export function noteRemoval(world: World, collection: Stored, node: JsonObject): number {
  const before = world.store.get(kind, collection.id)?.data;
  if (before !== undefined) {
    const data = omit(before, [...stampsOf({ item: [node] }).keys()]);
    world.store.put(kind, { ...collection, data });
  }
  return nextRevision(world);
}

/** Drawn from the sequence of ids, so that it rises through restarts. */
function nextRevision(world: World): number {
  world.ids.next();
  return firstRevision + world.ids.drawn();
}

/** Removes what is noted of a collection that is gone. */
export function forgetLedger(world: World, removedKind: string, object: Stored): void {
  if (removedKind === 'collection') world.store.remove(kind, object.id, world.clock.nowMs());
}
