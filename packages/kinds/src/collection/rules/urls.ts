// Rules about the request line: a URL is an object with its text and its parts.
import type { Json, Rule } from '@postform/engine';
import {
  changeKey,
  isEmptyList,
  isEmptyObject,
  objectAt,
  textAt,
  without,
  withoutBlanks,
} from '../../kind-tools/trees.ts';
import { partsOf, rawOf, splitOutside } from '../format/url.ts';
import { eachCall, eachUrl } from '../spec/walk.ts';

export const methodDefault: Rule = {
  name: 'method-default',
  why: 'A request without a method is sent as GET; GET /collections/{id} returns a method on every request (Postman OpenAPI 1.45.0, getCollection).',
  apply: (spec) =>
    eachCall(spec, (call) => {
      const line = objectAt(call, 'line');
      return line['method'] === undefined ? { ...call, line: { method: 'GET', ...line } } : call;
    }),
};

export const urlText: Rule = {
  name: 'url-text',
  why: 'The schemas let a URL be text; GET /collections/{id} returns an object with the text as `raw` (Postman OpenAPI 1.45.0, getCollection).',
  apply: (spec) =>
    eachCall(spec, (call) => {
      const url = objectAt(call, 'line')['url'];
      return typeof url === 'string' ? { ...call, line: { ...objectAt(call, 'line'), url: { raw: url } } } : call;
    }),
};

/** `"/a/b"` → `["a", "b"]`, `"x.org"` → `["x", "org"]`. */
export const urlLists: Rule = {
  name: 'url-lists',
  why: 'The schemas let host and path be text or a list of pieces; GET /collections/{id} returns lists (Postman OpenAPI 1.45.0, getCollection).',
  apply: (spec) =>
    eachUrl(spec, (url) => {
      const host = changeKey(url, 'host', (part) => pieces(part, '.'));
      return changeKey(host, 'path', (part) => pieces(typeof part === 'string' ? part.replace(/^\//, '') : part, '/'));
    }),
};

function pieces(part: Json, separator: string): Json {
  if (typeof part !== 'string') return part;
  return part === '' ? [] : splitOutside(part, separator);
}

export const urlEmptyLists: Rule = {
  name: 'url-empty-lists',
  why: 'An empty list of query parameters, path variables or pieces says the same as none; the API returns neither form reliably.',
  apply: (spec) =>
    eachUrl(spec, (url) => {
      const empty = ['query', 'variable', 'host', 'path'].filter((key) => isEmptyList(url[key]));
      return without(url, empty);
    }),
};

/** A request without a URL has none, whether it is written as an empty text, an empty object or not at all. */
export const urlBlank: Rule = {
  name: 'url-blank',
  why: 'An empty text, protocol, port or fragment says the same as none, and no document says that a server keeps them.',
  apply: (spec) =>
    eachCall(
      eachUrl(spec, (url) => withoutBlanks(url, ['query', 'variable', 'host', 'path'])),
      (call) => {
        const line = objectAt(call, 'line');
        return isEmptyObject(line['url']) ? { ...call, line: without(line, ['url']) } : call;
      },
    ),
};

export const urlRaw: Rule = {
  name: 'url-raw',
  why: 'GET /collections/{id} returns `raw` on every URL (Postman OpenAPI 1.45.0, getCollection); the schemas let a file leave it out.',
  apply: (spec) =>
    eachUrl(spec, (url) => {
      if (url['raw'] !== undefined) return url;
      const raw = rawOf(url);
      return raw === '' ? url : { raw, ...url };
    }),
};

/** A text that disagrees with its own parts is kept as written: then both are compared and both are sent. */
export const urlParts: Rule = {
  name: 'url-parts',
  why: 'GET /collections/{id} returns the parts of a URL beside its text (Postman OpenAPI 1.45.0, getCollection), also of one that was sent as text alone.',
  apply: (spec) =>
    eachUrl(spec, (url) => {
      const raw = textAt(url, 'raw');
      if (raw === undefined || url['host'] !== undefined || url['path'] !== undefined) return url;
      const missing = withoutBlanks(without(partsOf(raw), Object.keys(url)));
      return Object.keys(missing).length === 0 ? url : { ...url, ...missing };
    }),
};
