// The server response room: the 5xx answers of a mock that stand above all examples. Neither wrapped nor shown in full lists.

import type { Part } from '../../api/route.ts';
import { isArray, isObject, type Json, type JsonObject, pick } from '../../json/json.ts';
import { invalidParam, ok, paramMissing, Refused, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { type Call, changed, newObject, type World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { findMock, mockBody } from './life.ts';
import { serverResponseOf } from './server-response.ts';
import { mockUnfindable, serverResponseUnfindable } from './wording.ts';

const kind = 'mockServerResponse';
const writable = ['name', 'statusCode', 'headers', 'language', 'body'];
const languages: readonly unknown[] = ['text', 'javascript', 'json', 'html', 'xml', null, undefined];

function list(world: World, call: Call): Reply {
  const mock = needMock(world, call);
  return { status: 200, body: ofMock(world, mock.id).map(inList) };
}

function create(world: World, call: Call): Reply {
  const mock = needMock(world, call);
  const sent = mockBody(call)['serverResponse'];
  if (!isObject(sent)) return paramMissing('serverResponse');
  for (const param of ['name', 'statusCode']) if (sent[param] === undefined) return paramMissing(param);
  check(sent);
  const data = { headers: [], language: null, body: '', ...pick(sent, writable), mock: mock.id };
  const made = newObject(world, call, mock.workspace, data);
  world.store.put(kind, made);
  return ok(shown(made));
}

function read(world: World, call: Call): Reply {
  return ok(shown(needResponse(world, call)));
}

/** Partial: no property is required (OpenAPI 1.45.0, updateMockServerResponse). */
function update(world: World, call: Call): Reply {
  const before = needResponse(world, call);
  const sent = mockBody(call)['serverResponse'];
  if (!isObject(sent)) return paramMissing('serverResponse');
  check(sent);
  const after = changed(world, call, before, { ...before.data, ...pick(sent, writable) });
  world.store.put(kind, after);
  return ok(shown(after));
}

/** Answers what is gone, but for `mock` and `updatedAt` (OpenAPI 1.45.0, deleteMockServerResponse). */
function erase(world: World, call: Call): Reply {
  const { mock, updatedAt, ...rest } = shown(needResponse(world, call));
  world.store.remove(kind, String(rest['id']), world.clock.nowMs());
  return ok(rest);
}

/** Without a language where it has none: a request may say null, an answer may not (OpenAPI 1.45.0, mockServerResponse). */
function shown(object: Stored): JsonObject {
  const { mock, language, ...rest } = object.data;
  const content = language === null ? rest : { ...rest, language };
  return {
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
    id: object.id,
    ...content,
    ...people(object),
    mock,
  };
}

/** Without headers, language, body and mock (OpenAPI 1.45.0, getMockServerResponses). */
function inList(object: Stored): JsonObject {
  const { createdAt, updatedAt, id, name, statusCode } = shown(object);
  return { id, name, statusCode, createdAt, updatedAt, ...people(object) };
}

function people({ owner, updatedBy }: Stored): JsonObject {
  return { createdBy: String(owner), updatedBy: String(updatedBy) };
}

/** "This property only accepts 5xx values" and the other types of the schema; the refusal's words are inferred. */
function check(sent: JsonObject): void {
  const { name, statusCode, headers, language, body } = sent;
  const wrong: readonly (readonly [string, boolean])[] = [
    ['name', name !== undefined && typeof name !== 'string'],
    ['statusCode', statusCode !== undefined && !isServerError(statusCode)],
    ['headers', headers !== undefined && !(isArray(headers) && headers.every(isObject))],
    ['language', !languages.includes(language)],
    ['body', body !== undefined && typeof body !== 'string'],
  ];
  const first = wrong.find(([, isWrong]) => isWrong);
  if (first !== undefined) throw new Refused(invalidParam(first[0]));
}

function isServerError(code: Json): boolean {
  return typeof code === 'number' && Number.isInteger(code) && code >= 500 && code <= 599;
}

function ofMock(world: World, mockId: string): Stored[] {
  return world.store.all(kind).filter((one) => one.data['mock'] === mockId);
}

function needMock(world: World, call: Call): Stored {
  const mock = findMock(world, call);
  if (mock === undefined) throw new Refused(mockUnfindable);
  return mock;
}

function needResponse(world: World, call: Call): Stored {
  const mock = needMock(world, call);
  const found = serverResponseOf(world, mock, call.params['serverResponseId']);
  if (found === undefined) throw new Refused(serverResponseUnfindable);
  return found;
}

/** A mock whose active response is gone has none any more (inferred; null deactivates, OpenAPI 1.45.0, updateMock). */
function deactivate(world: World, gone: Stored): void {
  const mock = world.store.get('mock', String(gone.data['mock']));
  const config = mock?.data['config'];
  if (mock === undefined || !isObject(config) || config['serverResponseId'] !== gone.id) return;
  world.store.put('mock', { ...mock, data: { ...mock.data, config: { ...config, serverResponseId: null } } });
}

export const mockServerResponsePart: Part = {
  operations: {
    getMockServerResponses: list,
    createMockServerResponse: create,
    getMockServerResponse: read,
    updateMockServerResponse: update,
    deleteMockServerResponse: erase,
  },
  afterRemove: (world, removed, object) => {
    if (removed === kind) deactivate(world, object);
    if (removed !== 'mock') return;
    for (const { id } of ofMock(world, object.id)) world.store.remove(kind, id, world.clock.nowMs());
  },
};
