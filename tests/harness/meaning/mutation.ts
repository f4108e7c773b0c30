// Changes one thing in a file of the corpus, chosen by chance from a seed.
import { childOf, isObject, type Json, type JsonObject, type Sort, sortOf } from './grammar.ts';

export type Operation = 'change' | 'remove' | 'repeat' | 'swap';

/** A place where one thing can be changed. `key`: of the object, or of the list that holds the entry. */
export interface Site {
  readonly path: readonly (string | number)[];
  readonly sort: Sort;
  readonly key: string;
  readonly operation: Operation;
}

/** A number in [0, 1), the same sequence for the same seed (mulberry32). */
export function chance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Every site of a collection or environment file, wrapped or not, but for those where nothing of meaning would change. */
export function sitesIn(sort: 'collection' | 'environment', content: Json): readonly Site[] {
  const inner = isObject(content) ? content[sort] : undefined;
  const sites: Site[] = [];
  if (isObject(inner)) visit(sort, inner, [sort], sites);
  else visit(sort, content, [], sites);
  return sites;
}

function visit(wide: Sort, node: Json, path: readonly (string | number)[], sites: Site[]): void {
  if (!isObject(node)) return;
  const sort = sortOf(wide, node);
  for (const [key, value] of Object.entries(node)) {
    if (isNoise(sort, key)) continue;
    const at = [...path, key];
    const site = (operation: Operation, where: Site['path'] = at): void =>
      void sites.push({ path: where, sort, key, operation });
    if (saysSomething(sort, key, value, node)) site('remove');
    const child = childOf(sort, key);
    if (Array.isArray(value)) visitList(child, value, at, site, sites);
    else if (isObject(value)) visit(typeof child === 'string' ? child : 'settings', value, at, sites);
    else if (value !== null) site('change');
  }
}

function visitList(
  child: Sort | readonly [Sort] | undefined,
  list: readonly Json[],
  path: readonly (string | number)[],
  site: (operation: Operation, where: readonly (string | number)[]) => void,
  sites: Site[],
): void {
  const inner = typeof child === 'string' || child === undefined ? undefined : child[0];
  list.forEach((entry, index) => {
    const at = [...path, index];
    site('repeat', at);
    if (entry !== '' || list.length > 1) site('remove', at);
    if (inner !== 'event' && inner !== 'attribute' && bare(entry) !== bare(list[index + 1] ?? entry)) site('swap', at);
    if (inner !== undefined) visit(inner, entry, at, sites);
    else if (typeof entry === 'string') site('change', at);
  });
}

function bare(entry: Json): string {
  return JSON.stringify(isObject(entry) ? Object.entries(entry).filter(([key]) => key !== 'id') : entry);
}

const ids = ['id', '_postman_id', 'uid'];
const noise: Readonly<Partial<Record<Sort, readonly string[]>>> = {
  collection: ['_', 'variables'],
  environment: [
    'id',
    'timestamp',
    'synced',
    'syncedFilename',
    '_postman_variable_scope',
    '_postman_exported_at',
    '_postman_exported_using',
  ],
  event: ids,
  example: ids,
  folder: [...ids, '_postman_isSubFolder'],
  info: [...ids, 'schema', '_exporter_id', '_collection_link', 'updatedAt'],
  item: ids,
  script: [...ids, 'packages', 'requests'],
  value: ['name'],
  variable: ids,
};

function isNoise(sort: Sort, key: string): boolean {
  return noise[sort]?.includes(key) ?? false;
}

/** False where leaving the key out says the same as its value. */
function saysSomething(sort: Sort, key: string, value: Json, node: JsonObject): boolean {
  if (value === null || value === false || key === 'enabled' || key === 'equals') return false;
  if (typeof value === 'object' && Object.keys(value).length === 0) return false;
  if (value === '' && (key === 'description' || !(sort === 'query' || sort === 'settings'))) return false;
  if (sort === 'formdata' && key === 'type') return (value === 'file') !== (node['src'] !== undefined);
  if (key === 'type') return sort === 'auth' || value === 'secret';
  if (key === 'name') return sort !== 'header' && sort !== 'request';
  if (key === 'method') return value !== 'GET';
  if (key === 'description') return !isObject(value) || value['content'] !== '';
  if (sort === 'description' && key === 'content') return value !== '';
  if (key === 'exec') return value !== '' && String(value) !== '';
  return !(key === 'value' && sort === 'attribute' && node['type'] === 'any');
}

/** The content with the one thing changed; everything else is shared with the original. */
export function mutated(content: Json, site: Site): Json {
  return changeAt(content, site.path, site.operation);
}

function changeAt(node: Json, [key, ...rest]: readonly (string | number)[], operation: Operation): Json {
  if (Array.isArray(node)) {
    const at = key as number;
    if (rest.length > 0 || operation === 'change') {
      return node.with(at, rest.length > 0 ? changeAt(node[at], rest, operation) : otherThan(node[at]));
    }
    if (operation === 'repeat') return node.toSpliced(at, 0, node[at]);
    if (operation === 'remove') return node.toSpliced(at, 1);
    return node.with(at, node[at + 1]).with(at + 1, node[at]);
  }
  const entries = Object.entries(node as JsonObject);
  if (rest.length === 0 && operation === 'remove') return Object.fromEntries(entries.filter(([name]) => name !== key));
  const changed = (value: Json): Json => (rest.length > 0 ? changeAt(value, rest, operation) : otherThan(value));
  return Object.fromEntries(entries.map(([name, value]) => [name, name === key ? changed(value) : value]));
}

/** Text with a sign in its middle, the next number, the other truth value. */
function otherThan(value: Json): Json {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  const text = String(value);
  const middle = Math.ceil(text.length / 2);
  return `${text.slice(0, middle)}~${text.slice(middle)}`;
}
