// Plays monitors: list, read, create, update and delete.

import type { EmulatedKind } from '../../api/route.ts';
import { bodyOf, needWorkspace } from '../../api/steps.ts';
import { isObject, type Json, type JsonObject, withoutNulls } from '../../json/json.ts';
import { ok, paramMissing, Refused, type Reply, refusal } from '../../reply/replies.ts';
import { idInPath, isUid } from '../../seams/ids.ts';
import { requireCollection, requireEnvironment } from '../../world/references.ts';
import { type Call, changed, newObject, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { monitorPage, wrongWorkspaceLength } from './list.ts';
import { monitorInFull } from './read.ts';
import { findMonitor, noMonitor } from './state.ts';
import { monitorProperties, monitorSettings, requireMonitorParameters } from './write.ts';

const kind = 'monitor';

function read(server: ServerState, call: Call): Reply {
  const object = findMonitor(server, call);
  if (object === undefined) return noMonitor(server, call);
  return ok({ monitor: monitorInFull(object, server.switches, server.clock.nowMs()) });
}

/** OpenAPI 1.45.0, createMonitor. The workspace id is measured as in the list ("Invalid Workspace ID"). */
function create(server: ServerState, call: Call): Reply {
  const asked = call.query['workspace'];
  if (asked !== undefined && asked.length !== 36) return wrongWorkspaceLength(asked);
  const workspace = needWorkspace(server, call);
  const sent = bodyOf(call)['monitor'];
  if (!isObject(sent)) return paramMissing('monitor');
  requireMonitorParameters(sent, server.switches);
  requireCollection(server, sent['collection']);
  if (sent['environment'] !== undefined) requireUid(server, sent['environment']);
  const { collection, environment } = sent;
  const properties = monitorSettings(sent, server.switches);
  const object = newObject(server, call, workspace, {
    active: true,
    ...properties,
    collection,
    ...(environment === undefined ? {} : { environment }),
    jobId: server.ids.next(),
  });
  server.store.put(kind, object);
  return ok({ monitor: brief(object) });
}

/** A bare id has two answers (switch monitorBareEnvironment); everything else is as for mocks. */
function requireUid(server: ServerState, uid: Json): void {
  if (typeof uid === 'string' && !isUid(uid) && server.switches.monitorBareEnvironment === 'invalidUid') {
    const details = { param: 'environment', uid };
    throw new Refused(refusal(400, 'invalidUidError', 'The specified uid is invalid.', details));
  }
  requireEnvironment(server, uid);
}

/**
 * Partial (OpenAPI 1.45.0, updateMonitor). Collection and environment cannot be updated, whatever their value. A schedule
 * that is replaced by one without cron is the "Missing Parameter" of monitors400Errors.
 */
function update(server: ServerState, call: Call): Reply {
  const object = findMonitor(server, call);
  if (object === undefined) return noMonitor(server, call);
  const sent = bodyOf(call)['monitor'];
  if (!isObject(sent)) return paramMissing('monitor');
  const fixed = ['collection', 'environment'].filter((name) => sent[name] !== undefined);
  if (fixed.length > 0) {
    const message = 'The specified parameter cannot be updated.';
    throw new Refused(refusal(400, 'parameterNotAllowedError', message, { param: fixed }));
  }
  const properties = monitorProperties(sent, server.switches);
  const data = merged(object.data, properties, server.switches.monitorPutSubObjects);
  if (isObject(data['schedule']) && data['schedule']['cron'] === undefined) return paramMissing('cron');
  const after = changed(server, call, object, data);
  server.store.put(kind, after);
  return ok({ monitor: brief(after) });
}

/** `null` in `sent` takes a property away, inside a sub-object too. */
function merged(before: JsonObject, sent: JsonObject, how: 'merge' | 'replace'): JsonObject {
  const out: Record<string, Json | undefined> = { ...before };
  for (const [name, value] of Object.entries(sent)) {
    const old = before[name];
    if (value === null) delete out[name];
    else if (!isObject(value)) out[name] = value;
    else out[name] = withoutNulls(how === 'merge' && isObject(old) ? { ...old, ...value } : value);
  }
  return out;
}

/** A missing one: 404 (OpenAPI 1.45.0, deleteMonitor), or the 400 of the 2022 document (switch monitorMissingOnDelete). */
function erase(server: ServerState, call: Call): Reply {
  const object = server.store.get(kind, idInPath(call.params['monitorId'], server.switches));
  if (object === undefined) {
    if (server.switches.monitorMissingOnDelete === 'notFound') return noMonitor(server, call);
    return refusal(400, 'instanceNotFoundError', `JobTemplate ${call.params['monitorId'] ?? ''} does not exist`);
  }
  remove(server, object.id);
  return ok({ monitor: { id: object.id, uid: uidOf(object) } });
}

function remove(server: ServerState, id: string): void {
  server.store.remove(kind, id, server.clock.nowMs());
}

function brief(object: Stored): JsonObject {
  return { id: object.id, name: object.data['name'], active: object.data['active'], uid: uidOf(object) };
}

export const monitorKind: EmulatedKind = {
  name: kind,
  create,
  remove,
  operations: {
    getMonitors: monitorPage,
    createMonitor: create,
    getMonitor: read,
    updateMonitor: update,
    deleteMonitor: erase,
  },
};
