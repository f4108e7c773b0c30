// Describes lists of keys and values (headers, query parameters, form fields, auth parameters), entry by entry.
import { isDeferredValue, isObject, type Json, type JsonObject, type Line, occurrenceKeys } from '@postform/engine';
import { showValue } from '../../kind-tools/show.ts';
import { present, textAt, valueAt, without } from '../../kind-tools/trees.ts';
import { keysSummary } from './summary.ts';
import { plain, shownValue } from './text.ts';

export function line(mark: Line['mark'], text: string, depth = 1): Line {
  return { mark, depth, text };
}

/** `label: a → b`, or nothing where both are the same. */
export function changed(label: string, before: Json | undefined, after: Json | undefined): readonly Line[] {
  if (isSame(before, after)) return [];
  if (before === undefined) return [line('+', `${label}: ${shownValue(after)}`)];
  if (after === undefined) return [line('-', `${label}: ${shownValue(before)}`)];
  return [line('~', `${label}: ${shownValue(before)} → ${shownValue(after)}`)];
}

/** As `changed`, for a leaf of which one side is only a stand-in: the other side is told in few words. */
export function stoodIn(
  label: string,
  before: Json | undefined,
  after: Json | undefined,
  summarise: (value: Json) => string,
): readonly Line[] {
  if (isSame(before, after)) return [];
  const words = [before, after].flatMap((value) =>
    value === undefined ? [] : [isDeferredValue(value) ? showValue(value) : summarise(value)],
  );
  return [line(before === undefined ? '+' : after === undefined ? '-' : '~', `${label}: ${words.join(' → ')}`)];
}

export function isSame(a: Json | undefined, b: Json | undefined): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}

/** One line an entry. Where one side is a stand-in, the keys of the other; anything else is shown as a value. */
export function entryLines(label: string, before: Json | undefined, after: Json | undefined): readonly Line[] {
  if (isDeferredValue(before) || isDeferredValue(after)) return stoodIn(label, before, after, keysSummary);
  if (!isEntries(before) || !isEntries(after)) return changed(label, before, after);
  const old = keyed(before ?? []);
  const now = keyed(after ?? []);
  const lines = [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => one(label, old.get(key), now.get(key)));
  return lines.length === 0 && !isSame(before, after) ? [line('~', `${label}: in another order`)] : lines;
}

function one(label: string, before: JsonObject | undefined, after: JsonObject | undefined): readonly Line[] {
  const name = plain(`${label} ${textAt(after ?? before ?? {}, 'key') ?? ''}`.trim());
  if (before === undefined) return [line('+', `${name}: ${shownValue(contentOf(after!))}`)];
  if (after === undefined) return [line('-', `${name}: ${shownValue(contentOf(before))}`)];
  const value = changed(name, contentOf(before), contentOf(after));
  const others = [...new Set([...Object.keys(after), ...Object.keys(before)])].filter(
    (key) => key !== 'key' && key !== 'value',
  );
  return [...value, ...others.flatMap((key) => changed(`${name}, ${key}`, valueAt(before, key), valueAt(after, key)))];
}

function contentOf(entry: JsonObject): Json {
  return entry['value'] ?? entry['src'] ?? (entry['value'] === null ? null : without(present(entry), ['key']));
}

function keyed(entries: readonly JsonObject[]): ReadonlyMap<string, JsonObject> {
  const keys = occurrenceKeys(entries.map((entry) => textAt(entry, 'key') ?? ''));
  return new Map(entries.map((entry, index) => [keys[index]!, entry]));
}

function isEntries(value: Json | undefined): value is readonly JsonObject[] | undefined {
  return value === undefined || (Array.isArray(value) && value.every((entry: Json) => isObject(entry)));
}
