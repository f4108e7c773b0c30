// Plays the members of the team and its user groups, which are read only.

import type { Resource } from '../../api/route.ts';
import type { JsonObject } from '../../json/json.ts';
import { badRequestProblem, forbiddenProblem, ok, problem, type Reply } from '../../reply/replies.ts';
import type { Call, ServerState } from '../../world/state.ts';
import { type Group, groups, isOutsider, type Member, members, team } from '../../world/team.ts';

/** OpenAPI 1.45.0, getTeamUsers: an unknown group lists as empty, and a filtered list says not when people joined. */
function listUsers(_world: ServerState, call: Call): Reply {
  if (isOutsider(call.actor.id)) return notAuthorized;
  const { groupId } = call.query;
  if (groupId === undefined) return ok({ data: members.map(memberShown) });
  const group = groups.find((one) => String(one.id) === groupId);
  const found = members.filter((one) => group?.members.includes(one.user.id));
  return ok({ data: found.map((one) => ({ ...memberShown(one), joinedAt: undefined })) });
}

function readUser(_world: ServerState, call: Call): Reply {
  const { userId = '' } = call.params;
  if (isOutsider(call.actor.id)) return notAuthorized;
  if (!/^\d+$/.test(userId)) return notANumber;
  const found = members.find((one) => String(one.user.id) === userId);
  return found === undefined ? notFound : ok(memberShown(found));
}

function memberShown({ user, roles, joinedAt }: Member): JsonObject {
  return { id: user.id, name: user.fullName, username: user.username, email: user.email, roles, joinedAt };
}

/** OpenAPI 1.45.0, getGroups: without the managers. */
function listGroups(_world: ServerState, call: Call): Reply {
  return isOutsider(call.actor.id) ? notAuthorized : ok({ data: groups.map(groupShown) });
}

/** Not wrapped (OpenAPI 1.45.0, getGroup). */
function readGroup(_world: ServerState, call: Call): Reply {
  const { groupId = '' } = call.params;
  if (isOutsider(call.actor.id)) return notAuthorized;
  if (!/^\d+$/.test(groupId)) return notANumber;
  const found = groups.find((one) => String(one.id) === groupId);
  return found === undefined ? notFound : ok({ ...groupShown(found), managers: found.managers });
}

function groupShown({ id, name, summary, members: ids, managers, madeAt }: Group): JsonObject {
  const createdBy = managers[0];
  return {
    id,
    teamId: team.id,
    name,
    summary,
    createdBy,
    createdAt: madeAt,
    updatedAt: madeAt,
    members: ids,
    roles: ['user'],
  };
}

/** For guests and partners (OpenAPI 1.45.0, common403Error "Not Authorized"); who is refused is not documented. */
const notAuthorized = forbiddenProblem('You are not authorized to perform this action.');
const notANumber = badRequestProblem('Bad Request');
const notFound = problem(404, 'not-found', 'Not Found', 'The requested resource was not found.');

export const usersAndGroups: Resource = {
  operations: {
    getTeamUsers: listUsers,
    getTeamUser: readUser,
    getGroups: listGroups,
    getGroup: readGroup,
  },
};
