// Plays mock servers: list, read, create, update and delete.

import type { EmulatedKind } from '../../api/route.ts';
import { needWorkspace } from '../../api/steps.ts';
import { isObject, type Json, type JsonObject, omit, pick, wordOf } from '../../json/json.ts';
import { invalidParam, ok, paramMissing, Refused, type Reply, refusal } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import { requireCollection, requireEnvironment } from '../../world/references.ts';
import { type Call, changed, listedIn, newObject, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { team } from '../../world/team.ts';
import { nameOf } from '../collection/read.ts';
import { awakened, findMock, mockBody, serverResponseOf } from './life.ts';
import { isDeactivated, mockInList, mockShown } from './read.ts';
import { mockNotFound, serverResponseUnfindable } from './wording.ts';

const kind = 'mock';
const updatable = ['collection', 'environment', 'name', 'private', 'description', 'versionTag', 'config'];

/** All active mocks; without `workspace`, which wins, and `teamId` only the caller's own (OpenAPI 1.45.0, getMocks). */
function list(server: ServerState, call: Call): Reply {
  const { workspace, teamId } = call.query;
  const isWanted = (owner: number): boolean => {
    if (workspace !== undefined) return true;
    return teamId === undefined ? owner === call.actor.id : teamId === wordOf(team.id);
  };
  const mocks = listedIn(server, kind, workspace).filter((one) => isWanted(one.owner) && !isDeactivated(server, one));
  return ok({ mocks: mocks.map((one) => mockInList(server, one)) });
}

function read(server: ServerState, call: Call): Reply {
  const object = findMock(server, call);
  if (object === undefined) return mockNotFound;
  return ok({ mock: { ...mockInList(server, object), deactivated: isDeactivated(server, object) } });
}

/** Replies with the whole mock (OpenAPI 1.45.0, createMock); without a name it takes the collection's. */
function create(server: ServerState, call: Call): Reply {
  const workspace = needWorkspace(server, call);
  const sent = mockBody(call)['mock'];
  if (!isObject(sent) || sent['collection'] === undefined) return paramMissing('collection');
  checkTypes(sent);
  requireCollection(server, sent['collection']);
  if (sent['environment'] !== undefined) requireEnvironment(server, sent['environment']);
  const collection = server.store.get('collection', bareId(wordOf(sent['collection'])));
  const object = newObject(server, call, workspace, {
    name: collection === undefined ? '' : nameOf(collection),
    private: false,
    ...pick(sent, ['name', 'collection', 'environment', 'private']),
  });
  server.store.put(kind, object);
  return ok({ mock: mockShown(server, object) });
}

/** Partial (OpenAPI 1.45.0, updateMock); the collection may change by switch mockCollectionWritable, the URL stays. */
function update(server: ServerState, call: Call): Reply {
  const object = findMock(server, call);
  if (object === undefined) return mockNotFound;
  const sent = mockBody(call)['mock'];
  const taken = server.switches.mockCollectionWritable ? updatable : updatable.filter((one) => one !== 'collection');
  const known = isObject(sent) ? pick(sent, taken) : {};
  if (Object.keys(known).length === 0) return nothing;
  checkTypes(known);
  if (known['collection'] !== undefined) requireCollection(server, known['collection']);
  checkServerResponse(server, object, known['config']);
  const after = changed(server, call, object, updated(server, object.data, known));
  server.store.put(kind, after);
  return ok({ mock: mockShown(server, after) });
}

function updated(server: ServerState, data: JsonObject, sent: JsonObject): JsonObject {
  const { config, environment, ...rest } = sent;
  const awake = awakened(server, data, sent);
  const base = { ...awake, ...rest, config: updatedConfig(data['config'], config, server.switches.mockConfigWritable) };
  if (environment === undefined) return base;
  if (environment === null && server.switches.mockNullEnvironment === 'unset') return omit(base, ['environment']);
  requireEnvironment(server, environment);
  return { ...base, environment };
}

/** Only `serverResponseId` is in the request schema; the rest is dropped unless switch mockConfigWritable is on. */
function updatedConfig(before: Json | undefined, sent: Json | undefined, isWritable: boolean): JsonObject {
  const kept = isObject(before) ? before : {};
  if (!isObject(sent)) return kept;
  return { ...kept, ...(isWritable ? sent : pick(sent, ['serverResponseId'])) };
}

/** Refuses an active response that the mock does not have, by switch mockUnknownServerResponse; null and '' are none. */
function checkServerResponse(server: ServerState, mock: Stored, config: Json | undefined): void {
  const id = isObject(config) ? config['serverResponseId'] : undefined;
  if (!id || server.switches.mockUnknownServerResponse === 'accept') return;
  if (serverResponseOf(server, mock, id) === undefined) throw new Refused(serverResponseUnfindable);
}

function checkTypes(sent: JsonObject): void {
  if (sent['name'] !== undefined && typeof sent['name'] !== 'string') throw new Refused(invalidParam('name'));
  if (sent['private'] !== undefined && typeof sent['private'] !== 'boolean') throw new Refused(invalidParam('private'));
}

function erase(server: ServerState, call: Call): Reply {
  const object = findMock(server, call);
  if (object === undefined) return mockNotFound;
  remove(server, object.id);
  return ok({ mock: { id: object.id, uid: uidOf(object) } });
}

function remove(server: ServerState, id: string): void {
  server.store.remove(kind, id, server.clock.nowMs());
}

/** OpenAPI 1.45.0, mock400Error "Missing Parameter": `details.param` is one string. */
const nothing = refusal(400, 'paramMissingError', 'At least one parameter must be provided.', {
  param: 'environment, private, name, config, collection',
});

export const mockKind: EmulatedKind = {
  name: kind,
  create,
  remove,
  operations: {
    getMocks: list,
    createMock: create,
    getMock: read,
    updateMock: update,
    deleteMock: erase,
  },
};
