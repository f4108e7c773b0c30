// Shows folders, requests and responses in the words of the item operations (collection format 1.0).
import { isObject, type Json, type JsonObject, wordOf } from '../../json/json.ts';
import type { Stored } from '../../world/store.ts';
import { scriptText } from './events.ts';
import { childrenOf, type ItemModel, type Place } from './place.ts';
import { descriptionText, plainRequest } from './request.ts';

/** What is shown of an item beside the tree: who touched it last, and its revision when it was written by itself. */
export interface Ledger {
  readonly lastUpdatedBy: number;
  readonly lastRevision: number | undefined;
}

/** How much is shown: the query of the three GETs (Postman OpenAPI 1.45.0). */
export interface Reach {
  readonly ledgerOf: (id: string) => Ledger;
  /** With the items inside, not just their ids. */
  readonly populate: boolean;
}

/** `data` of a GET and of a PUT. */
export function itemShown(collection: Stored, place: Place, reach: Reach): JsonObject {
  return { folder: folderShown, request: requestShown, response: responseShown }[place.model](collection, place, reach);
}

function folderShown(collection: Stored, place: Place, reach: Reach): JsonObject {
  const { node } = place;
  return {
    ...ownership(collection, place, reach),
    collection: collection.id,
    folder: parentIn(place, 'folder'),
    id: idOf(node),
    name: node['name'] ?? '',
    description: descriptionText(node['description']),
    variables: node['variable'] ?? null,
    auth: node['auth'] ?? null,
    events: node['event'] ?? null,
    order: childrenOf(node, 'request').map(idOf),
    folders_order: childrenOf(node, 'folder').map(idOf),
    ...(reach.populate ? insides(collection, place, reach, ['folder', 'request']) : {}),
    ...times(node),
  };
}

function requestShown(collection: Stored, place: Place, reach: Reach): JsonObject {
  const { node } = place;
  const request = isObject(node['request']) ? node['request'] : {};
  return {
    ...ownership(collection, place, reach),
    folder: parentIn(place, 'folder'),
    collection: collection.id,
    id: idOf(node),
    name: node['name'] ?? '',
    ...plainRequest(node['request']),
    auth: request['auth'] ?? null,
    events: node['event'] ?? null,
    descriptionFormat: null,
    description: descriptionText(request['description'] ?? node['description']),
    variables: node['variable'] ?? null,
    preRequestScript: scriptText(node['event'], 'prerequest'),
    tests: scriptText(node['event'], 'test'),
    currentHelper: null,
    helperAttributes: null,
    protocolProfileBehavior: node['protocolProfileBehavior'] ?? null,
    responses_order: childrenOf(node, 'response').map(idOf),
    ...(reach.populate ? insides(collection, place, reach, ['response']) : {}),
    ...times(node),
  };
}

function responseShown(collection: Stored, place: Place, reach: Reach): JsonObject {
  const { node } = place;
  const { code, status, responseTime } = node;
  return {
    ...ownership(collection, place, reach),
    request: parentIn(place, 'request'),
    id: idOf(node),
    name: node['name'] ?? '',
    status: null,
    responseCode: code === undefined ? null : { code, name: status ?? '' },
    time: responseTime === null || responseTime === undefined ? null : wordOf(responseTime),
    headers: node['header'] ?? [],
    cookies: null,
    mime: null,
    text: node['body'] ?? '',
    language: node['_postman_previewlanguage'] ?? null,
    rawDataType: null,
    requestObject: JSON.stringify(plainRequest(node['originalRequest'])),
    ...times(node),
  };
}

/** Ids are bare here; `?uid=true` is laid over afterwards. */
function idOf(node: JsonObject): string {
  return wordOf(node['id']);
}

function ownership({ owner }: Stored, { node }: Place, { ledgerOf }: Reach): JsonObject {
  const { lastUpdatedBy, lastRevision } = ledgerOf(idOf(node));
  const revision = lastRevision === undefined ? {} : { lastRevision };
  return { owner: wordOf(owner), lastUpdatedBy: wordOf(lastUpdatedBy), ...revision };
}

function times({ createdAt, updatedAt }: JsonObject): JsonObject {
  return { createdAt, updatedAt };
}

/** The id of the item it lies in; null at the root of the collection. */
export function parentIn({ above }: Pick<Place, 'above'>, model: ItemModel): string | null {
  const parent = above.at(-1);
  return parent === undefined || (model === 'request') !== (parent['item'] === undefined) ? null : idOf(parent);
}

function insides(
  collection: Stored,
  { node, pointer, above }: Place,
  reach: Reach,
  models: readonly ItemModel[],
): JsonObject {
  const shown = models.map((model): [string, Json] => {
    const nodes = childrenOf(node, model);
    return [
      `${model}s`,
      nodes.map((one) => itemShown(collection, { model, node: one, pointer, above: [...above, node] }, reach)),
    ];
  });
  return Object.fromEntries(shown);
}
