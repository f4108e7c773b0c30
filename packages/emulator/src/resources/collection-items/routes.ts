// Plays folders, requests and responses one by one, in the words of collection format 1.0.

import type { Resource, Route } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { type JsonObject, wordOf } from '../../json/json.ts';
import { Refused, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { bareId } from '../../seams/ids.ts';
import type { ServerState } from '../../world/state.ts';
import { anyPlaceOf, type ItemModel, placeOf, withNode } from '../item-format/place.ts';
import { parentIn } from '../item-format/show.ts';
import { writtenItem } from '../item-format/write.ts';
import { createFolder, createRequest, createResponse } from './create.ts';
import { forgetRevisions, ledgerOf, noteChange, noteRemoval } from './revisions.ts';
import { dataOf, foundItem } from './show.ts';
import { type FoundItem, itemFor, keepItems, refuseCollectionUid } from './steps.ts';
import { itemExists, itemNotFound } from './wording.ts';

function read(model: ItemModel): Route['handle'] {
  return (server, call) => foundItem(server, call, itemFor(server, call, model, false));
}

/**
 * Acts like a PATCH; `lastRevision` is the one before this change, and a sent `oauth` comes back as `auth` (OpenAPI
 * 1.45.0, updateCollectionRequest example).
 */
function update(model: ItemModel): Route['handle'] {
  return (server, call) => {
    refuseCollectionUid(server, call, model);
    const standing = itemFor(server, call, model, true);
    const { collection, place } = standing;
    const sent = bodyOf(call);
    refuseOtherId(server, standing, sent);
    refuseOtherParent(server, standing, sent);
    const id = wordOf(place.node['id']);
    const node: JsonObject = { ...writtenItem(model, place.node, sent), updatedAt: iso(server.clock.nowMs()) };
    const { lastRevision } = ledgerOf(server, collection, id);
    const kept = keepItems(server, call, collection, withNode(collection.data, place, node));
    const revision = noteChange(server, call, kept, id);
    const echoed = typeof sent['oauth'] === 'string' ? { auth: sent['oauth'] } : {};
    const data = { ...dataOf(server, { collection: kept, place: { ...place, node } }), ...echoed, lastRevision };
    return answered(model, 'update', id, data, revision);
  };
}

/** An `id` in the body that belongs to another item is refused (OpenAPI 1.45.0, collectionRequest400Error). */
function refuseOtherId(server: ServerState, { collection, place }: FoundItem, sent: JsonObject): void {
  const id = typeof sent['id'] === 'string' ? bareId(sent['id']) : place.node['id'];
  if (id === place.node['id']) return;
  const holder = server.store.all('collection').find(({ data }) => anyPlaceOf(data, wordOf(id)) !== undefined);
  if (holder === undefined) return;
  throw new Refused(itemExists({ model: place.model, id: wordOf(id), owner: collection.owner }));
}

/**
 * A response with another `request` is refused (OpenAPI 1.45.0, collectionResponse400Error "Change Parent Error"), a
 * folder in a folder that is not there too (collectionFolder400Error); else switch itemParentChange decides.
 */
function refuseOtherParent(server: ServerState, { collection, place }: FoundItem, sent: JsonObject): void {
  const { model, node } = place;
  const parentModel = model === 'response' ? 'request' : 'folder';
  const asked = sent[parentModel];
  const now = parentIn(place, parentModel);
  if (asked === undefined || (typeof asked === 'string' ? bareId(asked) : null) === now) return;
  const { owner } = collection;
  const refuse = (id: string) => new Refused(itemNotFound({ model, id, owner }, 400));
  if (model === 'response') throw refuse(wordOf(node['id']));
  const isKnown = typeof asked !== 'string' || placeOf(collection.data, 'folder', bareId(asked)) !== undefined;
  if (model === 'folder' && !isKnown) throw refuse(bareId(wordOf(asked)));
  if (server.switches.itemParentChange === 'refuse') throw refuse(wordOf(node['id']));
}

/** What lies inside goes too. */
function erase(model: ItemModel): Route['handle'] {
  return (server, call) => {
    const { collection, place } = itemFor(server, call, model, true);
    const id = wordOf(place.node['id']);
    const kept = keepItems(server, call, collection, withNode(collection.data, place, undefined));
    const revision = noteRemoval(server, kept, place.node);
    return answered(model, 'destroy', id, { id, owner: wordOf(collection.owner) }, revision);
  };
}

function answered(model: ItemModel, action: string, id: string, data: JsonObject, revision: number): Reply {
  return { status: 200, body: { model_id: id, meta: { model, action }, data, revision } };
}

export const collectionItems: Resource = {
  operations: {
    createCollectionFolder: createFolder,
    getCollectionFolder: read('folder'),
    updateCollectionFolder: update('folder'),
    deleteCollectionFolder: erase('folder'),
    createCollectionRequest: createRequest,
    getCollectionRequest: read('request'),
    updateCollectionRequest: update('request'),
    deleteCollectionRequest: erase('request'),
    createCollectionResponse: createResponse,
    getCollectionResponse: read('response'),
    updateCollectionResponse: update('response'),
    deleteCollectionResponse: erase('response'),
  },
  afterRemove: forgetRevisions,
};
