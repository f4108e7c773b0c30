// Keeps the revisions of single items and who changed them last, which the tree does not hold.
import { removedWith } from '../../api/steps.ts';
import { isArray, type JsonObject, omit } from '../../json/json.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { stampsOf } from '../collection/tree.ts';
import type { Ledger } from '../item-format/show.ts';

// One record per collection, under the collection's id: `{<item id>: [revision, user id]}`.
const kind = 'item-ledger';

/** The revision of what was never written by itself. Postman's are numbers of eleven digits (OpenAPI 1.45.0 examples). */
const firstRevision = 24_000_000_000;

/** The ledger of an item; one that came with its collection has the collection's last editor and the first revision. */
export function ledgerOf(server: ServerState, collection: Stored, itemId: string): Ledger {
  const entry = server.store.get(kind, collection.id)?.data[itemId];
  const [revision, user] = isArray(entry) ? entry : [firstRevision, collection.updatedBy];
  return { lastRevision: Number(revision), lastUpdatedBy: Number(user) };
}

/** Notes that the actor changed the item, and returns its new revision. Revisions rise over all items. */
export function noteChange(
  server: ServerState,
  { actor }: Pick<Call, 'actor'>,
  collection: Stored,
  itemId: string,
): number {
  const revision = nextRevision(server);
  const before = server.store.get(kind, collection.id)?.data ?? {};
  server.store.put(kind, { ...collection, data: { ...before, [itemId]: [revision, actor.id] } });
  return revision;
}

/** Forgets an item that is gone, and what lay inside; returns the revision of that. */
export function noteRemoval(server: ServerState, collection: Stored, node: JsonObject): number {
  const before = server.store.get(kind, collection.id)?.data;
  if (before !== undefined) {
    const data = omit(before, [...stampsOf({ item: [node] }).keys()]);
    server.store.put(kind, { ...collection, data });
  }
  return nextRevision(server);
}

/** Drawn from the sequence of ids, so that it rises through restarts. */
function nextRevision(server: ServerState): number {
  server.ids.next();
  return firstRevision + server.ids.drawn();
}

/** Removes what is noted of a collection that is gone. */
export const forgetRevisions = removedWith('collection', kind);
