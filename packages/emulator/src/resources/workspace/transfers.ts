// Plays transfers: an element to another workspace, and a workspace to another team.

import type { Resource } from '../../api/route.ts';
import { bodyOf } from '../../api/steps.ts';
import { wordOf } from '../../json/json.ts';
import { badRequestProblem, forbiddenProblem, ok, problem, type Reply } from '../../reply/replies.ts';
import { bareId } from '../../seams/ids.ts';
import { levelIn } from '../../world/access.ts';
import { type Call, changed, type ServerState } from '../../world/state.ts';
import { otherTeam, team } from '../../world/team.ts';
import { noAccess, noSuchWorkspace } from './wording.ts';

/** Types Postman takes; `api` and `flow` the emulator keeps none of (OpenAPI 1.45.0, transferWorkspaceElement). */
const elementTypes = ['collection', 'environment', 'api', 'flow', 'mock', 'monitor'];

/** By id or uid, which the reply repeats. Monitors and mocks of the element stay where they are. */
function transferElement(server: ServerState, call: Call): Reply {
  const { id, type, to } = bodyOf(call);
  for (const [name, value] of Object.entries({ id, type, to })) {
    if (value === undefined) return badRequestProblem(`The '${name}' property is required`);
  }
  if (!elementTypes.includes(wordOf(type))) return badRequestProblem('element type is not register or is falsy');
  const source = server.store.get('workspace', call.params['workspaceId'] ?? '');
  const target = server.store.get('workspace', wordOf(to));
  if (source === undefined || target === undefined) return noSuchWorkspace;
  const mayMove = [source, target].every((one) => levelIn(server.store, call.actor.id, one.id) >= 2);
  if (!mayMove) return forbiddenTransfer;
  if (source.data['type'] !== 'personal' && target.data['type'] === 'personal') {
    return badRequestProblem('Cannot move elements from team level workspace to personal');
  }
  const element = server.store.get(wordOf(type), bareId(wordOf(id)));
  if (element?.workspace !== source.id) return notFound;
  server.store.put(wordOf(type), { ...element, workspace: target.id });
  return ok({ workspace: { 'element-transfers': { to: target.id, from: source.id, id, type } } });
}

/** With Organizations only (OpenAPI 1.45.0, transferWorkspaceToTeam): team ids as text. */
function transferWorkspace(server: ServerState, call: Call): Reply {
  const { source, destination } = bodyOf(call);
  for (const [name, value] of Object.entries({ source, destination })) {
    if (value !== undefined) continue;
    return plain(problem(400, 'bad-request', 'Invalid Request Body', `The '${name}' property is required`));
  }
  const workspace = server.store.get('workspace', call.params['workspaceId'] ?? '');
  if (workspace === undefined) return plain(notFound);
  if (!server.switches.organizations || levelIn(server.store, call.actor.id, workspace.id) < 3) return plain(noAccess);
  const holder = workspace.data['teamId'] ?? wordOf(team.id);
  const isKnown = [team.id, otherTeam.id].some((id) => wordOf(id) === destination);
  if (source !== holder || !isKnown) return plain(notFound);
  server.store.put('workspace', changed(server, call, workspace, { ...workspace.data, teamId: destination }));
  return ok({ workspace: { transfer: { id: workspace.id, source, destination } } });
}

/** The same body as plain JSON, as the document shows it for this operation. */
function plain({ status, body }: Reply): Reply {
  return { status, body };
}

/** OpenAPI 1.45.0, transferWorkspaceToTeam401Error. */
function unauthenticated(): Reply {
  return plain(problem(401, 'unauthorized', 'Unauthorized', 'Unauthorized'));
}

const forbiddenTransfer = forbiddenProblem('Forbidden');
const notFound = problem(404, 'not-found', 'Not Found', 'The requested resource was not found.');

export const workspaceTransfers: Resource = {
  operations: {
    transferWorkspaceElement: transferElement,
    transferWorkspaceToTeam: { handle: transferWorkspace, unauthenticated },
  },
};
