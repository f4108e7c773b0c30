// Shows one folder, request or response as its GET and PUT answer it.

import { isArray, isObject, type Json, type JsonObject, pick } from '../../json/json.ts';
import type { Reply } from '../../reply/replies.ts';
import { type Call, type ServerState, uidOwnerOf } from '../../world/state.ts';
import { itemShown } from '../item-format/show.ts';
import { ledgerOf } from './revisions.ts';
import type { FoundItem } from './steps.ts';

/** Fields that hold ids of items or collections; `?uid=true` writes an owner before each. */
const itemIds = ['id', 'collection', 'folder', 'request', 'order', 'folders_order', 'responses_order'];
const userIds = ['owner', 'lastUpdatedBy'];

/** The `data` of an item. */
export function dataOf(server: ServerState, { collection, place }: FoundItem, populate = false): JsonObject {
  const reach = { populate, ledgerOf: (id: string) => ledgerOf(server, collection, id) };
  return itemShown(collection, place, reach);
}

/** OpenAPI 1.45.0, getCollectionFolder, getCollectionRequest and getCollectionResponse: `ids`, `uid`, `populate`. */
export function foundItem(server: ServerState, call: Call, standing: FoundItem): Reply {
  const asks = (name: string): boolean => call.query[name] === 'true';
  const { collection, place } = standing;
  const populate = asks('populate');
  const whole = dataOf(server, standing, populate);
  const shown = asks('ids') ? pick(whole, [...userIds, ...itemIds]) : whole;
  const owned = (id: Json): Json => (typeof id === 'string' && asks('uid') ? `${uidOwnerOf(collection)}-${id}` : id);
  const meta = { model: place.model, populate, changeset: false, action: 'find' };
  return { status: 200, body: { model_id: owned(String(place.node['id'])), meta, data: withIds(shown, owned) } };
}

function withIds(data: JsonObject, owned: (id: Json) => Json): JsonObject {
  const entries = Object.entries(data).map(([name, value = null]): [string, Json] => {
    if (itemIds.includes(name)) return [name, isArray(value) ? value.map(owned) : owned(value)];
    const isInside = ['folders', 'requests', 'responses'].includes(name) && isArray(value);
    return [name, isInside ? value.map((one) => (isObject(one) ? withIds(one, owned) : one)) : value];
  });
  return Object.fromEntries(entries);
}
