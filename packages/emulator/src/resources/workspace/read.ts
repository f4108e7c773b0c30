// Shows a workspace in a list, and whole with the names of all it holds.

import type { JsonObject } from '../../json/json.ts';
import { iso } from '../../seams/clock.ts';
import { listedIn, type ServerState, uidOf } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { scimIdOf, team } from '../../world/team.ts';
import { nameOf } from '../collection/read.ts';
import { isDeactivated } from '../mock/read.ts';
import { isMonitorDeactivated } from '../monitor/state.ts';

/** An item of `GET /workspaces` (Postman OpenAPI 1.45.0, getWorkspaces); no description. */
export function workspaceInList(object: Stored, include: ReadonlySet<string>): JsonObject {
  const { name, type, visibility, about } = object.data;
  return {
    id: object.id,
    name,
    type,
    visibility,
    createdBy: String(object.owner),
    about: about ?? '',
    ...(include.has('scim') ? { scim: { createdBy: scimIdOf(object.owner) } } : {}),
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
  };
}

/**
 * The whole workspace (OpenAPI 1.45.0, getWorkspace). The element arrays are not paginated, carry no times, and lag like
 * every list; deactivated mocks come with `include=mocks:deactivated` only.
 */
export function workspaceInFull(server: ServerState, object: Stored, include: ReadonlySet<string>): JsonObject {
  const { name, type, visibility, about, description } = object.data;
  const scim = { createdBy: scimIdOf(object.owner), updatedBy: scimIdOf(object.updatedBy) };
  const elements = (kind: string) => listedIn(server, kind, object.id);
  const mocks = elements('mock').map((mock) => ({ ...element(mock), deactivated: isDeactivated(server, mock) }));
  return {
    id: object.id,
    name,
    type,
    description: description ?? '',
    visibility,
    createdBy: String(object.owner),
    updatedBy: String(object.updatedBy),
    createdAt: iso(object.createdAtMs),
    updatedAt: iso(object.updatedAtMs),
    about: about ?? '',
    ...(include.has('team') ? teamField(server, object) : {}),
    collections: elements('collection').map((one) => ({ ...element(one), name: nameOf(one) })),
    environments: elements('environment').map(element),
    mocks: mocks.filter((mock) => !mock.deactivated || include.has('mocks:deactivated')),
    monitors: elements('monitor').map((one) => ({ ...element(one), deactivated: isMonitorDeactivated(server, one) })),
    apis: [],
    specs: [],
    ...(include.has('scim') ? { scim } : {}),
  };
}

function element(object: Stored): JsonObject {
  return { id: object.id, name: object.data['name'], uid: uidOf(object) };
}

/** A workspace without a team: switch workspaceNoTeam. */
function teamField({ switches }: ServerState, { data }: Stored): JsonObject {
  const name = switches.workspaceTeamField === 'team' ? 'team' : 'teamId';
  if (data['type'] !== 'personal') return { [name]: data['teamId'] ?? String(team.id) };
  return switches.workspaceNoTeam === 'null' ? { [name]: null } : {};
}
