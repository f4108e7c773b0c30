// Checks the filters of the workspace list, and the types a workspace may have and turn into.

import type { Json, JsonObject } from '../../json/json.ts';
import { forbidden, Refused, type Reply, refusal } from '../../reply/replies.ts';
import type { Switches } from '../../switches/switches.ts';

const visibilities = ['personal', 'private', 'team', 'public', 'partner'];

/** What is wrong with the query of `GET /workspaces` (Postman OpenAPI 1.45.0, workspaces400Error), in three envelopes. */
export function workspaceFilterProblem(query: Readonly<Record<string, string | undefined>>): Reply | undefined {
  const { type, elementType, elementId, limit } = query;
  if (type !== undefined && !type.split(',').every((one) => visibilities.includes(one))) return badType;
  if (elementType !== undefined && elementType !== 'collection' && elementType !== 'specification') {
    return bare('elementType must be one of: collection, specification');
  }
  if (elementType !== undefined && elementId === undefined) {
    return bare('elementId is required when elementType is provided');
  }
  if (elementType === undefined && elementId !== undefined) {
    return bare('elementType is required when elementId is provided');
  }
  if (limit === undefined) return undefined;
  const count = Number(limit);
  if (count > 100) return refusal(400, 'badRequestError', 'The limit parameter must not exceed 100.');
  if (!Number.isInteger(count) || count < 1) {
    return refusal(400, 'badRequestError', 'The limit parameter must be a positive integer.');
  }
  return undefined;
}

/**
 * `type` as kept (`personal` or `team`) and `visibility`, which carries the distinction (OpenAPI 1.45.0, getWorkspaces
 * examples). `before` is the visibility of an existing workspace, to which the rules of a turn apply too. Throws
 * Refused: 400 for a type that is none, 403 for one the plan does not have and for a turn that is not supported.
 */
export function typeAndVisibility(type: Json, before: string | undefined, rules: TypeRules): JsonObject {
  if (typeof type !== 'string' || !visibilities.includes(type)) throw new Refused(badType);
  if (before !== undefined && before !== type) checkTurn(before, type, rules);
  if (before !== type && rules.plan === 'free' && (type === 'private' || type === 'partner')) {
    throw new Refused(forbidden);
  }
  return { type: type === 'personal' ? 'personal' : 'team', visibility: type };
}

type TypeRules = Pick<Switches, 'plan' | 'workspaceTeamToPersonal'>;

/** Private to public, public to private and private to personal are not for Free and Solo plans (updateWorkspace). */
const notOnFreePlans = ['private>public', 'public>private', 'private>personal'];

/** OpenAPI 1.45.0, updateWorkspace: its notes, its 403 examples, and `partner` absent from the request schema. */
function checkTurn(before: string, after: string, rules: TypeRules): void {
  if (after === 'partner') throw new Refused(badType);
  if (before === 'public' && after === 'personal') throw new Refused(cannotConvert('from'));
  if (before === 'personal' && after === 'public') throw new Refused(cannotConvert('to'));
  if (rules.plan === 'free' && notOnFreePlans.includes(`${before}>${after}`)) throw new Refused(forbidden);
  const isToPersonal = before !== 'personal' && after === 'personal';
  if (isToPersonal && rules.workspaceTeamToPersonal === 'refuse') throw new Refused(forbidden);
}

function cannotConvert(way: 'from' | 'to'): Reply {
  const message = `Can not convert workspaces ${way} public workspaces for team user. First convert to team.`;
  return refusal(403, 'cannotConvertFromPublicWorkspace', message);
}

const badType: Reply = {
  status: 400,
  body: {
    error: {
      name: 'invalidParamError',
      message: 'visibilityStatus must be one of personal/private/team/public/partner',
    },
    statusCode: 400,
  },
};

function bare(message: string): Reply {
  return { status: 400, body: { name: 'badRequest', message } };
}
