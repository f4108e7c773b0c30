// Room: the calls that read and write collections (Postman OpenAPI 1.45.0).
import type { Kind } from '@postform/engine';

export const routes: Required<Kind['routes']> = {
  list: { operation: 'getCollections', method: 'GET', path: '/collections' },
  read: { operation: 'getCollection', method: 'GET', path: '/collections/{collectionId}' },
  create: { operation: 'createCollection', method: 'POST', path: '/collections' },
  update: { operation: 'putCollection', method: 'PUT', path: '/collections/{collectionId}' },
  delete: { operation: 'deleteCollection', method: 'DELETE', path: '/collections/{collectionId}' },
  task: { operation: 'getCollectionUpdatesTasks', method: 'GET', path: '/collection-updates-tasks/{taskId}' },
};

/** The official server for agents allows 99 at most; the API document names no bound. */
export const PAGE_SIZE = 99;
