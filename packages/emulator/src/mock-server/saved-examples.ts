// Finds the examples of a collection, each with its request and its answer.
import { isArray, isObject, type Json, type JsonObject, objectsIn, textOf, wordOf } from '../json/json.ts';

/** A header or query parameter. Variables stand in it as they were written. */
export interface Pair {
  readonly key: string;
  readonly value: string;
}

/** The request an example answers. `path` starts with a slash; `pathValues` are the values of its `:names`. */
export interface SavedRequest {
  readonly method: string;
  readonly path: string;
  readonly pathValues: ReadonlyMap<string, string>;
  readonly query: readonly Pair[];
  readonly headers: readonly Pair[];
  /** As text; undefined without a body and for bodies that are files. */
  readonly body: string | undefined;
}

export interface SavedExample {
  readonly id: string;
  readonly uid: string;
  readonly name: string;
  readonly status: number;
  readonly headers: readonly Pair[];
  readonly body: string;
  /** `json`, `html`, `xml`, `text`: how the app shows the body. */
  readonly language: string;
  readonly request: SavedRequest;
}

const known = new WeakMap<JsonObject, readonly SavedExample[]>();

/** The examples of a collection's content, found once: stored content is never changed in place. */
export function examplesOf(collection: JsonObject): readonly SavedExample[] {
  const found = known.get(collection) ?? findExamples(collection);
  known.set(collection, found);
  return found;
}

/**
 * Every example of a collection as the store keeps it (format v2.1). What is not in the expected form is left out, as
 * the mock service does ("removed from the matching process", learning.postman.com, matching algorithm).
 */
function findExamples(collection: JsonObject): SavedExample[] {
  const found: SavedExample[] = [];
  const visit = (items: Json | undefined): void => {
    for (const item of objectsIn(items)) {
      visit(item['item']);
      for (const response of objectsIn(item['response'])) {
        const example = exampleOf(response, item['request']);
        if (example !== undefined) found.push(example);
      }
    }
  };
  visit(collection['item']);
  return found;
}

function exampleOf(response: JsonObject, request: Json | undefined): SavedExample | undefined {
  const asked = requestOf(response['originalRequest'] ?? request);
  const { code } = response;
  const status = code === undefined || code === null ? 200 : Number(code);
  if (asked === undefined || !Number.isInteger(status) || status < 200 || status > 599) return undefined;
  return {
    id: wordOf(response['id']),
    uid: wordOf(response['uid']),
    name: textOf(response['name']) ?? '',
    status,
    headers: pairsOf(response['header']),
    body: textOf(response['body']) ?? '',
    language: textOf(response['_postman_previewlanguage']) ?? '',
    request: asked,
  };
}

function requestOf(request: Json | undefined): SavedRequest | undefined {
  if (typeof request === 'string') return requestOf({ url: request });
  if (!isObject(request)) return undefined;
  const { url } = request;
  const parts = isObject(url) ? url : partsOf(textOf(url) ?? '');
  const whole = isArray(parts['path']) ? parts : { ...partsOf(textOf(parts['raw']) ?? ''), ...parts };
  return {
    method: (textOf(request['method']) ?? 'GET').toUpperCase(),
    path: `/${textsOf(whole['path']).join('/')}`,
    pathValues: new Map(pairsOf(whole['variable']).map(({ key, value }) => [key, value])),
    query: pairsOf(whole['query']),
    headers: pairsOf(request['header']),
    body: bodyOf(request['body']),
  };
}

/** A URL in one text: what stands before the first slash after the scheme is the host, `{{host}}` or not. */
function partsOf(raw: string): JsonObject {
  const [beforeHash = ''] = raw.split('#');
  const at = beforeHash.indexOf('?');
  const address = (at < 0 ? beforeHash : beforeHash.slice(0, at)).replace(/^[a-z][a-z0-9+.-]*:\/\//i, '');
  const query = at < 0 ? [] : [...new URLSearchParams(beforeHash.slice(at + 1))];
  return { path: address.split('/').slice(1), query: query.map(([key, value]) => ({ key, value })) };
}

function textsOf(path: Json | undefined): string[] {
  if (typeof path === 'string') return path.replace(/^\//, '').split('/');
  return isArray(path) ? path.map((one) => textOf(isObject(one) ? one['value'] : one) ?? '') : [];
}

function bodyOf(body: Json | undefined): string | undefined {
  if (!isObject(body)) return undefined;
  if (body['mode'] === 'raw') return textOf(body['raw']);
  if (body['mode'] === 'graphql') return isObject(body['graphql']) ? JSON.stringify(body['graphql']) : undefined;
  if (body['mode'] !== 'urlencoded') return undefined;
  return new URLSearchParams(
    pairsOf(body['urlencoded']).map(({ key, value }): [string, string] => [key, value]),
  ).toString();
}

/** Headers may be one text in old exports; disabled ones are not sent. */
function pairsOf(pairs: Json | undefined): Pair[] {
  if (typeof pairs === 'string') {
    const lines = pairs.split('\n').map((line) => line.split(':'));
    return lines.flatMap(([key = '', ...rest]) =>
      rest.length === 0 ? [] : [{ key: key.trim(), value: rest.join(':').trim() }],
    );
  }
  return objectsIn(pairs)
    .filter((one) => one['disabled'] !== true && textOf(one['key']) !== undefined)
    .map((one) => ({ key: wordOf(one['key']), value: wordOf(one['value'] ?? '') }));
}
