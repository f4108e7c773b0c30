// Rules about the request line: a URL is an object with its text and its parts.
import type { Json } from '@postform/engine';
import {
  isBlank,
  isEmptyList,
  isEmptyObject,
  objectAt,
  textAt,
  withoutBlanks,
  withoutWhere,
} from '../../kind-tools/trees.ts';
import { partsOf, rawOf, splitOutside } from '../format/url.ts';
import { CALL, URL } from '../spec/places.ts';
import { onField, onPart } from '../spec/walk.ts';
import { placedRule } from './rule.ts';

export const methodDefault = placedRule({
  name: 'method-default',
  why: 'A request without a method is sent as GET; GET /collections/{id} returns a method on every request (Postman OpenAPI 1.45.0, getCollection).',
  changes: [
    onPart(CALL, (call) => {
      const line = objectAt(call, 'line');
      return line['method'] === undefined ? { ...call, line: { method: 'GET', ...line } } : call;
    }),
  ],
});

export const urlText = placedRule({
  name: 'url-text',
  why: 'The schemas let a URL be text; GET /collections/{id} returns an object with the text as `raw` (Postman OpenAPI 1.45.0, getCollection).',
  changes: [{ at: URL, change: (url) => (typeof url === 'string' ? { raw: url } : url) }],
});

/** `"/a/b"` → `["a", "b"]`, `"x.org"` → `["x", "org"]`. */
export const urlLists = placedRule({
  name: 'url-lists',
  why: 'The schemas let host and path be text or a list of pieces; GET /collections/{id} returns lists (Postman OpenAPI 1.45.0, getCollection).',
  changes: [
    onField(URL, 'host', (part) => pieces(part, '.')),
    onField(URL, 'path', (part) => pieces(typeof part === 'string' ? part.replace(/^\//, '') : part, '/')),
  ],
});

function pieces(part: Json, separator: string): Json {
  if (typeof part !== 'string') return part;
  return part === '' ? [] : splitOutside(part, separator);
}

export const urlEmptyLists = placedRule({
  name: 'url-empty-lists',
  why: 'An empty list of query parameters, path variables or pieces says the same as none; the API returns neither form reliably.',
  changes: ['query', 'variable', 'host', 'path'].map((key) =>
    onField(URL, key, (part) => (isEmptyList(part) ? undefined : part)),
  ),
});

/** A request without a URL has none, whether it is written as an empty text, an empty object or not at all. */
export const urlBlank = placedRule({
  name: 'url-blank',
  why: 'An empty text, protocol, port or fragment says the same as none, and no document says that a server keeps them.',
  changes: [
    onPart(URL, (url) => withoutBlanks(url, ['query', 'variable', 'host', 'path'])),
    { at: URL, change: (url) => (isEmptyObject(url) ? undefined : url) },
  ],
});

export const urlRaw = placedRule({
  name: 'url-raw',
  why: 'GET /collections/{id} returns `raw` on every URL (Postman OpenAPI 1.45.0, getCollection); the schemas let a file leave it out.',
  changes: [
    onPart(URL, (url) => {
      if (url['raw'] !== undefined) return url;
      const raw = rawOf(url);
      return raw === '' ? url : { raw, ...url };
    }),
  ],
});

/** A text that disagrees with its own parts is kept as written: then both are compared and both are sent. */
export const urlParts = placedRule({
  name: 'url-parts',
  why: 'GET /collections/{id} returns the parts of a URL beside its text (Postman OpenAPI 1.45.0, getCollection), also of one that was sent as text alone.',
  changes: [
    onPart(URL, (url) => {
      const raw = textAt(url, 'raw');
      if (raw === undefined || url['host'] !== undefined || url['path'] !== undefined) return url;
      const missing = withoutWhere(partsOf(raw), (key, part) => isBlank(part) || Object.hasOwn(url, key));
      return isEmptyObject(missing) ? url : { ...url, ...missing };
    }),
  ],
});
