// Words the refusals that operations of a workspace share, all of them problem+json.
import { forbiddenProblem, problem, Refused, type Reply } from '../../reply/replies.ts';
import { levelIn } from '../../world/access.ts';
import type { Call, ServerState } from '../../world/state.ts';
import type { Stored } from '../../world/store.ts';

/** OpenAPI 1.45.0, workspaceCommon404Error and transferWorkspaceElement404Error. */
export const noSuchWorkspace = problem(404, 'not-found', 'Not Found', 'Workspace not found');

/** OpenAPI 1.45.0, common403Error "No Permissions for Workspace". */
export const noAccess = forbiddenProblem('You do not have access to this workspace.');

/** OpenAPI 1.45.0, common403Error "Permission Denied". */
export const permissionDenied = problem(
  403,
  'forbidden',
  'Permission denied',
  'You do not have permission to perform this action.',
);

/** OpenAPI 1.45.0, common400Error "Invalid Cursor". */
export const badCursor = problem(400, 'bad-request', 'Malformed request', 'Invalid cursor');

/** The workspace of the path. Throws Refused: 404 (`missing`) when there is none, 403 when the user's role is too low. */
export function workspaceOf(
  server: ServerState,
  call: Call,
  needed: 1 | 2 | 3,
  missing: Reply = noSuchWorkspace,
): Stored {
  const workspace = server.store.get('workspace', call.params['workspaceId'] ?? '');
  if (workspace === undefined) throw new Refused(missing);
  const level = levelIn(server.store, call.actor.id, workspace.id);
  if (level >= needed) return workspace;
  throw new Refused(level === 0 ? noAccess : permissionDenied);
}
