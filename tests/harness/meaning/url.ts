// Reads the meaning of URLs: text, parts, and which of them follows from the other. Only the comparison of meaning uses it.
import { isObject, type Json, type JsonObject, omit } from './grammar.ts';
import { ofObject, type ServerAddition, type Tolerance } from './tolerance.ts';

const piece = (part: Json): Json =>
  isObject(part) && (part['type'] ?? 'string') === 'string' ? (part['value'] ?? '') : part;

function joined(part: Json, separator: string): Json | undefined {
  if (!Array.isArray(part)) return part;
  const pieces = part.map(piece);
  return pieces.every((one) => typeof one === 'string') ? pieces.join(separator) : pieces;
}

export const urlText: Tolerance = {
  name: 'urlText',
  why: 'A URL is text or an object whose `raw` is that text (schema v2.1, url).',
  on: ['url'],
  apply: (node) => (typeof node === 'string' ? { raw: node } : node),
};

export const urlPieces: Tolerance = {
  name: 'urlPieces',
  why: 'Host and path are text or the pieces between the dots or slashes; a piece is text or { type: string, value } (schema v2.1, url).',
  on: ['url'],
  apply: ofObject((url) => {
    const host = url['host'] === undefined ? undefined : joined(url['host'], '.');
    const path = url['path'] === undefined ? undefined : joined(url['path'], '/');
    const isNone = url['path'] === '' || (Array.isArray(url['path']) && url['path'].length === 0);
    const rooted =
      typeof path === 'string' && !(typeof url['path'] === 'string' && path.startsWith('/')) ? `/${path}` : path;
    return {
      ...omit(url, ['host', 'path']),
      ...(host === undefined || host === '' ? {} : { host }),
      ...(rooted === undefined || isNone ? {} : { path: rooted }),
    };
  }),
};

/** Variables in braces may hold any sign: they are hidden, between two signs for private use, while text is cut. */
function cutting<T>(text: string, cut: (text: string, shown: (part: string) => string) => T): T {
  const variables: string[] = [];
  const hidden = text.replace(/\{\{.*?\}\}/gs, (variable) => `\uE000${variables.push(variable) - 1}\uE001`);
  return cut(hidden, (part) => part.replace(/\uE000(\d+)\uE001/g, (_, at) => variables[Number(at)]!));
}

/** What `raw` says the parts are, in canonical form: host and path as text. */
export function partsSaid(raw: string): JsonObject {
  return cutting(raw, (text, shown) => {
    const found = /^(?:(.*?):\/\/)?([^/?#]*)(\/[^?#]*)?(?:\?([^#]*))?(?:#(.*))?$/s.exec(text);
    if (found === null) return {};
    const [, protocol, authority = '', path, query, hash] = found;
    const port = /:(\d+|\uE000\d+\uE001)$/.exec(authority);
    const host = port === null ? authority : authority.slice(0, port.index);
    const said: Record<string, Json> = {};
    if (protocol !== undefined) said['protocol'] = shown(protocol);
    if (host !== '') said['host'] = shown(host);
    if (port !== null) said['port'] = shown(port[1]!);
    if (path !== undefined) said['path'] = shown(path);
    if (query) said['query'] = query.split('&').map((pair) => parameter(pair, shown));
    if (hash !== undefined) said['hash'] = shown(hash);
    return said;
  });
}

function parameter(pair: string, shown: (part: string) => string): JsonObject {
  const at = pair.indexOf('=');
  return at < 0 ? { key: shown(pair) } : { key: shown(pair.slice(0, at)), value: shown(pair.slice(at + 1)) };
}

/** What the parts of a canonical URL say `raw` is; disabled parameters are not sent and not in it. */
export function rawSaid(url: JsonObject): string {
  const text = (key: string, before = '', after = ''): string =>
    url[key] === undefined ? '' : `${before}${String(url[key])}${after}`;
  const sent = Array.isArray(url['query'])
    ? (url['query'] as readonly JsonObject[]).filter((one) => one['disabled'] !== true)
    : [];
  const query = sent.map(({ key = '', value }) =>
    value === undefined ? String(key) : `${String(key)}=${String(value)}`,
  );
  const protocol = text('protocol').replace(/:\/*$/, '');
  return [
    protocol === '' ? '' : `${protocol}://`,
    credentials(url['auth']),
    text('host'),
    text('port', ':'),
    text('path'),
    query.length === 0 ? '' : `?${query.join('&')}`,
    text('hash', '#'),
  ].join('');
}

/** Outside the schema, but Postman's own reader takes `auth: { user, password }` from a URL and writes it back. */
function credentials(auth: Json | undefined): string {
  if (!isObject(auth) || typeof auth['user'] !== 'string' || auth['user'] === '') return '';
  return auth['password'] ? `${auth['user']}:${String(auth['password'])}@` : `${auth['user']}@`;
}

/** Only what the source leaves out, and only as the source's other half says it. */
export const urlDerived: ServerAddition = {
  name: 'urlDerived',
  why: 'GET /collections/{id} returns text and parts of every URL (Postman OpenAPI 1.45.0, getCollection); a file may state one and not the other.',
  on: ['url'],
  settle: (source, fetched) => {
    const said: JsonObject = typeof source['raw'] === 'string' ? partsSaid(source['raw']) : { raw: rawSaid(source) };
    const derived = Object.keys(said).filter(
      (key) => source[key] === undefined && JSON.stringify(fetched[key]) === JSON.stringify(said[key]),
    );
    return omit(fetched, derived);
  },
};
