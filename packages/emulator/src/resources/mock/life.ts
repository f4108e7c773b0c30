// Finds mocks and their server responses, and deactivates mocks that lose their collection or environment.

import { isObject, type Json, type JsonObject, omit } from '../../json/json.ts';
import { badRequestProblem, Refused } from '../../reply/replies.ts';
import { idInPath } from '../../seams/ids.ts';
import { type Call, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { nameOf } from '../collection/read.ts';

/** The mock a path names, by id or uid. */
export function findMock(server: ServerState, call: Pick<Call, 'params'>): Stored | undefined {
  return server.store.get('mock', idInPath(call.params['mockId'], server.switches));
}

/** The body as an object. Throws Refused: "Request Body Missing" and "Bad Request" of common400Error (OpenAPI 1.45.0). */
export function mockBody({ body }: Pick<Call, 'body'>): JsonObject {
  if (body === undefined) throw new Refused(badRequestProblem('Request body is required'));
  if (!isObject(body)) throw new Refused(badRequestProblem('Bad Request'));
  return body;
}

/** What a mock may lose, by the kind it is of: the field that points at it. */
const fields = ['collection', 'environment'] as const;

/** Puts mocks to sleep that pointed at an object which is gone: `lost` keeps what it was called. */
export function deactivateMocks(server: ServerState, kind: string, gone: Stored): void {
  const field = fields.find((one) => one === kind);
  if (field === undefined) return;
  for (const mock of server.store.all('mock')) {
    if (mock.data[field] !== uidOf(gone)) continue;
    server.store.put('mock', { ...mock, data: { ...mock.data, lost: { ...lostOf(mock), [field]: called(gone) } } });
  }
}

/** With switch mockRevival `same-name`: a new object of the lost one's name, in the mock's workspace, takes its place. */
export function adoptByName(server: ServerState, kind: string, made: Stored): void {
  const field = fields.find((one) => one === kind);
  if (field === undefined || server.switches.mockRevival !== 'same-name') return;
  for (const mock of server.store.all('mock')) {
    if (mock.workspace !== made.workspace || lostOf(mock)[field] !== called(made)) continue;
    server.store.put('mock', { ...mock, data: { ...found(mock.data, field), [field]: uidOf(made) } });
  }
}

/** The data of a mock that an update points elsewhere: awake again, unless switch mockRevival says `never`. */
export function awakened(server: ServerState, data: JsonObject, sent: JsonObject): JsonObject {
  if (server.switches.mockRevival === 'never') return data;
  return fields.filter((field) => sent[field] !== undefined).reduce(found, data);
}

function found(data: JsonObject, field: string): JsonObject {
  const lost = omit(isObject(data['lost']) ? data['lost'] : {}, [field]);
  return Object.keys(lost).length === 0 ? omit(data, ['lost']) : { ...data, lost };
}

function lostOf({ data }: Stored): JsonObject {
  return isObject(data['lost']) ? data['lost'] : {};
}

function called(object: Stored): Json {
  return object.data['name'] ?? nameOf(object);
}

/** The server response of that id, when it is one of this mock. */
export function serverResponseOf(server: ServerState, mock: Stored, id: Json | undefined): Stored | undefined {
  const found = typeof id === 'string' ? server.store.get('mockServerResponse', id) : undefined;
  return found?.data['mock'] === mock.id ? found : undefined;
}
