// Makes the data of a workspace from a create or an update, and checks it against the other workspaces.

import { isObject, type Json, type JsonObject, pick } from '../../json/json.ts';
import { invalidParam, Refused, type Reply, refusal } from '../../reply/replies.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { isOutsider, otherTeam, team } from '../../world/team.ts';
import { typeAndVisibility } from './rules.ts';

const texts = ['name', 'description', 'about'];
const hourMs = 3_600_000;

/** The data of a new workspace. Throws Refused (OpenAPI 1.45.0, createWorkspace). */
export function createdWorkspace(server: ServerState, call: Call, sent: Json | undefined): JsonObject {
  if (!isObject(sent)) throw new Refused(missingWorkspace);
  const { name, type, teamId } = sent;
  if (typeof name !== 'string' || name === '') throw new Refused(missing('name'));
  if (type === undefined) throw new Refused(missing('type'));
  const kind = typeAndVisibility(type, undefined, server.switches);
  if (type !== 'personal' && isOutsider(call.actor.id)) throw new Refused(mayNotCreate);
  const texted = { ...textsOf(sent), ...kind };
  return { ...texted, ...teamOf(server, teamId), ...publishing(server, texted, undefined) };
}

/** The data after an update, which is partial despite its PUT. Throws Refused (OpenAPI 1.45.0, updateWorkspace). */
export function updatedWorkspace(server: ServerState, object: Stored, sent: Json | undefined): JsonObject {
  if (!isObject(sent)) throw new Refused(missingWorkspace);
  const { type } = sent;
  const before = String(object.data['visibility']);
  const kind = type === undefined ? {} : typeAndVisibility(type, before, server.switches);
  const data = { ...object.data, ...textsOf(sent), ...kind };
  return { ...data, ...publishing(server, data, object) };
}

function textsOf(sent: JsonObject): JsonObject {
  const wrong = texts.find((name) => sent[name] !== undefined && typeof sent[name] !== 'string');
  if (wrong !== undefined) throw new Refused(invalidParam(wrong));
  return pick(sent, texts);
}

/** With Organizations a team must be named (createWorkspace, notes); without, the name is ignored. */
function teamOf({ switches }: ServerState, teamId: Json | undefined): JsonObject {
  if (!switches.organizations) return {};
  if (teamId === undefined) throw new Refused(missing('teamId'));
  const isKnown = [team.id, otherTeam.id].some((id) => String(id) === teamId);
  if (!isKnown) throw new Refused(mayNotCreate);
  return { teamId };
}

/**
 * When the workspace became public. Names of public workspaces are unique, and only so many may be published an hour
 * (switch publicWorkspacesPerHour): a 400 named rateLimit, not a 429 (OpenAPI 1.45.0, workspacePostPut400Errors).
 */
function publishing(server: ServerState, data: JsonObject, before: Stored | undefined): JsonObject {
  if (data['visibility'] !== 'public') return {};
  const shown = server.store.all('workspace').filter((one) => one.data['visibility'] === 'public');
  if (shown.some((one) => one.id !== before?.id && one.data['name'] === data['name'])) throw new Refused(nameTaken);
  if (before?.data['visibility'] === 'public') return {};
  const nowMs = server.clock.nowMs();
  const recent = shown.filter((one) => Number(one.data['publishedAtMs']) > nowMs - hourMs);
  if (recent.length >= server.switches.publicWorkspacesPerHour) throw new Refused(tooManyPublished);
  return { publishedAtMs: nowMs };
}

function missing(property: string): Reply {
  return refusal(400, 'malformedRequestError', `'${property}' missing in the request`);
}

const missingWorkspace = refusal(400, 'malformedRequestError', "'workspace' object missing in the request");

const nameTaken = refusal(400, 'workspaceSlugNotUniqueError', 'Workspace Slug is not unique in the account context');

const tooManyPublished = refusal(400, 'rateLimit', `team~${team.id}`);

/** OpenAPI 1.45.0, workspace403ErrorUnauthorized. */
const mayNotCreate: Reply = {
  status: 403,
  body: {
    error: {
      status: 403,
      name: 'forbiddenError',
      message: 'You are not authorized to perform this action',
      detail: 'You do not have permission to create team workspaces.',
      instance: '',
    },
  },
};
