// Shows leaves to people: quoted, and short unless asked. What a terminal would obey is escaped where it is written.
import {
  type DeferredValue,
  type Detail,
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  type Kind,
  type LeafChange,
  type Line,
  type Pointer,
  splitPointer,
} from '@postform/engine';
import { shorten, shortenPair } from './shorten.ts';

const LONGEST = 120;

/** A value on one line, shortened. Marked nodes say what they stand for; no secret is ever in them. */
export function showValue(value: Json, most = LONGEST): string {
  if (isDeferredValue(value)) return showDeferred(value);
  if (typeof value === 'string') return JSON.stringify(shorten(value, most));
  if (value === null) return '(none)';
  if (Array.isArray(value))
    return value.length === 0 ? '(none)' : value.map((item) => showValue(item, most)).join(', ');
  return isObject(value) ? shorten(JSON.stringify(value, lateInWords), most) : String(value);
}

function lateInWords(_key: string, value: unknown): unknown {
  return isDeferredValue(value) ? showDeferred(value) : value;
}

function showDeferred(deferred: DeferredValue): string {
  switch (deferred.$deferred) {
    case 'ref':
      return `\${${deferred.address}.${deferred.attribute}}`;
    case 'text':
      return deferred.parts.map((part) => (typeof part === 'string' ? part : showValue(part))).join('');
    case 'secret':
      return `(secret ${deferred.name})`;
    case 'unknown':
      return '(known after apply)';
    case 'missing':
      return `(secret ${deferred.name}, not available here)`;
    case 'lost':
      return '(another value)';
    case 'sealed':
      return `(${deferred.name === undefined ? 'hidden' : `secret ${deferred.name}`}, fingerprint ${deferred.fingerprint.slice(0, 6)})`;
  }
}

/** Two values of one thing; long text by what differs. */
function showPair(before: Json, after: Json): readonly string[] {
  if (typeof before !== 'string' || typeof after !== 'string') return [showValue(before), showValue(after)];
  return shortenPair(before, after, LONGEST).map((text) => JSON.stringify(text));
}

/** `/schedule/cron` → `schedule.cron`; tokens that are not plain words stand in brackets: `values["a b"]`. */
export function showPath(pointer: Pointer): string {
  return splitPointer(pointer)
    .map((token, index) => {
      if (!/^[\w-]+$/.test(token)) return `[${showValue(token)}]`;
      return index === 0 ? token : `.${token}`;
    })
    .join('');
}

/** One line for one value: `path: before → after`, with `note` behind it; long values shortened, unless `full`. */
export function showChange(
  path: string,
  before: Json | undefined,
  after: Json | undefined,
  note = '',
  detail: Detail = 'short',
): Line {
  const mark = before === undefined ? '+' : after === undefined ? '-' : '~';
  const isPair = before !== undefined && after !== undefined && detail === 'short';
  const most = detail === 'short' ? LONGEST : Number.POSITIVE_INFINITY;
  const each = [before, after].flatMap((value) => (value === undefined ? [] : [showValue(value, most)]));
  const values = isPair ? showPair(before, after) : each;
  return { mark, depth: 0, text: `${path}: ${values.join(' → ')}${note}` };
}

/** The changes in the order of the leaves of `after`, then of `before`; those of unknown place come last, as they came. */
export function inSpecOrder(
  changes: readonly LeafChange[],
  leaves: Kind['leaves'],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly LeafChange[] {
  const place = new Map<Pointer, number>();
  for (const { pointer } of [after, before].flatMap((spec) => (spec === undefined ? [] : leaves(spec))))
    if (!place.has(pointer)) place.set(pointer, place.size);
  const at = (change: LeafChange) => place.get(change.pointer) ?? Number.MAX_SAFE_INTEGER;
  return [...changes].sort((a, b) => at(a) - at(b));
}
