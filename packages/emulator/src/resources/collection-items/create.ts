// Creates folders, requests and responses one by one.

import { bodyOf } from '../../api/steps.ts';
import { type JsonObject, objectsIn, omit, wordOf } from '../../json/json.ts';
import { Refused, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { bareId } from '../../seams/ids.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { growing } from '../collection/put.ts';
import { growItems, growResponses } from '../collection/tree.ts';
import { anyPlaceOf, type ItemModel, type Place, placeOf, withChildren } from '../item-format/place.ts';
import { keptRequest } from '../item-format/request.ts';
import { writtenItem } from '../item-format/write.ts';
import { noteChange } from './revisions.ts';
import { collectionFor, keepItems } from './steps.ts';
import { itemExists, itemNotFound } from './wording.ts';

/** OpenAPI 1.45.0, createCollectionFolder: `folder` is its parent, `requests` come with it; the reply echoes little. */
export function createFolder(server: ServerState, call: Call): Reply {
  const collection = collectionFor(server, call, 'folder', true);
  const sent = bodyOf(call);
  const parent = parentFolder(collection, sent['folder']);
  const requests = objectsIn(sent['requests']);
  const item = requests.map((one) => writtenItem('request', {}, one));
  const made = grown(server, collection, 'folder', { ...writtenItem('folder', {}, sent), item }, sent);
  const inside = objectsIn(made['item']);
  const order = inside.map(({ id }) => wordOf(id));
  const revision = inserted(server, call, collection, parent, made);
  return answered('folder', 'import', made, revision, {
    name: made['name'],
    order,
    folder: parent?.node['id'] ?? null,
    folders: [],
    requests: order,
    ...(sent['description'] === undefined ? {} : { description: made['description'] }),
    folders_order: [],
    ...ownedBy(collection, call),
  });
}

/** OpenAPI 1.45.0, createCollectionRequest: the reply echoes what was sent. */
export function createRequest(server: ServerState, call: Call): Reply {
  const collection = collectionFor(server, call, 'request', true);
  const sent = bodyOf(call);
  const parent = parentFolder(collection, call.query['folderId'] ?? sent['folder']);
  const made = grown(server, collection, 'request', writtenItem('request', {}, sent), sent);
  const revision = inserted(server, call, collection, parent, made);
  return answered('request', 'import', made, revision, {
    name: '',
    queryParams: [],
    headerData: [],
    ...omit(sent, ['id', 'uid']),
    folder: parent?.node['id'] ?? null,
    responses_order: [],
    responses: [],
    ...ownedBy(collection, call),
  });
}

/** OpenAPI 1.45.0, createCollectionResponse: `?request=` names its request; a wrong one is a 400 about a response. */
export function createResponse(server: ServerState, call: Call): Reply {
  const collection = collectionFor(server, call, 'response', true);
  const { owner } = collection;
  const request = bareId(call.query['request'] ?? '');
  const parent = placeOf(collection.data, 'request', request);
  if (parent === undefined) throw new Refused(itemNotFound({ model: 'response', id: request, owner }, 400));
  const sent = bodyOf(call);
  const originalRequest = keptRequest(parent.node['request'], {});
  const made = grown(server, collection, 'response', writtenItem('response', { originalRequest }, sent), sent);
  const revision = inserted(server, call, collection, parent, made);
  const { collection: _, ...ownership } = ownedBy(collection, call);
  return answered('response', 'create', made, revision, { request, ...ownership });
}

function parentFolder(collection: Stored, asked: unknown): Place | undefined {
  if (typeof asked !== 'string' || asked === '') return undefined;
  const id = bareId(asked);
  const found = placeOf(collection.data, 'folder', id);
  if (found !== undefined) return found;
  throw new Refused(itemNotFound({ model: 'folder', id, owner: collection.owner }, 400));
}

/** The item as it is kept: under the id the client chose, unless some collection holds it, or under a new one. */
function grown(
  server: ServerState,
  collection: Stored,
  model: ItemModel,
  node: JsonObject,
  { id }: JsonObject,
): JsonObject {
  const chosen = typeof id === 'string' && id !== '' ? bareId(id) : undefined;
  const taken = server.store.all('collection').some(({ data }) => chosen !== undefined && anyPlaceOf(data, chosen));
  if (taken && chosen !== undefined) throw new Refused(itemExists({ model, id: chosen, owner: collection.owner }));
  const nowMs = server.clock.nowMs();
  const now = iso(nowMs);
  const rules = growing(server, collection.owner, nowMs, () => ({ createdAt: now, updatedAt: now }));
  const raw = chosen === undefined ? node : { id: chosen, ...node };
  const [made] = model === 'response' ? growResponses([raw], rules) : growItems([raw], rules);
  return made as JsonObject;
}

function inserted(
  server: ServerState,
  call: Call,
  collection: Stored,
  parent: Place | undefined,
  made: JsonObject,
): number {
  const name = parent?.model === 'request' ? 'response' : 'item';
  keepItems(server, call, collection, withChildren(collection.data, parent?.pointer ?? '', name, [made], 'end'));
  return noteChange(server, call, collection, wordOf(made['id']));
}

function ownedBy(collection: Stored, call: Call) {
  return { owner: wordOf(collection.owner), lastUpdatedBy: wordOf(call.actor.id), collection: collection.id };
}

function answered(model: ItemModel, action: string, made: JsonObject, revision: number, more: JsonObject): Reply {
  const { id, createdAt, updatedAt } = made;
  return {
    status: 200,
    body: { model_id: id, meta: { model, action }, data: { id, ...more, createdAt, updatedAt }, revision },
  };
}
