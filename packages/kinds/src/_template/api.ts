// A thing's calls. Paths take the bare id.
import type { Kind } from '@postform/engine';
import { crudApi } from '../kind-tools/crud.ts';

/** `operation` is Postman's operationId; `packages/emulator/src/api/operations.ts` lists all of them. */
export const thingRoutes: Kind['routes'] = {
  list: { operation: 'getThings', method: 'GET', path: '/things' },
  read: { operation: 'getThing', method: 'GET', path: '/things/{id}' },
  create: { operation: 'createThing', method: 'POST', path: '/things' },
  update: { operation: 'updateThing', method: 'PUT', path: '/things/{id}' },
  delete: { operation: 'deleteThing', method: 'DELETE', path: '/things/{id}' },
};

export const thingApi = crudApi({ routes: thingRoutes, envelope: 'thing', list: 'things', whole: false });
