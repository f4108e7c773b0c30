// The mock kind: lists, reads, creates, updates and deletes mock servers.

import type { EmulatedKind } from '../../api/route.ts';
import { needWorkspace } from '../../api/steps.ts';
import { isObject, type Json, type JsonObject, omit, pick, wordOf } from '../../json/json.ts';
import { invalidParam, ok, paramMissing, Refused, type Reply, refusal } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import { requireCollection, requireEnvironment } from '../../world/references.ts';
import { type Call, changed, listedIn, newObject, uidOf, type World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { team } from '../../world/users.ts';
import { nameOf } from '../collection/read.ts';
import { awakened, findMock, mockBody } from './life.ts';
import { isDeactivated, mockInList, mockShown } from './read.ts';
import { serverResponseOf } from './server-response.ts';
import { mockNotFound, serverResponseUnfindable } from './wording.ts';

const kind = 'mock';
const updatable = ['collection', 'environment', 'name', 'private', 'description', 'versionTag', 'config'];

/** All active mocks; without `workspace`, which wins, and `teamId` only the caller's own (OpenAPI 1.45.0, getMocks). */
function list(world: World, call: Call): Reply {
  const { workspace, teamId } = call.query;
  const isWanted = (owner: number): boolean => {
    if (workspace !== undefined) return true;
    return teamId === undefined ? owner === call.actor.id : teamId === wordOf(team.id);
  };
  const mocks = listedIn(world, kind, workspace).filter((one) => isWanted(one.owner) && !isDeactivated(world, one));
  return ok({ mocks: mocks.map((one) => mockInList(world, one)) });
}

function read(world: World, call: Call): Reply {
  const object = findMock(world, call);
  if (object === undefined) return mockNotFound;
  return ok({ mock: { ...mockInList(world, object), deactivated: isDeactivated(world, object) } });
}

/** Replies with the whole mock (OpenAPI 1.45.0, createMock); without a name it takes the collection's. */
function create(world: World, call: Call): Reply {
  const workspace = needWorkspace(world, call);
  const sent = mockBody(call)['mock'];
  if (!isObject(sent) || sent['collection'] === undefined) return paramMissing('collection');
  checkTypes(sent);
  requireCollection(world, sent['collection']);
  if (sent['environment'] !== undefined) requireEnvironment(world, sent['environment']);
  const collection = world.store.get('collection', bareId(wordOf(sent['collection'])));
  const object = newObject(world, call, workspace, {
    name: collection === undefined ? '' : nameOf(collection),
    private: false,
    ...pick(sent, ['name', 'collection', 'environment', 'private']),
  });
  world.store.put(kind, object);
  return ok({ mock: mockShown(world, object) });
}

/** Partial (OpenAPI 1.45.0, updateMock); the collection may change by switch mockCollectionWritable, the URL stays. */
function update(world: World, call: Call): Reply {
  const object = findMock(world, call);
  if (object === undefined) return mockNotFound;
  const sent = mockBody(call)['mock'];
  const taken = world.switches.mockCollectionWritable ? updatable : updatable.filter((one) => one !== 'collection');
  const known = isObject(sent) ? pick(sent, taken) : {};
  if (Object.keys(known).length === 0) return nothing;
  checkTypes(known);
  if (known['collection'] !== undefined) requireCollection(world, known['collection']);
  checkServerResponse(world, object, known['config']);
  const after = changed(world, call, object, updated(world, object.data, known));
  world.store.put(kind, after);
  return ok({ mock: mockShown(world, after) });
}

function updated(world: World, data: JsonObject, sent: JsonObject): JsonObject {
  const { config, environment, ...rest } = sent;
  const awake = awakened(world, data, sent);
  const base = { ...awake, ...rest, config: updatedConfig(data['config'], config, world.switches.mockConfigWritable) };
  if (environment === undefined) return base;
  if (environment === null && world.switches.mockNullEnvironment === 'unset') return omit(base, ['environment']);
  requireEnvironment(world, environment);
  return { ...base, environment };
}

/** Only `serverResponseId` is in the request schema; the rest is dropped unless switch mockConfigWritable is on. */
function updatedConfig(before: Json | undefined, sent: Json | undefined, isWritable: boolean): JsonObject {
  const kept = isObject(before) ? before : {};
  if (!isObject(sent)) return kept;
  return { ...kept, ...(isWritable ? sent : pick(sent, ['serverResponseId'])) };
}

/** Refuses an active response that the mock does not have, by switch mockUnknownServerResponse; null and '' are none. */
function checkServerResponse(world: World, mock: Stored, config: Json | undefined): void {
  const id = isObject(config) ? config['serverResponseId'] : undefined;
  if (!id || world.switches.mockUnknownServerResponse === 'accept') return;
  if (serverResponseOf(world, mock, id) === undefined) throw new Refused(serverResponseUnfindable);
}

function checkTypes(sent: JsonObject): void {
  if (sent['name'] !== undefined && typeof sent['name'] !== 'string') throw new Refused(invalidParam('name'));
  if (sent['private'] !== undefined && typeof sent['private'] !== 'boolean') throw new Refused(invalidParam('private'));
}

function erase(world: World, call: Call): Reply {
  const object = findMock(world, call);
  if (object === undefined) return mockNotFound;
  remove(world, object.id);
  return ok({ mock: { id: object.id, uid: uidOf(object) } });
}

function remove(world: World, id: string): void {
  world.store.remove(kind, id, world.clock.nowMs());
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
