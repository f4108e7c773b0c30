// Describes changes of a collection for people: request by request, with what changed in each.
import {
  isDeferredValue,
  isObject,
  type Json,
  type JsonObject,
  type LeafChange,
  type Line,
  type Pointer,
  splitPointer,
} from '@postform/engine';
import { namesAt } from '../../kind-tools/trees.ts';
import { changed, entryLines, isSame, line, stoodIn } from './entry-lines.ts';
import { changeGroups, type Group, namesTo } from './groups.ts';
import { movedLines } from './moved.ts';
import { reorderedKeys } from './order.ts';
import { authLines, bodyLines, exampleLines, keyLines, requestLines, scriptLines } from './part-lines.ts';
import { parentOf, relocationsIn } from './relocated.ts';
import { keysSummary } from './summary.ts';
import { countOf, plain, shownValue } from './text.ts';
import { textLines } from './text-lines.ts';

/** Added and removed requests and folders are one line each; one that moved or only got another name has one, too. */
export function describeCollection(
  changes: readonly LeafChange[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly Line[] {
  const groups = changeGroups(changes, before, after);
  const { origins, told } = relocationsIn(groups);
  const lines = groups.flatMap((group): readonly Line[] => {
    if (told.has(group)) return [];
    const origin = origins.get(group);
    if (origin !== undefined) return [line('~', `${heading(group)}: ${whence(group, origin)}`, 0)];
    if (group.state === 'added') return [line('+', heading(group) + contents(group, 'after'), 0)];
    if (group.state === 'removed') return [line('-', heading(group) + contents(group, 'before'), 0)];
    const renamed = renamedFrom(group, before);
    if (renamed !== undefined) return [line('~', `${heading(group)}: renamed from ${renamed}`, 0)];
    const lines = [...group.changes].flatMap(([at, change]) =>
      isShownSame(change)
        ? [line('~', `${plain(splitPointer(at).join(' '))}: a hidden value`)]
        : linesOf(at, change, group.owner, before, after),
    );
    if (group.owner === '') return lines.map((entry) => ({ ...entry, depth: entry.depth - 1 }));
    return lines.length === 0 ? [] : [line('~', heading(group), 0), ...lines];
  });
  return [...lines, ...movedLines(changes, before, after)];
}

/** The path that a folder or request had, where only its name is another now. */
function renamedFrom({ owner, changes }: Group, before: JsonObject | undefined): string | undefined {
  const name = changes.get('/name');
  if (owner === '' || before === undefined || changes.size !== 1 || name === undefined) return undefined;
  return isDeferredValue(name.before) ? undefined : namesTo(before, owner).join(' / ');
}

/** Without a key of our own, all redacted values are shown the same. */
function isShownSame({ before, after }: LeafChange): boolean {
  return before !== undefined && isSame(before, after);
}

function heading(group: Group): string {
  return group.line === '' ? group.path : `${group.path}  ${group.line}`;
}

function contents(group: Group, when: 'before' | 'after'): string {
  const count = (prefix: string): number =>
    [...group.changes].filter(([at, change]) => at.startsWith(prefix) && change[when] !== undefined).length;
  const parts = [
    [count('/scripts/'), 'script'],
    [count('/examples/'), 'example'],
  ] as const;
  const counts = parts.filter(([n]) => n > 0).map(([n, word]) => countOf(n, word));
  return counts.length === 0 ? '' : ` (${counts.join(', ')})`;
}

function whence(group: Group, origin: Group): string {
  return `${parentOf(group.owner) === parentOf(origin.owner) ? 'renamed' : 'moved'} from ${origin.path}`;
}

function linesOf(
  at: Pointer,
  change: LeafChange,
  owner: Pointer,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly Line[] {
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
function variableLines(key: string, { before, after }: LeafChange): readonly Line[] {
  const label = `variable ${plain(key)}`;
  if (after === undefined) return [line('-', label)];
  if (isDeferredValue(before) || isDeferredValue(after)) return stoodIn(label, before, after, variableSummary);
  return entryLines('variable', before === undefined ? undefined : [before], [after]).map((entry) => ({
    ...entry,
    text: `${entry.text} (shared value)`,
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
function orderLines(change: LeafChange, nameOf: (key: string) => string): readonly Line[] {
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
  return [line('~', `moved: ${named.join(', ')}${more > 0 ? `, and ${more} more` : ''}`)];
}
