// Plays the global variables of a workspace: read and replace.

import type { Resource } from '../../api/route.ts';
import { bodyOf, removedWith } from '../../api/steps.ts';
import { isArray, isObject, type Json, type JsonObject, pick } from '../../json/json.ts';
import { badRequestProblem, ok, Refused, type Reply } from '../../reply/replies.ts';
import { type Call, newObject, type ServerState } from '../../world/state.ts';
import { workspaceOf } from '../workspace/wording.ts';

/** One record per workspace, under the workspace's id. */
const kind = 'workspace-globals';
const longestDescription = 512;

/** OpenAPI 1.45.0, getWorkspaceGlobalVariables: not wrapped, secrets in plain text. */
function read(server: ServerState, call: Call): Reply {
  const { id } = workspaceOf(server, call, 1);
  return ok({ values: server.store.get(kind, id)?.data['values'] ?? [] });
}

/** Replaces all of them (OpenAPI 1.45.0, updateWorkspaceGlobalVariables). */
function replace(server: ServerState, call: Call): Reply {
  const { id } = workspaceOf(server, call, 2);
  const sent = bodyOf(call)['values'] ?? [];
  if (!isArray(sent)) throw wrong('values: must be array');
  const values = sent.map((value, at) => grown(value, `values.${at}`, server));
  server.store.put(kind, { ...newObject(server, call, id, { values }), id });
  return ok({ values });
}

function grown(sent: Json, place: string, { switches }: ServerState): JsonObject {
  if (!isObject(sent)) throw wrong(`${place}: must be object`);
  const { key, value = '', type = 'default', enabled = true, description } = sent;
  if (typeof key !== 'string') throw wrong(`${place}.key: must be string`);
  if (typeof value !== 'string') throw wrong(`${place}.value: must be string`);
  if (typeof enabled !== 'boolean') throw wrong(`${place}.enabled: must be boolean`);
  if (typeof description === 'string' && description.length > longestDescription) {
    throw wrong(`${place}.description: must NOT have more than ${longestDescription} characters`);
  }
  const isKnown = type === 'default' || type === 'secret';
  if (!isKnown && switches.environmentUnknownTypes === 'refuse') {
    throw wrong(`${place}.type: must be equal to one of the allowed values`);
  }
  const keptType = isKnown || switches.environmentUnknownTypes === 'echo' ? type : 'default';
  return { key, type: keptType, value, enabled, ...pick(sent, ['description']) };
}

/** Only 200 and 500 are documented; the refusals are worded like those of the neighbours. */
function wrong(detail: string): Refused {
  return new Refused(badRequestProblem(detail));
}

export const globalVariables: Resource = {
  operations: {
    getWorkspaceGlobalVariables: read,
    updateWorkspaceGlobalVariables: replace,
  },
  afterRemove: removedWith('workspace', kind),
};
