// Finds the item of a call and keeps its collection, as every call on an item does.

import type { JsonObject } from '../../json/json.ts';
import { Refused } from '../../reply/replies.ts';
import { bareId, isUid } from '../../seams/ids.ts';
import { type Call, changed, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { mayEdit } from '../collection-access/grants.ts';
import { type ItemModel, type Place, placeOf } from '../item-format/place.ts';
import { itemNotFound, itemUnauthorized } from './wording.ts';

/** An item and the collection it is in. */
export interface FoundItem {
  readonly collection: Stored;
  readonly place: Place;
}

/**
 * The collection of the path. Throws Refused when it is not there: no status is documented for that, so switch
 * itemsOfMissingCollection says which; and 401 when the caller may only view it and the call `writes`.
 */
export function collectionFor(server: ServerState, call: Call, model: ItemModel, writes: boolean): Stored {
  const id = bareId(call.params['collectionId'] ?? '');
  const collection = server.store.get('collection', id);
  const itemId = bareId(call.params[`${model}Id`] ?? '');
  const subject = { model, id: itemId === '' ? id : itemId, owner: collection?.owner ?? call.actor.id };
  if (collection === undefined) {
    const isHidden = server.switches.itemsOfMissingCollection === 'unauthorized';
    throw new Refused(isHidden ? itemUnauthorized(subject) : itemNotFound(subject, itemId === '' ? 400 : 404));
  }
  if (writes && !mayEdit(server, collection, call.actor)) throw new Refused(itemUnauthorized(subject));
  return collection;
}

/** The item of the path. Throws Refused as `collectionFor` does, and 404. */
export function itemFor(server: ServerState, call: Call, model: ItemModel, writes: boolean): FoundItem {
  const collection = collectionFor(server, call, model, writes);
  const id = bareId(call.params[`${model}Id`] ?? '');
  const place = placeOf(collection.data, model, id);
  if (place === undefined) throw new Refused(itemNotFound({ model, id, owner: collection.owner }));
  return { collection, place };
}

/**
 * Requests and responses are updated under the bare id of their collection, not its uid (OpenAPI 1.45.0,
 * updateCollectionRequest). What a uid gets is not documented: switch itemPutCollectionUid.
 */
export function refuseCollectionUid(server: ServerState, call: Call, model: ItemModel): void {
  const { collectionId = '', [`${model}Id`]: itemId = '' } = call.params;
  if (model === 'folder' || server.switches.itemPutCollectionUid === 'accept' || !isUid(collectionId)) return;
  throw new Refused(itemNotFound({ model, id: bareId(itemId), owner: call.actor.id }));
}

/**
 * Keeps the collection with new items. Whether that moves its own `updatedAt` is switch updatedAtMovesOnNestedEdits
 * (postman-app-support#13034).
 */
export function keepItems(
  server: ServerState,
  call: Pick<Call, 'actor'>,
  collection: Stored,
  data: JsonObject,
): Stored {
  const after = changed(server, call, collection, data);
  const isMoved = server.switches.updatedAtMovesOnNestedEdits;
  const kept = isMoved ? after : { ...after, updatedAtMs: collection.updatedAtMs };
  server.store.put('collection', kept);
  return kept;
}
