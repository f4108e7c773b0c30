// Words the two refusals that Postman words in several ways, as the switches say.

import type { Switches } from '../switches/switches.ts';
import { forbidden, problem, type Reply, unauthenticated } from './replies.ts';

/** OpenAPI 1.45.0, common401Error. */
const unauthenticatedBodies: Readonly<Record<Switches['unauthenticatedBody'], Reply>> = {
  AuthenticationError: unauthenticated,
  unauthorized: problem(401, 'unauthorized', 'Unauthorized', 'Unauthorized'),
  header: problem(401, 'unauthorized', 'Unauthorized', 'A valid API key must be provided in the request header.'),
  headerOrQuery: problem(
    401,
    'unauthorized',
    'Unauthorized',
    'An API key must be provided in the request header or query string',
  ),
  notAuthorized: problem(401, 'unauthorized', 'Unauthorized', 'You are not authorized to perform this action.'),
};

const no = (detail: string, title = 'Forbidden'): Reply => problem(403, 'forbidden', title, detail);

/** OpenAPI 1.45.0, common403Error. */
const forbiddenBodies: Readonly<Record<Switches['forbiddenBody'], Reply>> = {
  forbiddenError: forbidden,
  forbidden: no('Forbidden'),
  inadequate: no('Inadequate permissions. Resource access forbidden.', 'Resource cannot be accessed'),
  workspace: no('You do not have access to this workspace.'),
  notAuthorized: no('You are not authorized to perform this action.'),
  resource: no('You do not have access to the requested resource.'),
  permission: no('You do not have permission to perform this action.', 'Permission denied'),
  region: no("This feature isn't available in your region."),
};

/** The reply itself, unless it is one of the two that operations without words of their own give. */
export function worded(reply: Reply, switches: Switches): Reply {
  if (reply === unauthenticated) return unauthenticatedBodies[switches.unauthenticatedBody];
  return reply === forbidden ? forbiddenBodies[switches.forbiddenBody] : reply;
}
