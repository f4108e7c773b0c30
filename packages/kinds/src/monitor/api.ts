// A monitor's calls (Postman OpenAPI 1.45.0). Paths take the bare id.

import { isObject, type Kind, type KindApi, type Listed, type Reply, type Send } from '@postform/engine';
import { crudApi } from '../kind-tools/crud.ts';
import { replyLacks } from '../kind-tools/errors.ts';
import { listedIn, listIn, onceEach } from '../kind-tools/reply.ts';
import { textAt } from '../kind-tools/trees.ts';

export const monitorRoutes: Kind['routes'] = {
  list: { operation: 'getMonitors', method: 'GET', path: '/monitors' },
  read: { operation: 'getMonitor', method: 'GET', path: '/monitors/{id}' },
  create: { operation: 'createMonitor', method: 'POST', path: '/monitors' },
  update: { operation: 'updateMonitor', method: 'PUT', path: '/monitors/{id}' },
  delete: { operation: 'deleteMonitor', method: 'DELETE', path: '/monitors/{id}' },
};

/** The most that one page may hold; more is answered 400 "Query param limit cannot exceed 25." */
export const MONITORS_PER_PAGE = 25;

/**
 * The list comes in pages. It is never filtered by `active`: the documents contradict each other on what that returns.
 * A cursor that comes back a second time ends the list as unreadable, rather than spending calls for ever.
 */
export function monitorApi(send: Send): KindApi {
  return {
    ...crudApi({ routes: monitorRoutes, envelope: 'monitor', list: 'monitors', whole: false })(send),
    async list(scope) {
      const query = { workspace: scope.workspace, limit: String(MONITORS_PER_PAGE) };
      const found: Listed[] = [];
      const seen = new Set<string>();
      for (let cursor: string | undefined; ; ) {
        const reply = await send({
          route: monitorRoutes.list,
          query: cursor === undefined ? query : { ...query, cursor },
        });
        found.push(
          ...listIn(reply, monitorRoutes.list, 'monitors').map((entry) => listedIn(entry, monitorRoutes.list)),
        );
        cursor = nextCursor(reply);
        if (cursor === undefined) return onceEach(found, monitorRoutes.list);
        if (seen.has(cursor)) throw replyLacks(monitorRoutes.list, 'a new cursor: the same page was offered twice');
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
