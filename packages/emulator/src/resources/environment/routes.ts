// Plays environments: list, read, create, replace, patch and delete.

import { type EmulatedKind, environmentBody } from '../../api/route.ts';
import { bodyOf, isPublic, needWorkspace } from '../../api/steps.ts';
import { isObject, type Json, type JsonObject, omit } from '../../json/json.ts';
import {
  badRequestProblem,
  forbiddenProblem,
  malformed,
  ok,
  problem,
  Refused,
  type Reply,
  refusal,
} from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { idInPath, isId, isUid } from '../../seams/ids.ts';
import { type Call, changed, listedIn, newObject, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { patchedEnvironment } from './patch.ts';
import { grownValues, keptValues, shownValues } from './values.ts';

const kind = 'environment';

/** OpenAPI 1.45.0, getEnvironments: no pagination, `uid` here and not in the read. */
function list(server: ServerState, call: Call): Reply {
  const found = listedIn(server, kind, call.query['workspace']);
  return ok({
    environments: found.map((object) => ({
      ...omit(head(object), ['values']),
      uid: uidOf(object),
      isPublic: isPublic(server, object),
    })),
  });
}

/** No `uid` (OpenAPI 1.45.0, getEnvironment); a missing one is a 400. */
function read(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return notFound(server, call, 400);
  return ok({ environment: { ...head(object), isPublic: isPublic(server, object) } });
}

function create(server: ServerState, call: Call): Reply {
  const workspace = needWorkspace(server, call);
  const sent = bodyOf(call)['environment'];
  if (!isObject(sent)) return noEnvironment;
  if (typeof sent['name'] !== 'string') return noName;
  const object = newObject(server, call, workspace, written(server, sent, sent['name']));
  server.store.put(kind, object);
  return ok({ environment: brief(object) });
}

/** Replaces all values; that a missing environment answers 404 is inferred (OpenAPI 1.45.0 declares nothing for PUT). */
function replace(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return notFound(server, call, 404);
  const sent = bodyOf(call)['environment'];
  if (!isObject(sent)) return noEnvironment;
  const { name } = sent;
  if (name === undefined ? server.switches.environmentPutRequiresName : typeof name !== 'string') return noName;
  const after = changed(server, call, object, written(server, sent, name ?? object.data['name'] ?? ''));
  server.store.put(kind, after);
  return ok({ environment: brief(after) });
}

/** The reply carries the uid and the values, those of a vault with `value` "" (OpenAPI 1.45.0, patchEnvironment). */
function patch(server: ServerState, call: Call): Reply {
  const asked = call.params['environmentId'] ?? '';
  const instance = pathOf(call);
  if (!isId(asked) && !isUid(asked)) {
    return badRequestProblem('Invalid Environment ID', instance);
  }
  const object = find(server, call);
  if (object === undefined) return notFound(server, call, 404);
  const after = changed(server, call, object, patchedEnvironment(object.data, call.body, instance, server.switches));
  server.store.put(kind, after);
  return ok({ environment: { ...head(after), values: keptValues(after.data['values']), uid: uidOf(after) } });
}

function erase(server: ServerState, call: Call): Reply {
  const object = find(server, call);
  if (object === undefined) return notFound(server, call, 404);
  remove(server, object.id);
  return ok({ environment: { id: object.id, uid: uidOf(object) } });
}

function remove(server: ServerState, id: string): void {
  server.store.remove(kind, id, server.clock.nowMs());
}

function find(server: ServerState, call: Call): Stored | undefined {
  return server.store.get(kind, idInPath(call.params['environmentId'], server.switches));
}

function written(server: ServerState, sent: JsonObject, name: Json): JsonObject {
  return { name, values: grownValues(sent['values'], server.switches) };
}

function head(object: Stored): JsonObject {
  return {
    id: object.id,
    name: object.data['name'],
    owner: String(object.owner),
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
    values: shownValues(object.data['values']),
  };
}

function pathOf(call: Call): string {
  return `/environments/${call.params['environmentId'] ?? ''}`;
}

function brief(object: Stored): JsonObject {
  return { id: object.id, name: object.data['name'], uid: uidOf(object) };
}

/** OpenAPI 1.45.0, environments404Error (switch environmentMissing). */
function notFound(server: ServerState, call: Call, status: 400 | 404): Reply {
  const wording = server.switches.environmentMissing;
  if (wording === 'problem') {
    return { ...problem(404, 'not-found', 'Not Found', 'Not Found', pathOf(call)), status };
  }
  const message =
    wording === 'specified'
      ? 'The specified environment does not exist.'
      : 'We could not find the environment you are looking for';
  return refusal(status, 'instanceNotFoundError', message);
}

/** OpenAPI 1.45.0, environments403Error: of a patch alone. */
function forbidden(call: Call): Reply {
  return forbiddenProblem('Forbidden', pathOf(call));
}

const noName = malformed('environment', ["environment: must have required property 'name'"]);
const noEnvironment = malformed('environment', [": must have required property 'environment'"]);

function settleEdit(server: ServerState, { object }: { object: Stored }): Stored {
  const name = object.data['name'];
  if (typeof name !== 'string') throw new Refused(noName);
  return { ...object, data: written(server, object.data, name) };
}

export const environmentKind: EmulatedKind = {
  name: kind,
  create,
  remove,
  settleEdit,
  operations: {
    getEnvironments: list,
    createEnvironment: { handle: create, body: environmentBody },
    getEnvironment: read,
    putEnvironment: { handle: replace, body: environmentBody },
    patchEnvironment: { handle: patch, body: environmentBody, forbidden },
    deleteEnvironment: erase,
  },
};
