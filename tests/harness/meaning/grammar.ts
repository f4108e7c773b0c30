// Describes what a collection or an environment is made of, node by node (Postman collection format v2.0 and v2.1).
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** What a node is. `folder` is an item that holds items, `attribute` one parameter of auth, `value` one of an environment. */
export type Sort =
  | 'attribute'
  | 'auth'
  | 'body'
  | 'collection'
  | 'cookie'
  | 'description'
  | 'environment'
  | 'event'
  | 'example'
  | 'folder'
  | 'formdata'
  | 'header'
  | 'info'
  | 'item'
  | 'query'
  | 'request'
  | 'script'
  | 'settings'
  | 'url'
  | 'urlencoded'
  | 'value'
  | 'variable';

/** The sort of the node under a key, in brackets where the key holds a list of them. `*` stands for all other keys. */
type Children = Readonly<Record<string, Sort | readonly [Sort]>>;

const owner = {
  description: 'description',
  variable: ['variable'],
  event: ['event'],
  auth: 'auth',
  protocolProfileBehavior: 'settings',
} as const satisfies Children;
const described: Children = { description: 'description' };

const grammar: Readonly<Partial<Record<Sort, Children>>> = {
  auth: { '*': ['attribute'] },
  body: { urlencoded: ['urlencoded'], formdata: ['formdata'] },
  collection: { ...owner, info: 'info', item: ['item'] },
  environment: { values: ['value'] },
  event: { script: 'script' },
  example: { header: ['header'], cookie: ['cookie'], originalRequest: 'request' },
  folder: { ...owner, item: ['item'] },
  formdata: described,
  header: described,
  info: described,
  item: { ...owner, request: 'request', response: ['example'] },
  query: described,
  request: { ...described, url: 'url', auth: 'auth', header: ['header'], body: 'body' },
  script: { src: 'url' },
  url: { query: ['query'], variable: ['variable'] },
  urlencoded: described,
  value: described,
  variable: described,
};

/** How the node under `key` is read; undefined for what the format does not take apart. */
export function childOf(sort: Sort, key: string): Sort | readonly [Sort] | undefined {
  const children = grammar[sort];
  if (children === undefined || (sort === 'auth' && key === 'type')) return undefined;
  return Object.hasOwn(children, key) ? children[key] : children['*'];
}

/** An item with a list of items is a folder. */
export function sortOf(sort: Sort, node: Json): Sort {
  return sort === 'item' && isObject(node) && Array.isArray(node['item']) ? 'folder' : sort;
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isEmptyObject(value: unknown): boolean {
  return isObject(value) && Object.keys(value).length === 0;
}

export function omit(node: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(node).filter(([key]) => !keys.includes(key)));
}
