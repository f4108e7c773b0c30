// Stops a call on an element of a workspace where the role of its user does not reach that far.

import { forbidden, type Reply } from '../reply/replies.ts';
import { bareId } from '../seams/ids.ts';
import { levelIn } from '../world/access.ts';
import type { Call, ServerState } from '../world/state.ts';
import type { Route } from './route.ts';

const elementKinds: Readonly<Record<string, string>> = {
  collections: 'collection',
  environments: 'environment',
  monitors: 'monitor',
  mocks: 'mock',
};

/** These copy or discuss an element, for which seeing it is enough. */
const readingOperations = new Set(['forkEnvironment', 'duplicateCollection', 'createCollectionPullRequest']);

/**
 * The route behind its guard: reading an element takes a Viewer of its workspace, changing one or making one with
 * `?workspace=` an Editor; else 403 forbiddenError (OpenAPI 1.45.0, common403Error "No Permissions", declared for most
 * writes and here answered by all). Workspace routes know their own envelopes and are let through.
 */
export function guarded(route: Route): Route {
  const { handle, handleLater } = route;
  const stop = stopOf(route);
  return {
    ...route,
    handle: (server, call) => stop(server, call) ?? handle(server, call),
    ...(handleLater === undefined
      ? {}
      : { handleLater: async (server: ServerState, call: Call) => stop(server, call) ?? handleLater(server, call) }),
  };
}

/** Notes who acts, and refuses. */
function stopOf({
  method,
  path,
  operation,
  forbidden: refused = forbidden,
}: Route): (server: ServerState, call: Call) => Reply | undefined {
  const [, first = '', second = ''] = path.split('/');
  const kind = elementKinds[first];
  const param = second.startsWith(':') ? second.slice(1) : undefined;
  const isRead = method === 'GET' || readingOperations.has(operation);
  const no = (call: Call): Reply => (typeof refused === 'function' ? refused(call) : refused);
  return (server, call) => {
    server.acting = call.actor.id;
    if (kind === undefined) return undefined;
    const needed = isRead ? 1 : 2;
    const element = param === undefined ? undefined : server.store.get(kind, bareId(call.params[param] ?? ''));
    if (element !== undefined && levelIn(server.store, call.actor.id, element.workspace) < needed) return no(call);
    const target = method === 'GET' ? undefined : call.query['workspace'];
    return target !== undefined && levelIn(server.store, call.actor.id, target) < 2 ? no(call) : undefined;
  };
}
