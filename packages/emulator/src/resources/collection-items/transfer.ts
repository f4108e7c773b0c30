// Checks where folders, requests and responses are to go, and moves or copies them there.

import { isArray, isObject, type Json, type JsonObject, wordOf } from '../../json/json.ts';
import { forbidden, problemType, Refused } from '../../reply/replies.ts';
import { bareId, isUid } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { growing } from '../collection/put.ts';
import { growItems, growResponses, stampsOf } from '../collection/tree.ts';
import { mayEdit } from '../collection-access/grants.ts';
import { type ItemModel, type Place, placeOf, type Spot, withChildren, withNode } from '../item-format/place.ts';
import { noteChange, noteRemoval } from './revisions.ts';
import { type FoundItem, keepItems } from './steps.ts';

/** Where items go: into a collection, or into a folder or request of it. */
interface Target {
  readonly collection: Stored;
  readonly place: Place | undefined;
}

const targetModels: Readonly<Record<ItemModel, readonly string[]>> = {
  folder: ['collection', 'folder'],
  request: ['collection', 'folder'],
  response: ['request'],
};

/** OpenAPI 1.45.0, transferCollectionItems400Error: problem+json with an empty `detail` and no status. */
export function cannot(title: string): Refused {
  const body = { type: 'https://api.postman.com/problems/bad-request', title, detail: {} };
  return new Refused({ status: 400, body, headers: problemType });
}

/** The target of the body. Throws Refused: 400, 403. */
export function targetOf(server: ServerState, call: Call, model: ItemModel, sent: Json | undefined): Target {
  const { model: asked, id } = isObject(sent) ? sent : {};
  if (typeof asked !== 'string') throw cannot("Missing property 'target'");
  if (!targetModels[model].includes(asked)) throw cannot(`Cannot transfer ${model} to target model type ${asked}`);
  const found = asked === 'collection' ? collectionNamed(server, id) : itemNamed(server, asked as ItemModel, id);
  if (found === undefined) throw cannot(`Cannot find target ${asked} ${wordOf(id)}`);
  checkWrite(server, call, found.collection);
  return found;
}

/** The items of the body, in its order. Throws Refused: 400, and 403 for a move out of what may only be viewed. */
export function itemsOf(
  server: ServerState,
  call: Call,
  model: ItemModel,
  ids: Json | undefined,
  isMove: boolean,
): FoundItem[] {
  if (!isArray(ids) || ids.length === 0) throw cannot("Missing property 'ids'");
  return ids.map((uid) => {
    const found = itemNamed(server, model, uid);
    if (found === undefined) throw cannot(`Cannot find ${model} ${wordOf(uid)}`);
    if (isMove) checkWrite(server, call, found.collection);
    else if (levelIn(server.store, call.actor.id, found.collection.workspace) < 1) throw new Refused(forbidden);
    return found;
  });
}

function checkWrite(server: ServerState, { actor }: Call, collection: Stored): void {
  const mayWrite = mayEdit(server, collection, actor) && levelIn(server.store, actor.id, collection.workspace) >= 2;
  if (!mayWrite) throw new Refused(forbidden);
}

function collectionNamed(server: ServerState, uid: Json | undefined): Target | undefined {
  const collection = typeof uid === 'string' ? server.store.get('collection', bareId(uid)) : undefined;
  return collection !== undefined && uidOf(collection) === uid ? { collection, place: undefined } : undefined;
}

/** Transfers name everything by uid (OpenAPI 1.45.0). */
function itemNamed(server: ServerState, model: ItemModel, uid: Json | undefined): FoundItem | undefined {
  if (typeof uid !== 'string' || !isUid(uid)) return undefined;
  for (const collection of server.store.all('collection')) {
    const place = placeOf(collection.data, model, bareId(uid));
    if (place?.node['uid'] === uid) return { collection, place };
  }
  return undefined;
}

/** The place in the target: `before` and `after` name an item that lies there. Throws Refused with 400. */
export function spotOf({ collection, place }: Target, sent: Json | undefined): Spot {
  const { position = 'end', model, id } = isObject(sent) ? sent : {};
  if (position === 'start' || position === 'end') return position;
  if (position !== 'before' && position !== 'after') throw cannot(`Unknown position ${wordOf(position)}`);
  const known = model === 'folder' || model === 'request' || model === 'response';
  const beside = known && typeof id === 'string' ? placeOf(collection.data, model, bareId(id)) : undefined;
  if (beside === undefined || beside.above.at(-1)?.['id'] !== place?.node['id']) {
    throw cannot(`Cannot find ${wordOf(model)} ${wordOf(id)} in the target`);
  }
  return { side: position, id: wordOf(beside.node['id']) };
}

/** Copies get new ids; what is moved keeps them. Returns the uids the items have now. */
export function transferred(
  server: ServerState,
  call: Call,
  model: ItemModel,
  { items, target, spot, isMove }: { items: readonly FoundItem[]; target: Target; spot: Spot; isMove: boolean },
): string[] {
  const nodes = items.map(({ place }) => place.node);
  if (isMove) takeOut(server, call, items);
  const { id, data, owner } = server.store.get('collection', target.collection.id) ?? target.collection;
  const stamps = stampsOf({ item: nodes });
  const stampOf = (itemId: string) => (isMove ? (stamps.get(itemId) ?? 'strip') : 'strip');
  const rules = growing(server, owner, server.clock.nowMs(), stampOf);
  const made = (model === 'response' ? growResponses(nodes, rules) : growItems(nodes, rules)) as JsonObject[];
  const holder =
    target.place === undefined ? undefined : placeOf(data, target.place.model, wordOf(target.place.node['id']));
  const name = model === 'response' ? 'response' : 'item';
  const collection = server.store.get('collection', id) ?? target.collection;
  const kept = keepItems(server, call, collection, withChildren(data, holder?.pointer ?? '', name, made, spot));
  for (const { id: itemId } of made) noteChange(server, call, kept, wordOf(itemId));
  return made.map(({ uid }) => wordOf(uid));
}

function takeOut(server: ServerState, call: Call, items: readonly FoundItem[]): void {
  for (const { collection, place } of items) {
    const now = server.store.get('collection', collection.id) ?? collection;
    const here = placeOf(now.data, place.model, wordOf(place.node['id']));
    if (here === undefined) continue;
    noteRemoval(server, keepItems(server, call, now, withNode(now.data, here, undefined)), here.node);
  }
}
