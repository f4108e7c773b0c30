// An environment's calls (Postman OpenAPI 1.45.0). Paths take the bare id.
import type { Kind } from '@postform/engine';
import { crudApi } from '../kind-tools/crud.ts';

export const environmentRoutes: Kind['routes'] = {
  list: { operation: 'getEnvironments', method: 'GET', path: '/environments' },
  read: { operation: 'getEnvironment', method: 'GET', path: '/environments/{id}' },
  create: { operation: 'createEnvironment', method: 'POST', path: '/environments' },
  update: { operation: 'putEnvironment', method: 'PUT', path: '/environments/{id}' },
  delete: { operation: 'deleteEnvironment', method: 'DELETE', path: '/environments/{id}' },
};

/** The list has no pages and no mark for forks. */
export const environmentApi = crudApi({
  routes: environmentRoutes,
  envelope: 'environment',
  list: 'environments',
  whole: false,
});
