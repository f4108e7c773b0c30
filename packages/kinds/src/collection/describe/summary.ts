// Room: parts of a collection in a few words, for lines whose other side is not known or hidden.
import { isDeferredValue, isObject, type Json, type JsonObject } from '@postform/engine';
import { objectAt, textAt, valueAt } from '../format/json.ts';
import { counted, plain, shown } from './text.ts';

/** More keys than this are counted, not named. */
const MOST = 6;

/** Short text as it is, longer text by its size. */
export function textGist(value: Json): string {
  return typeof value !== 'string' || isShort(value) ? shown(value) : size(value);
}

export function isShort(text: string): boolean {
  return text.length <= 80 && !text.includes('\n');
}

export function size(text: string): string {
  return counted(text.split('\n').length, 'line');
}

/** Keys of a list of entries or of an object, names of a list: no values. */
export function keysGist(value: Json): string {
  const keys = Array.isArray(value) ? value.map(keyOf) : isObject(value) ? Object.keys(value) : [];
  if (!Array.isArray(value) && !isObject(value)) return textGist(value);
  if (keys.length === 0) return '(none)';
  const more = keys.length - MOST;
  return plain(keys.slice(0, MOST).join(', ')) + (more > 0 ? `, and ${more} more` : '');
}

function keyOf(entry: Json): string {
  if (typeof entry === 'string') return entry;
  return (isObject(entry) ? textAt(entry, 'key') : undefined) ?? '(no key)';
}

/** `POST https://…` */
export function requestGist(value: Json): string {
  return gistOf(value, (request) => {
    const url = textAt(objectAt(request, 'url'), 'raw') ?? '';
    return plain(`${textAt(request, 'method') ?? 'GET'} ${url}`.trim());
  });
}

/** Text by its content, forms by their mode and the keys of their fields. */
export function bodyGist(value: Json): string {
  return gistOf(value, (body) => {
    const raw = body['raw'];
    if (raw !== undefined) return isDeferredValue(raw) ? shown(raw) : textGist(raw);
    const mode = textAt(body, 'mode') ?? '(none)';
    const fields = valueAt(body, mode);
    return plain(mode) + (Array.isArray(fields) ? `, ${keysGist(fields)}` : '');
  });
}

/** The type alone. */
export function authGist(value: Json): string {
  return gistOf(value, (auth) => shown(auth['type']));
}

export function scriptGist(value: Json): string {
  return gistOf(value, ({ exec }) => (Array.isArray(exec) ? textGist(exec.join('\n')) : textGist(exec ?? '')));
}

/** `200 OK, 12 lines` */
export function exampleGist(value: Json): string {
  return gistOf(value, ({ code, status, body }) => {
    const head = [code, status].filter((part) => part !== undefined && part !== null).map(String);
    const parts = [plain(head.join(' ')), ...(typeof body === 'string' ? [textGist(body)] : [])];
    return parts.filter((part) => part !== '').join(', ') || '(no content)';
  });
}

function gistOf(value: Json, gist: (value: JsonObject) => string): string {
  return isObject(value) ? gist(value) : textGist(value);
}
