// Room: an environment's calls (Postman OpenAPI 1.45.0). Paths take the bare id.
import type { Kind, KindApi, Send } from '@postform/engine';
import { crud } from '../kind-tools/crud.ts';
import { listedIn, listIn, onceEach } from '../kind-tools/reply.ts';

export const routes: Kind['routes'] = {
  list: { operation: 'getEnvironments', method: 'GET', path: '/environments' },
  read: { operation: 'getEnvironment', method: 'GET', path: '/environments/{id}' },
  create: { operation: 'createEnvironment', method: 'POST', path: '/environments' },
  update: { operation: 'putEnvironment', method: 'PUT', path: '/environments/{id}' },
  delete: { operation: 'deleteEnvironment', method: 'DELETE', path: '/environments/{id}' },
};

/** The list has no pages and no mark for forks. */
export function api(send: Send): KindApi {
  return {
    ...crud(send, routes, { envelope: 'environment', whole: false }),
    async list(scope) {
      const reply = await send({ route: routes.list, query: { workspace: scope.workspace } });
      const entries = listIn(reply, routes.list, 'environments').map((entry) => listedIn(entry, routes.list));
      return onceEach(entries, routes.list);
    },
  };
}
