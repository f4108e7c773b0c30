// The monitor kind: lists, reads, creates, updates and deletes monitors.
import { badRequest, ok, paramMissing, Refused, type Reply, refusal } from '../api/errors.ts';
import { type EmulatedKind, smallBody } from '../api/route.ts';
import { bodyOf, needWorkspace } from '../api/steps.ts';
import { isObject, type Json, type JsonObject } from '../json/json.ts';
import { monitorInFull, monitorInList } from '../shapes/monitor-read.ts';
import { monitorProperties, requireMonitorParameters } from '../shapes/monitor-write.ts';
import { bareId } from '../world/ids.ts';
import { requireCollection, requireEnvironment } from '../world/references.ts';
import type { Stored } from '../world/store.ts';
import { type Call, changed, listedIn, newObject, uidOf, type World } from '../world/world.ts';

const kind = 'monitor';
const pageSize = 25;

/** OpenAPI 1.45.0, getMonitors: pages of at most 25, which is also the default; the last `nextCursor` is "". */
function list(world: World, call: Call): Reply {
  const { workspace, active, owner, collectionUid, environmentUid, cursor, limit } = call.query;
  const size = Number(limit ?? pageSize);
  if (workspace !== undefined && workspace.length !== 36) {
    return badRequest(`Workspace ID must be 36 characters (${workspace.length}).`);
  }
  if (active !== undefined && active !== 'true' && active !== 'false') return badRequest('Active must be a boolean.');
  if (owner !== undefined && !/^\d+$/.test(owner)) return badRequest('Owner user ID must be an integer.');
  if (!(size <= pageSize)) return badRequest(`Query param limit cannot exceed ${pageSize}.`);
  if (!Number.isInteger(size) || size < 1) return badRequest('Query param limit must be a positive integer.');
  const from = cursor === undefined || cursor === '' ? 0 : fromCursor(cursor);
  if (from === undefined) return badRequest('Invalid cursor query parameter passed.');
  const found = listedIn(world, kind, workspace)
    .filter((one) => active === undefined || String(one.data['active']) === active)
    .filter((one) => owner === undefined || String(one.owner) === owner)
    .filter((one) => collectionUid === undefined || one.data['collection'] === collectionUid)
    .filter((one) => environmentUid === undefined || one.data['environment'] === environmentUid);
  const end = from + size;
  return ok({
    monitors: found.slice(from, end).map(monitorInList),
    meta: { nextCursor: end < found.length ? toCursor(end) : '', limit: size },
  });
}

function toCursor(place: number): string {
  return Buffer.from(`after:${place}`).toString('base64url');
}

function fromCursor(cursor: string): number | undefined {
  const match = /^after:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString());
  return match === null ? undefined : Number(match[1]);
}

function read(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound;
  return ok({ monitor: monitorInFull(object, world.switches, world.clock.nowMs()) });
}

function create(world: World, call: Call): Reply {
  const workspace = needWorkspace(world, call);
  const sent = bodyOf(call)['monitor'];
  if (!isObject(sent)) return paramMissing('monitor');
  requireMonitorParameters(sent);
  requireCollection(world, sent['collection']);
  if (sent['environment'] !== undefined) requireEnvironment(world, sent['environment']);
  const { collection, environment } = sent;
  const properties = monitorProperties(sent, world.switches);
  const object = newObject(world, call, workspace, {
    active: true,
    ...properties,
    collection,
    ...(environment === undefined ? {} : { environment }),
    jobId: world.ids.next(),
  });
  world.store.put(kind, object);
  return ok({ monitor: brief(object) });
}

/** Partial (OpenAPI 1.45.0, updateMonitor). Collection and environment cannot be updated, whatever their value. */
function update(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound;
  const sent = bodyOf(call)['monitor'];
  if (!isObject(sent)) return paramMissing('monitor');
  const fixed = ['collection', 'environment'].filter((name) => sent[name] !== undefined);
  if (fixed.length > 0) {
    const message = 'The specified parameter cannot be updated.';
    throw new Refused(refusal(400, 'parameterNotAllowedError', message, { param: fixed }));
  }
  const properties = monitorProperties(sent, world.switches);
  const after = changed(world, call, object, merged(object.data, properties, world.switches.monitorPutSubObjects));
  world.store.put(kind, after);
  return ok({ monitor: brief(after) });
}

function merged(before: JsonObject, sent: JsonObject, how: 'merge' | 'replace'): JsonObject {
  const out: Record<string, Json | undefined> = { ...before };
  for (const [name, value] of Object.entries(sent)) {
    const old = before[name];
    out[name] = how === 'merge' && isObject(old) && isObject(value) ? { ...old, ...value } : value;
  }
  return out;
}

function erase(world: World, call: Call): Reply {
  const object = find(world, call);
  if (object === undefined) return notFound;
  remove(world, object.id);
  return ok({ monitor: { id: object.id, uid: uidOf(object) } });
}

function remove(world: World, id: string): void {
  world.store.remove(kind, id, world.clock.nowMs());
}

function find(world: World, call: Call): Stored | undefined {
  return world.store.get(kind, bareId(call.params['monitorId'] ?? ''));
}

function brief(object: Stored): JsonObject {
  return { id: object.id, name: object.data['name'], active: object.data['active'], uid: uidOf(object) };
}

const notFound = refusal(404, 'instanceNotFoundError', 'The specified monitor does not exist.');

const one = '/monitors/:monitorId';
const body = smallBody;

export const monitorKind: EmulatedKind = {
  name: kind,
  create,
  remove,
  routes: [
    { method: 'GET', path: '/monitors', operation: 'getMonitors', bucket: 'slow', handle: list },
    { method: 'POST', path: '/monitors', operation: 'createMonitor', bucket: 'slow', body, handle: create },
    { method: 'GET', path: one, operation: 'getMonitor', bucket: 'slow', handle: read },
    { method: 'PUT', path: one, operation: 'updateMonitor', bucket: 'slow', body, handle: update },
    { method: 'DELETE', path: one, operation: 'deleteMonitor', bucket: 'slow', handle: erase },
  ],
};
