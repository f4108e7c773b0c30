// Shows a collection as a list item, whole, or minimal.

import { isPublic } from '../../api/steps.ts';
import { isArray, isObject, type Json, type JsonObject, objectsIn, omit } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import type { Switches } from '../../switches/switches.ts';
import { type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { forkShown, recordOf } from '../forks/record.ts';

/** An item of `GET /collections` (Postman OpenAPI 1.45.0, getCollections). */
export function collectionInList(server: ServerState, object: Stored): JsonObject {
  return {
    id: object.id,
    name: nameOf(object),
    owner: String(object.owner),
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
    uid: uidOf(object),
    ...forkField(server, object),
    isPublic: isPublic(server, object),
  };
}

/** The whole collection (OpenAPI 1.45.0, getCollection). */
export function collectionInFull(server: ServerState, object: Stored): JsonObject {
  const { info, ...rest } = object.data;
  const { schema, ...own } = infoOf(info);
  return { info: { ...own, schema: echo(schema, server.switches.schemaEcho), ...serverInfo(server, object) }, ...rest };
}

/** `model=minimal`: no `schema`, uids of the root items, and scripts under `events` (OpenAPI 1.45.0, getCollection). */
export function collectionMinimal(server: ServerState, object: Stored): JsonObject {
  const { info, item, event, variable, auth } = object.data;
  const roots = objectsIn(item);
  const uids = (folders: boolean): Json[] =>
    roots.filter((root) => isArray(root['item']) === folders).map((root) => root['uid'] ?? null);
  return {
    info: { ...omit(infoOf(info), ['schema']), ...serverInfo(server, object) },
    ...(variable === undefined ? {} : { variable }),
    ...(auth === undefined ? {} : { auth }),
    ...(event === undefined ? {} : { events: withoutPackages(event) }),
    rootLevelRequests: uids(false),
    rootLevelFolders: uids(true),
  };
}

/** Scripts of the minimal model have an id, a type and lines (OpenAPI 1.45.0, getCollection example). */
function withoutPackages(events: Json): Json {
  if (!isArray(events)) return events;
  return events.map((event) =>
    isObject(event) && isObject(event['script']) ? { ...event, script: omit(event['script'], ['packages']) } : event,
  );
}

export function nameOf(object: Stored): Json {
  return infoOf(object.data['info'])['name'] ?? '';
}

function infoOf(info: Json | undefined): JsonObject {
  return isObject(info) ? info : {};
}

function serverInfo(server: ServerState, object: Stored): JsonObject {
  return {
    _postman_id: object.id,
    updatedAt: iso(object.updatedAtMs),
    createdAt: iso(object.createdAtMs),
    lastUpdatedBy: String(object.updatedBy),
    uid: uidOf(object),
    ...forkField(server, object),
  };
}

function forkField(server: ServerState, object: Stored): JsonObject {
  const record = recordOf(server, 'collection', object);
  return record === undefined ? {} : { fork: forkShown(record) };
}

const hosts = ['schema.postman.com', 'schema.getpostman.com'] as const;

function echo(schema: Json | undefined, how: Switches['schemaEcho']): Json {
  if (typeof schema !== 'string') return schema ?? null;
  const [postman, getpostman] = hosts;
  const sent = schema.includes(getpostman) ? getpostman : postman;
  const other = sent === postman ? getpostman : postman;
  const shown = { sent, other, postman, getpostman }[how];
  return schema.replace(sent, shown);
}
