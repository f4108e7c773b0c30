// Describes lists of keys and values (headers, query parameters, form fields, auth parameters), entry by entry.
import { isDeferredValue, isObject, type Json, type JsonObject, occurrenceKeys } from '@postform/engine';
import { present, textAt, valueAt, without } from '../../kind-tools/trees.ts';
import { keysSummary } from './summary.ts';
import { plain } from './text.ts';
import { changed, isSame, stoodIn, type Told, told } from './told.ts';

/** One line an entry. Where one side is a stand-in, the keys of the other; anything else is shown as a value. */
export function entryLines(label: string, before: Json | undefined, after: Json | undefined): readonly Told[] {
  if (isDeferredValue(before) || isDeferredValue(after)) return stoodIn(label, before, after, keysSummary);
  if (!isEntries(before) || !isEntries(after)) return changed(label, before, after);
  const old = keyed(before ?? []);
  const now = keyed(after ?? []);
  const lines = [...new Set([...now.keys(), ...old.keys()])].flatMap((key) => one(label, old.get(key), now.get(key)));
  return lines.length === 0 && !isSame(before, after) ? [told('~', `${label}: in another order`)] : lines;
}

function one(label: string, before: JsonObject | undefined, after: JsonObject | undefined): readonly Told[] {
  const name = plain(`${label} ${textAt(after ?? before ?? {}, 'key') ?? ''}`.trim());
  if (before === undefined) return changed(name, undefined, contentOf(after!));
  if (after === undefined) return changed(name, contentOf(before), undefined);
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
