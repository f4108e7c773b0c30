// Sums up parts of a collection in a few words, for lines whose other side is not known or redacted.
import { isDeferredValue, isObject, type Json, type JsonObject } from '@postform/engine';
import { objectAt, textAt, valueAt } from '../../kind-tools/trees.ts';
import { countOf, plain, shownValue } from './text.ts';

/** More keys than this are counted, not named. */
const MOST = 6;

/** Short text as it is, longer text by its size. */
export function textSummary(value: Json): string {
  return typeof value !== 'string' || isShort(value) ? shownValue(value) : size(value);
}

export function isShort(text: string): boolean {
  return text.length <= 80 && !text.includes('\n');
}

export function size(text: string): string {
  return countOf(text.split('\n').length, 'line');
}

/** Keys of a list of entries or of an object, names of a list: no values. */
export function keysSummary(value: Json): string {
  const keys = Array.isArray(value) ? value.map(keyOf) : isObject(value) ? Object.keys(value) : [];
  if (!Array.isArray(value) && !isObject(value)) return textSummary(value);
  if (keys.length === 0) return '(none)';
  const more = keys.length - MOST;
  return plain(keys.slice(0, MOST).join(', ')) + (more > 0 ? `, and ${more} more` : '');
}

function keyOf(entry: Json): string {
  if (typeof entry === 'string') return entry;
  return (isObject(entry) ? textAt(entry, 'key') : undefined) ?? '(no key)';
}

/** `POST https://…` */
export function requestSummary(value: Json): string {
  return summaryOf(value, (request) => {
    const url = textAt(objectAt(request, 'url'), 'raw') ?? '';
    return plain(`${textAt(request, 'method') ?? 'GET'} ${url}`.trim());
  });
}

/** Text by its content, forms by their mode and the keys of their fields. */
export function bodySummary(value: Json): string {
  return summaryOf(value, (body) => {
    const raw = body['raw'];
    if (raw !== undefined) return isDeferredValue(raw) ? shownValue(raw) : textSummary(raw);
    const mode = textAt(body, 'mode') ?? '(none)';
    const fields = valueAt(body, mode);
    return plain(mode) + (Array.isArray(fields) ? `, ${keysSummary(fields)}` : '');
  });
}

/** The type alone. */
export function authSummary(value: Json): string {
  return summaryOf(value, (auth) => shownValue(auth['type']));
}

export function scriptSummary(value: Json): string {
  return summaryOf(value, ({ exec }) => (Array.isArray(exec) ? textSummary(exec.join('\n')) : textSummary(exec ?? '')));
}

/** `200 OK, 12 lines` */
export function exampleSummary(value: Json): string {
  return summaryOf(value, ({ code, status, body }) => {
    const head = [code, status].filter((part) => part !== undefined && part !== null).map(String);
    const parts = [plain(head.join(' ')), ...(typeof body === 'string' ? [textSummary(body)] : [])];
    return parts.filter((part) => part !== '').join(', ') || '(no content)';
  });
}

function summaryOf(value: Json, summarise: (value: JsonObject) => string): string {
  return isObject(value) ? summarise(value) : textSummary(value);
}
