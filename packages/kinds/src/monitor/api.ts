// Room: a monitor's calls (Postman OpenAPI 1.45.0). Paths take the bare id.
import { isObject, type Kind, type KindApi, type Listed, type Reply, type Send } from '@postform/engine';
import { crud } from '../kind-tools/crud.ts';
import { replyLacks } from '../kind-tools/errors.ts';
import { listedIn, listIn, onceEach, textAt } from '../kind-tools/reply.ts';

export const routes: Kind['routes'] = {
  list: { operation: 'getMonitors', method: 'GET', path: '/monitors' },
  read: { operation: 'getMonitor', method: 'GET', path: '/monitors/{id}' },
  create: { operation: 'createMonitor', method: 'POST', path: '/monitors' },
  update: { operation: 'updateMonitor', method: 'PUT', path: '/monitors/{id}' },
  delete: { operation: 'deleteMonitor', method: 'DELETE', path: '/monitors/{id}' },
};

/** The most that one page may hold; more is answered 400 "Query param limit cannot exceed 25." */
export const pageSize = 25;

/**
 * The list comes in pages. It is never filtered by `active`: the documents contradict each other on what that returns.
 * A cursor that comes back a second time ends the list as unreadable, rather than spending calls for ever.
 */
export function api(send: Send): KindApi {
  return {
    ...crud(send, routes, { envelope: 'monitor', whole: false }),
    async list(scope) {
      const query = { workspace: scope.workspace, limit: String(pageSize) };
      const found: Listed[] = [];
      const seen = new Set<string>();
      for (let cursor: string | undefined; ; ) {
        const reply = await send({ route: routes.list, query: cursor === undefined ? query : { ...query, cursor } });
        found.push(...listIn(reply, routes.list, 'monitors').map((entry) => listedIn(entry, routes.list)));
        cursor = nextCursor(reply);
        if (cursor === undefined) return onceEach(found, routes.list);
        if (seen.has(cursor)) throw replyLacks(routes.list, 'a new cursor: the same page was offered twice');
        seen.add(cursor);
      }
    },
  };
}

/** On the last page "", null or nothing at all. */
function nextCursor(reply: Reply): string | undefined {
  const meta = isObject(reply.body) ? reply.body['meta'] : undefined;
  const cursor = isObject(meta) ? textAt(meta, 'nextCursor') : undefined;
  return cursor === '' ? undefined : cursor;
}
