// Lists what a server may write out although nobody sent it, because it means the same as its absence.
import { isObject, type JsonObject } from '../json/json.ts';
import type { Sort } from './grammar.ts';

const owner: JsonObject = { description: '', event: [], variable: [], protocolProfileBehavior: {} };
const parameter: JsonObject = { description: '', disabled: false };

/**
 * Each means what its absence means: `disabled`, `system` and `enabled` are the defaults of the schema v2.1 and of
 * OpenAPI 1.45.0, an empty description describes nothing, an empty list holds nothing, `auth: null` inherits.
 */
const defaults: Readonly<Partial<Record<Sort, JsonObject>>> = {
  collection: { event: [], variable: [], auth: null, protocolProfileBehavior: {} },
  config: { delay: null, serverResponseId: null },
  environment: { values: [] },
  event: { disabled: false },
  example: { header: [], cookie: [], responseTime: null, timings: null },
  folder: { ...owner, auth: null },
  header: { ...parameter, type: 'text' },
  info: { description: '' },
  item: { ...owner, response: [] },
  mock: { environment: '' },
  query: parameter,
  request: { description: '', header: [], auth: null },
  script: { type: 'text/javascript', packages: {}, requests: {} },
  url: { query: [], variable: [] },
  urlencoded: { ...parameter, type: 'text' },
  value: { description: '', secret: false },
  variable: { ...parameter, system: false },
};

const monitorDefaults: JsonObject = {
  notifications: { onError: [], onFailure: [] },
  options: { followRedirects: true, strictSSL: false },
  distribution: [],
};

/** What the node lacks. Only whole objects are filled: a list and the answer to a write hold less on purpose. */
export function missingIn(sort: Sort | undefined, node: JsonObject): JsonObject {
  if (sort === undefined || !isWhole(sort, node)) return {};
  return { ...(sort === 'monitor' ? monitorDefaults : defaults[sort]), ...ofItsValue(sort, node) };
}

function isWhole(sort: Sort, node: JsonObject): boolean {
  if (sort === 'collection') return isObject(node['info']);
  if (sort === 'environment') return node['isPublic'] !== undefined && node['uid'] === undefined;
  if (sort === 'mock') return node['mockUrl'] !== undefined;
  if (sort === 'monitor') return node['schedule'] !== undefined;
  return true;
}

/** Variables and fields of forms that hold text may say that they do; one without a source or file only. */
function ofItsValue(sort: Sort, { value, src, body }: JsonObject): JsonObject {
  if (sort === 'variable' && typeof value === 'string') return { type: 'string' };
  if (sort === 'formdata') return { ...parameter, ...(src === undefined ? { type: 'text' } : {}) };
  if (sort === 'body') return { disabled: false };
  if (sort === 'example' && body === undefined) return { body: null };
  return {};
}
