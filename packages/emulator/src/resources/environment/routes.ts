// The environment kind: lists, reads, creates, replaces, patches and deletes environments.

import { type EmulatedKind, environmentBody } from '../../api/route.ts';
import { bodyOf, isPublic, needWorkspace } from '../../api/steps.ts';
import { isObject, type Json, type JsonObject, omit } from '../../json/json.ts';
import { malformed, ok, problem, Refused, type Reply, refusal } from '../../reply/replies.ts';
import { iso } from '../../seams/clock.ts';
import { idInPath, isId, isUid } from '../../seams/ids.ts';
import { type Call, changed, listedIn, newObject, uidOf, type World } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { patchedEnvironment } from './patch.ts';
import { grownValues, keptValues, shownValues } from './values.ts';

const kind = 'environment';

/** OpenAPI 1.45.0, getEnvironments: no pagination, `uid` here and not in the read. */
function list(world: World, call: Call): Reply {
  const found = listedIn(world, kind, call.query['workspace']);
  return ok({
    environments: found.map((object) => ({
      ...omit(head(object), ['values']),
      uid: uidOf(object),
      isPublic: isPublic(world, object),
    })),
  });
}

/** No `uid` (OpenAPI 1.45.0, getEnvironment); a missing one is a 400. */
function read(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(world, call, 400);
  return ok({ environment: { ...head(object), isPublic: isPublic(world, object) } });
}

function create(world: World, call: Call): Reply {
  const workspace = needWorkspace(world, call);
  const sent = bodyOf(call)['environment'];
  if (!isObject(sent)) return noEnvironment;
  if (typeof sent['name'] !== 'string') return noName;
  const object = newObject(world, call, workspace, written(world, sent, sent['name']));
  world.store.put(kind, object);
  return ok({ environment: brief(object) });
}

/** Replaces all values; that a missing environment answers 404 is inferred (OpenAPI 1.45.0 declares nothing for PUT). */
function replace(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(world, call, 404);
  const sent = bodyOf(call)['environment'];
  if (!isObject(sent)) return noEnvironment;
  const { name } = sent;
  if (name === undefined ? world.switches.environmentPutRequiresName : typeof name !== 'string') return noName;
  const after = changed(world, call, object, written(world, sent, name ?? object.data['name'] ?? ''));
  world.store.put(kind, after);
  return ok({ environment: brief(after) });
}

/** The reply carries the uid and the values, those of a vault with `value` "" (OpenAPI 1.45.0, patchEnvironment). */
function patch(world: World, call: Call): Reply {
  const asked = call.params['environmentId'] ?? '';
  const instance = pathOf(call);
  if (!isId(asked) && !isUid(asked)) {
    return problem(400, 'bad-request', 'Bad Request', 'Invalid Environment ID', instance);
  }
  const object = find(world, call);
  if (object === undefined) return notFound(world, call, 404);
  const after = changed(world, call, object, patchedEnvironment(object.data, call.body, instance, world.switches));
  world.store.put(kind, after);
  return ok({ environment: { ...head(after), values: keptValues(after.data['values']), uid: uidOf(after) } });
}

function erase(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound(world, call, 404);
  remove(world, object.id);
  return ok({ environment: { id: object.id, uid: uidOf(object) } });
}

function remove(world: World, id: string): void {
  world.store.remove(kind, id, world.clock.nowMs());
}

function find(world: World, call: Call): Stored | undefined {
  return world.store.get(kind, idInPath(call.params['environmentId'], world.switches));
}

function written(world: World, sent: JsonObject, name: Json): JsonObject {
  return { name, values: grownValues(sent['values'], world.switches) };
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
function notFound(world: World, call: Call, status: 400 | 404): Reply {
  const wording = world.switches.environmentMissing;
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
  return problem(403, 'forbidden', 'Forbidden', 'Forbidden', pathOf(call));
}

const noName = malformed('environment', ["environment: must have required property 'name'"]);
const noEnvironment = malformed('environment', [": must have required property 'environment'"]);

function settleEdit(world: World, { object }: { object: Stored }): Stored {
  const name = object.data['name'];
  if (typeof name !== 'string') throw new Refused(noName);
  return { ...object, data: written(world, object.data, name) };
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
