// Describes one leaf of a collection that changed.
import {
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  type LeafChange,
  type Pointer,
  splitPointer,
} from '@postform/engine';
import { namesAt } from '../../kind-tools/trees.ts';
import { entryLines } from './entry-lines.ts';
import { namesTo } from './groups.ts';
import { reorderedKeys } from './order.ts';
import { authLines, bodyLines, exampleLines, keyLines, requestLines, scriptLines } from './part-lines.ts';
import { keysSummary } from './summary.ts';
import { plain, shownValue } from './text.ts';
import { textLines } from './text-lines.ts';
import { changed, stoodIn, type Told, told } from './told.ts';

/** What a change of one leaf is; `at` is its pointer below `owner`. */
export function leafLines(
  at: Pointer,
  change: LeafChange,
  owner: Pointer,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly Told[] {
  const { before: old, after: now } = change;
  const [part = '', key = ''] = splitPointer(at);
  if (change.pointer.startsWith('/extra/')) return changed(plain(splitPointer(change.pointer).at(-1)!), old, now);
  if (part === 'name') return changed('name', old, now);
  if (part === 'description') return textLines('description', old, now);
  if (part === 'auth') return authLines(old, now);
  if (part === 'settings') return keyLines('setting', change);
  if (part === 'scripts') return scriptLines(key, old, now);
  if (part === 'examples') return exampleLines(key, old, now);
  if (part === 'variables') return variableLines(key, change);
  if (part === 'order') return orderLines(change, (name) => itemName(name, owner, before, after));
  if (part === 'exampleOrder') return orderLines(change, (name) => `example ${plain(name)}`);
  if (part !== 'request') return changed(plain(part), old, now);
  if (key === 'line') return requestLines(old, now);
  if (key === 'header') return entryLines('header', old, now);
  if (key === 'body') return bodyLines(old, now);
  if (key === 'auth') return authLines(old, now);
  if (key === 'description') return textLines('description', old, now);
  return keyLines(plain(key), change);
}

/** The value of a variable that goes away is not shown: it may have been a secret. */
function variableLines(key: string, { before, after }: LeafChange): readonly Told[] {
  const label = `variable ${plain(key)}`;
  if (after === undefined) return [told('-', label, `${label} removed`)];
  if (isDeferredValue(before) || isDeferredValue(after)) return stoodIn(label, before, after, variableSummary);
  return entryLines('variable', before === undefined ? undefined : [before], [after]).map((entry) => ({
    ...entry,
    text: `${entry.text} (shared value)`,
    full: `${entry.full} (shared value)`,
    fact: `${entry.fact} (shared value)`,
  }));
}

function variableSummary(value: Json): string {
  return shownValue(isObject(value) ? value['value'] : value);
}

function itemName(key: string, owner: Pointer, before: JsonObject | undefined, after: JsonObject | undefined): string {
  const pointer = `${owner}/items/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  return namesTo(after ?? before ?? {}, pointer).at(-1) ?? plain(key);
}

/** Additions and removals say themselves where they are; only what changed places is named. */
function orderLines(change: LeafChange, nameOf: (key: string) => string): readonly Told[] {
  if (isDeferredValue(change.before) || isDeferredValue(change.after))
    return stoodIn('order', change.before, change.after, keysSummary);
  const moved = reorderedKeys(
    namesAt({ order: change.before ?? [] }, 'order'),
    namesAt({ order: change.after ?? [] }, 'order'),
  );
  if (moved.length === 0) return [];
  const named = moved
    .slice(0, 5)
    .map(({ key, follows }) =>
      follows === undefined ? `${nameOf(key)} to the start` : `${nameOf(key)} after ${nameOf(follows)}`,
    );
  const more = moved.length - named.length;
  const what = `${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`;
  return [told('~', `moved: ${what}`, `moved ${what}`)];
}
