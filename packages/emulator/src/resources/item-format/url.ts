// Translates a URL between the item operations (text, queryParams, pathVariableData) and v2.1.
import { isObject, type Json, type JsonObject, objectsIn, pick } from '../../json/json.ts';
import { described, shownEntry } from './entries.ts';

/** The URL as the item endpoints write it. */
export interface PlainUrl {
  readonly url: Json;
  readonly queryParams: readonly JsonObject[];
  readonly pathVariableData: readonly JsonObject[];
}

/** From v2.1, whether it is a text or parts (Postman OpenAPI 1.45.0, getCollectionRequest). */
export function plainUrl(url: Json | undefined): PlainUrl {
  if (!isObject(url)) {
    const raw = typeof url === 'string' ? url : null;
    return { url: raw, queryParams: objectsIn(parsedUrl(raw ?? '')['query']).map(shownParam), pathVariableData: [] };
  }
  const variables = objectsIn(url['variable']);
  return {
    url: url['raw'] ?? null,
    queryParams: objectsIn(url['query']).map(shownParam),
    pathVariableData: variables.map((one) => pick(one, ['key', 'value', 'description'])),
  };
}

/** `equals` says whether `=` stands in the URL: `?a=` or `?a` (Postman collection format 1.0). */
function shownParam(param: JsonObject): JsonObject {
  const { key, value, description, enabled } = shownEntry(param);
  return { key, value: value ?? null, equals: (value ?? null) !== null, description, enabled };
}

/**
 * To v2.1 parts: the parameters of `queryParams`, then those of the text that it does not name, as Postman's own
 * converter of the two formats does it (postman-collection-transformer, v1 to v2.1).
 */
export function partsOf({ url, queryParams, pathVariableData }: PlainUrl): JsonObject {
  const raw = typeof url === 'string' ? url : '';
  const parsed = parsedUrl(raw);
  const named = new Set(queryParams.map((param) => param['key']));
  const query = [
    ...queryParams.map(keptParam),
    ...objectsIn(parsed['query']).filter((param) => !named.has(param['key'])),
  ];
  const variable = pathVariableData.map((one) => described(one, ['key', 'value']));
  return {
    ...parsed,
    raw: withQuery(raw, query),
    ...(query.length === 0 ? {} : { query }),
    ...(variable.length === 0 ? {} : { variable }),
  };
}

function keptParam(param: JsonObject): JsonObject {
  const { equals, enabled } = param;
  const kept = described(param, ['key', 'value']);
  const value = equals === false ? null : (kept['value'] ?? (equals === true ? '' : null));
  return { ...kept, value, ...(enabled === false ? { disabled: true } : {}) };
}

function withQuery(raw: string, query: readonly JsonObject[]): string {
  const [beforeHash = '', hash] = split(raw, '#');
  const [base = ''] = split(beforeHash, '?');
  const shown = query
    .filter((param) => param['disabled'] !== true)
    .map(({ key, value }) => (value === null ? `${key}` : `${key}=${value ?? ''}`))
    .join('&');
  return `${base}${shown === '' ? '' : `?${shown}`}${hash === undefined ? '' : `#${hash}`}`;
}

/** The parts of a URL in v2.1: protocol, host, port, path, query, hash, as far as they are there. */
function parsedUrl(raw: string): JsonObject {
  const [beforeHash = '', hash] = split(raw, '#');
  const [base = '', query] = split(beforeHash, '?');
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(base);
  const [authority = '', ...path] = base.slice(scheme?.[0].length ?? 0).split('/');
  const port = /:(\d+|\{\{[^}]*\}\})$/.exec(authority);
  const host = authority.slice(0, port?.index ?? authority.length);
  return {
    raw,
    ...(scheme === null ? {} : { protocol: scheme[1] ?? '' }),
    ...(host === '' ? {} : { host: host.startsWith('{{') ? [host] : host.split('.') }),
    ...(port === null ? {} : { port: port[1] ?? '' }),
    ...(path.length === 0 ? {} : { path }),
    ...(query === undefined || query === '' ? {} : { query: query.split('&').map(parsedParam) }),
    ...(hash === undefined ? {} : { hash }),
  };
}

function parsedParam(text: string): JsonObject {
  const [key = '', value] = split(text, '=');
  return { key, value: value ?? null };
}

/** Around the first `mark`; one part when it is not there. */
function split(text: string, mark: string): string[] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
