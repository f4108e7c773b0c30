// The workspace rules room: which filters a list takes, and which types a workspace may have and turn into.
import { Refused, type Reply, refusal } from '../api/errors.ts';
import type { Json, JsonObject } from '../json/json.ts';

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
 * examples). `before` is the visibility of an existing workspace. Throws Refused: 400 for a type that is none, 403
 * cannotConvertFromPublicWorkspace for the two turns the document shows.
 */
export function typeAndVisibility(type: Json, before: string | undefined): JsonObject {
  if (typeof type !== 'string' || !visibilities.includes(type)) throw new Refused(badType);
  if (before === 'public' && type === 'personal') throw new Refused(cannotConvert('from'));
  if (before === 'personal' && type === 'public') throw new Refused(cannotConvert('to'));
  return { type: type === 'personal' ? 'personal' : 'team', visibility: type };
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
