// Tells which part of a body is what, so that habits can tell a header from a variable.
import { isArray, type JsonObject } from '../json/json.ts';

/** `item` is a request with its examples, `request` what it sends; `attribute` is a parameter of auth. */
export type Sort =
  | 'attribute'
  | 'auth'
  | 'body'
  | 'collection'
  | 'config'
  | 'environment'
  | 'event'
  | 'example'
  | 'folder'
  | 'formdata'
  | 'header'
  | 'info'
  | 'item'
  | 'mock'
  | 'monitor'
  | 'query'
  | 'request'
  | 'script'
  | 'url'
  | 'urlencoded'
  | 'value'
  | 'variable';

type Children = Readonly<Record<string, Sort>>;

const owner: Children = { variable: 'variable', event: 'event', auth: 'auth', item: 'item' };

/** The sort below a key, be it one object or a list of them. `*` stands for all other keys. */
const grammar: Readonly<Partial<Record<Sort, Children>>> = {
  auth: { '*': 'attribute' },
  body: { urlencoded: 'urlencoded', formdata: 'formdata' },
  collection: { ...owner, info: 'info' },
  environment: { values: 'value' },
  event: { script: 'script' },
  example: { header: 'header', originalRequest: 'request' },
  folder: owner,
  item: { ...owner, request: 'request', response: 'example' },
  mock: { config: 'config' },
  request: { url: 'url', auth: 'auth', header: 'header', body: 'body' },
  url: { query: 'query', variable: 'variable' },
};

/** The keys under which replies hold objects, alone or in lists. */
export const envelopes: Children = {
  collection: 'collection',
  environment: 'environment',
  mock: 'mock',
  monitor: 'monitor',
};

/** What lies under `key`; undefined for what nobody takes apart. */
export function sortBelow(sort: Sort | undefined, key: string): Sort | undefined {
  const children = sort === undefined ? undefined : grammar[sort];
  if (children === undefined) return undefined;
  return Object.hasOwn(children, key) ? children[key] : children['*'];
}

/** An item that holds a list of items is a folder. */
export function exactSort(sort: Sort | undefined, node: JsonObject): Sort | undefined {
  return sort === 'item' && isArray(node['item']) ? 'folder' : sort;
}
