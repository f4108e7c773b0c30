// Reads server, path and parameters of a request's URL.
import { isArray, isObject, type Json, type JsonObject, objectsIn, textOf } from '../../json/json.ts';
import { descriptionOf } from './schema.ts';

export interface Location {
  /** `https://example.com`; undefined for a URL without a host. */
  readonly server: string | undefined;
  /** With `{names}`. */
  readonly path: string;
  readonly pathParameters: readonly JsonObject[];
  readonly queryParameters: readonly JsonObject[];
}

/** Of a URL that is a text, or parts with `raw` (or `host` and `path`), `query` and `variable`. */
export function locationOf(url: Json | undefined): Location {
  const parts = isObject(url) ? url : {};
  const raw = textOf(url) ?? textOf(parts['raw']) ?? `${joined(parts['host'], '.')}/${joined(parts['path'], '/')}`;
  const [address = '', search = ''] = (raw.split('#')[0] ?? '').split(/\?(.*)/s);
  const [, server = '', rest = ''] = /^((?:\w+:\/\/)?[^/]*)(.*)$/s.exec(address) ?? [];
  const segments = rest.split('/').map((segment) => segment.replace(/^:(.+)$|^\{\{(.+)\}\}$/, '{$1$2}'));
  const names = segments.flatMap((segment) => /^\{(.+)\}$/.exec(segment)?.[1] ?? []);
  const variables = objectsIn(parts['variable']);
  const queries = isArray(parts['query']) ? objectsIn(parts['query']) : queriesIn(search);
  return {
    server: server === '' ? undefined : server,
    path: segments.join('/') === '' ? '/' : segments.join('/'),
    pathParameters: names.map((name) =>
      parameter('path', { ...variables.find((one) => one['key'] === name), key: name }),
    ),
    queryParameters: queries.filter((one) => one['disabled'] !== true).map((one) => parameter('query', one)),
  };
}

function parameter(place: 'path' | 'query', row: JsonObject): JsonObject {
  const example = textOf(row['value']);
  const schema = { type: 'string', ...(example === undefined || example === '' ? {} : { example }) };
  const required = place === 'path' ? { required: true } : {};
  return { name: row['key'], in: place, ...required, schema, ...descriptionOf(row) };
}

function queriesIn(search: string): JsonObject[] {
  return [...new URLSearchParams(search)].map(([key, value]) => ({ key, value }));
}

function joined(list: Json | undefined, by: string): string {
  return isArray(list) ? list.map(String).join(by) : (textOf(list) ?? '');
}
