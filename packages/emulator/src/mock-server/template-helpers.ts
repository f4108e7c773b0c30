// Repeats parts of the call in the answer of an example.

import { jsonOf } from '../json/depth.ts';
import { isArray, isObject, type Json } from '../json/json.ts';
import type { MockRequest } from './choose-example.ts';

const helper = /\{\{\$(body|queryParams|pathSegments|headers)(?:\s+'([^']*)')?(?:\s+'([^']*)')?\s*\}\}/g;

/**
 * `{{$body}}` is the whole, `{{$body 'path.to.it'}}` one value, `{{$body 'path' 'default'}}` with a default; a dot in a
 * key is written `\.`. The same for `$queryParams`, `$pathSegments` and `$headers` (blog.postman.com, "support for
 * templating in Postman mock servers"). What cannot be resolved and has no default stays as it is (inferred).
 */
export function repeated(text: string, call: MockRequest): string {
  if (!text.includes('{{$')) return text;
  return text.replace(helper, (whole, name: string, path: string | undefined, fallback: string | undefined) => {
    const value = valueAt(sourceOf(name, call), path);
    return value === undefined ? (fallback ?? whole) : typeof value === 'string' ? value : JSON.stringify(value);
  });
}

function sourceOf(name: string, { body, query, path, headers }: MockRequest): Json | undefined {
  if (name === 'pathSegments') return path.split('/').slice(1);
  if (name === 'queryParams') return Object.fromEntries(query.map(({ key, value }) => [key, value]));
  if (name === 'headers')
    return Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));
  return bodyOf(body, String(headers['content-type'] ?? ''));
}

function bodyOf(body: string, type: string): Json {
  if (type.startsWith('application/x-www-form-urlencoded')) return Object.fromEntries(new URLSearchParams(body));
  return jsonOf(body) ?? body;
}

function valueAt(source: Json | undefined, path: string | undefined): Json | undefined {
  if (path === undefined || path === '') return source;
  let value = source;
  for (const key of path.split(/(?<!\\)\./).map((one) => one.replaceAll('\\.', '.'))) {
    if (isArray(value)) value = value[Number(key)];
    else if (isObject(value) && Object.hasOwn(value, key)) value = value[key];
    else return undefined;
  }
  return value;
}
