// Plays the server responses of a mock: 5xx answers that win over all examples.

import { bodyCheck } from '../../api/body-check.ts';
import type { Resource } from '../../api/route.ts';
import { isObject, type JsonObject, pick } from '../../json/json.ts';
import { invalidParam, ok, paramMissing, Refused, type Reply } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { type Call, changed, newObject, type ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { findMock, mockBody, serverResponseOf } from './life.ts';
import { mockUnfindable, serverResponseUnfindable } from './wording.ts';

const kind = 'mockServerResponse';
const writable = ['name', 'statusCode', 'headers', 'language', 'body'];

function list(server: ServerState, call: Call): Reply {
  const mock = needMock(server, call);
  return { status: 200, body: ofMock(server, mock.id).map(inList) };
}

function create(server: ServerState, call: Call): Reply {
  const mock = needMock(server, call);
  const sent = mockBody(call)['serverResponse'];
  if (!isObject(sent)) return paramMissing('serverResponse');
  for (const param of ['name', 'statusCode']) if (sent[param] === undefined) return paramMissing(param);
  check(sent);
  const data = { headers: [], language: null, body: '', ...pick(sent, writable), mock: mock.id };
  const made = newObject(server, call, mock.workspace, data);
  server.store.put(kind, made);
  return ok(shown(made));
}

function read(server: ServerState, call: Call): Reply {
  return ok(shown(needResponse(server, call)));
}

/** Partial: no property is required (OpenAPI 1.45.0, updateMockServerResponse). */
function update(server: ServerState, call: Call): Reply {
  const before = needResponse(server, call);
  const sent = mockBody(call)['serverResponse'];
  if (!isObject(sent)) return paramMissing('serverResponse');
  check(sent);
  const after = changed(server, call, before, { ...before.data, ...pick(sent, writable) });
  server.store.put(kind, after);
  return ok(shown(after));
}

/** Answers what is gone, but for `mock` and `updatedAt` (OpenAPI 1.45.0, deleteMockServerResponse). */
function erase(server: ServerState, call: Call): Reply {
  const { mock, updatedAt, ...rest } = shown(needResponse(server, call));
  server.store.remove(kind, String(rest['id']), server.clock.nowMs());
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

const checkResponse = bodyCheck({
  type: 'object',
  properties: {
    name: { type: 'string' },
    statusCode: { type: 'integer', minimum: 500, maximum: 599 },
    headers: { type: 'array', items: { type: 'object' } },
    language: { enum: ['text', 'javascript', 'json', 'html', 'xml', null] },
    body: { type: 'string' },
  },
});

/** "This property only accepts 5xx values" and the other types of the schema; the refusal's words are inferred. */
function check(sent: JsonObject): void {
  const [param] = checkResponse(sent)?.place ?? [];
  if (param !== undefined) throw new Refused(invalidParam(param));
}

function ofMock(server: ServerState, mockId: string): Stored[] {
  return server.store.all(kind).filter((one) => one.data['mock'] === mockId);
}

function needMock(server: ServerState, call: Call): Stored {
  const mock = findMock(server, call);
  if (mock === undefined) throw new Refused(mockUnfindable);
  return mock;
}

function needResponse(server: ServerState, call: Call): Stored {
  const mock = needMock(server, call);
  const found = serverResponseOf(server, mock, call.params['serverResponseId']);
  if (found === undefined) throw new Refused(serverResponseUnfindable);
  return found;
}

/** A mock loses its active response when that is deleted (inferred; null deactivates, OpenAPI 1.45.0, updateMock). */
function deactivate(server: ServerState, gone: Stored): void {
  const mock = server.store.get('mock', String(gone.data['mock']));
  const config = mock?.data['config'];
  if (mock === undefined || !isObject(config) || config['serverResponseId'] !== gone.id) return;
  server.store.put('mock', { ...mock, data: { ...mock.data, config: { ...config, serverResponseId: null } } });
}

export const mockServerResponses: Resource = {
  operations: {
    getMockServerResponses: list,
    createMockServerResponse: create,
    getMockServerResponse: read,
    updateMockServerResponse: update,
    deleteMockServerResponse: erase,
  },
  afterRemove: (server, removed, object) => {
    if (removed === kind) deactivate(server, object);
    if (removed !== 'mock') return;
    for (const { id } of ofMock(server, object.id)) server.store.remove(kind, id, server.clock.nowMs());
  },
};
