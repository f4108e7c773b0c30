// Decides who may view and who may edit a collection.
import { type Json, type JsonObject, objectsIn } from '../../json/json.ts';
import type { ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';
import { groups, team, type User } from '../../world/team.ts';

/** One record per collection whose roles were written, under the collection's id. */
export const rolesKind = 'collection-roles';

export const holders = ['user', 'group', 'team'] as const;

/** A role of a user, a group or a team. */
export interface Grant {
  readonly id: number;
  readonly role: string;
}

/**
 * All roles of a collection. Until somebody writes them, its owner and the team are editors: what the roles are at
 * first is not documented, and a team workspace lets its members edit.
 */
export function rolesOf(server: ServerState, collection: Stored): Readonly<Record<(typeof holders)[number], Grant[]>> {
  const written: JsonObject = server.store.get(rolesKind, collection.id)?.data ?? {
    user: [{ role: 'EDITOR', id: collection.owner }],
    team: [{ role: 'EDITOR', id: team.id }],
  };
  return { group: grants(written['group']), team: grants(written['team']), user: grants(written['user']) };
}

function grants(list: Json | undefined): Grant[] {
  const shown = objectsIn(list);
  return shown.map(({ id, role }: JsonObject) => ({ role: String(role), id: Number(id) }));
}

/** A role of the user's own wins over that of a group, and that over the team's; the owner may always edit. */
export function mayEdit(server: ServerState, collection: Stored, user: User): boolean {
  if (user.id === collection.owner) return true;
  const roles = rolesOf(server, collection);
  const own = groups.filter(({ members }) => members.includes(user.id)).map(({ id }) => id);
  const grant =
    roles.user.find(({ id }) => id === user.id) ??
    roles.group.find(({ id }) => own.includes(id)) ??
    roles.team.find(({ id }) => id === team.id);
  return grant === undefined || grant.role === 'EDITOR';
}
