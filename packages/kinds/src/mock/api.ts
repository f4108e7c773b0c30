// A mock server's calls (Postman OpenAPI 1.45.0). Paths take the bare id.
import type { Kind } from '@postform/engine';
import { crudApi } from '../kind-tools/crud.ts';

export const mockRoutes: Kind['routes'] = {
  list: { operation: 'getMocks', method: 'GET', path: '/mocks' },
  read: { operation: 'getMock', method: 'GET', path: '/mocks/{id}' },
  create: { operation: 'createMock', method: 'POST', path: '/mocks' },
  update: { operation: 'updateMock', method: 'PUT', path: '/mocks/{id}' },
  delete: { operation: 'deleteMock', method: 'DELETE', path: '/mocks/{id}' },
};

/** The list has no pages and holds whole objects, but only active ones: deactivated mocks are in the workspace index. */
export const mockApi = crudApi({ routes: mockRoutes, envelope: 'mock', list: 'mocks', whole: true });
