// Room: a mock server's calls (Postman OpenAPI 1.45.0). Paths take the bare id.
import type { Kind, KindApi, Send } from '@postform/engine';
import { crud } from '../kind-tools/crud.ts';
import { listedIn, listIn, onceEach } from '../kind-tools/reply.ts';

export const routes: Kind['routes'] = {
  list: { operation: 'getMocks', method: 'GET', path: '/mocks' },
  read: { operation: 'getMock', method: 'GET', path: '/mocks/{id}' },
  create: { operation: 'createMock', method: 'POST', path: '/mocks' },
  update: { operation: 'updateMock', method: 'PUT', path: '/mocks/{id}' },
  delete: { operation: 'deleteMock', method: 'DELETE', path: '/mocks/{id}' },
};

/** The list has no pages and holds whole objects, but only active ones: deactivated mocks are in the workspace index. */
export function api(send: Send): KindApi {
  return {
    ...crud(send, routes, { envelope: 'mock', whole: true }),
    async list(scope) {
      const reply = await send({ route: routes.list, query: { workspace: scope.workspace } });
      const entries = listIn(reply, routes.list, 'mocks');
      return onceEach(
        entries.map((entry) => ({ ...listedIn(entry, routes.list), remote: entry })),
        routes.list,
      );
    },
  };
}
