// The shape of a collection: which keys of a v2.x file are modelled where, and which belong to the server.
/**
 * The spec of a collection, canonical form. Siblings are keyed by name and occurrence, so that leaf pointers are real
 * pointers into the spec:
 *
 *   { name, description?, variables?, variableOrder?, auth?, scripts?, settings?, order, items, extra? }
 *   item:    { type: 'folder', name, description?, variables?, auth?, scripts?, settings?, order, items }
 *          | { type: 'request', name, description?, request, variables?, scripts?, settings?, examples?, exampleOrder? }
 *   request: { line: { method, url }, header?, body?, auth?, description?, proxy?, certificate? }
 *   extra:   keys outside the format, by the pointer of their owner
 *
 * `variableOrder`, `type` and `uncompared` (what is sent as written although nobody compares it) are no leaves.
 */
export const PARTS = {
  info: ['name', 'description', 'schema'],
  collection: ['info', 'item', 'event', 'variable', 'auth', 'protocolProfileBehavior'],
  folder: ['name', 'description', 'variable', 'event', 'item', 'auth', 'protocolProfileBehavior'],
  request: ['name', 'description', 'variable', 'event', 'request', 'response', 'protocolProfileBehavior'],
  call: ['url', 'method', 'header', 'body', 'auth', 'description', 'proxy', 'certificate'],
  event: ['listen', 'script', 'disabled', 'id'],
  script: ['id', 'type', 'exec', 'src', 'name', 'packages', 'requests'],
  example: [
    'name',
    'originalRequest',
    'status',
    'code',
    'header',
    'cookie',
    'body',
    'responseTime',
    'timings',
    '_postman_previewlanguage',
    '_postman_previewtype',
  ],
} as const;

/** What the server adds to a collection's `info` (Postman OpenAPI 1.45.0, getCollection). */
export const SERVER_INFO: readonly string[] = ['_postman_id', 'uid', 'createdAt', 'updatedAt', 'lastUpdatedBy', 'fork'];

/** What the server adds to items and examples (Postman OpenAPI 1.45.0, getCollection). */
export const SERVER_ITEM: readonly string[] = ['id', 'uid', 'createdAt', 'updatedAt'];

/** The `info.schema` that the API documents for writes (Postman OpenAPI 1.45.0, putCollection: the only value). */
export const SCHEMA_URL = 'https://schema.postman.com/json/collection/v2.1.0/collection.json';
