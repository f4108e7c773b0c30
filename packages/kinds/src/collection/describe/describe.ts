// Describes changes of a collection for people: request by request, with what changed in each.
import {
  type Detail,
  isDeferredValue,
  type JsonObject,
  type LeafChange,
  type Line,
  splitPointer,
} from '@postform/engine';
import { changeGroups, type Group, namesTo, parentOf } from './groups.ts';
import { contentLines, flatLines, groupLines } from './layout.ts';
import { leafLines } from './leaf-lines.ts';
import { type ToldGroup, withoutCrowds } from './many.ts';
import { movedLines } from './moved.ts';
import { relocationsIn } from './relocated.ts';
import { countOf, plain } from './text.ts';
import { isSame, type Told, told } from './told.ts';

/** Added and removed requests and folders are one line each; one that moved or only got another name has one, too. */
export function describeCollection(
  changes: readonly LeafChange[],
  before: JsonObject | undefined,
  after: JsonObject | undefined,
  detail: Detail = 'short',
): readonly Line[] {
  const groups = changeGroups(changes, before, after);
  const { origins, told: isTold } = relocationsIn(groups);
  const entries = groups.flatMap((group): readonly ToldGroup[] => {
    if (isTold.has(group)) return [];
    const origin = origins.get(group);
    const renamed = origin === undefined ? renamedFrom(group, before) : undefined;
    const whole = origin === undefined ? renamed && `renamed from ${renamed}` : whence(group, origin);
    const heading = headingOf(group);
    if (whole !== undefined)
      return [{ group, heading, lines: [{ mark: '~', depth: 0, text: `${heading}: ${whole}` }] }];
    const isNamed = group.state !== 'changed' && detail === 'short';
    const told = isNamed ? [] : toldOf(group, before, after);
    return [{ group, heading, changes: told, lines: linesOf(group, heading, told, detail) }];
  });
  const lines = detail === 'short' ? withoutCrowds(entries) : entries.flatMap((entry) => entry.lines);
  return [...lines, ...movedLines(changes, before, after)];
}

function linesOf(group: Group, heading: string, changes: readonly Told[], detail: Detail): readonly Line[] {
  if (group.state !== 'changed') return oneSidedLines(group, heading, changes);
  return group.owner === '' ? flatLines(changes, detail) : groupLines(heading, changes, detail);
}

/** The name of what is new or gone stands in its heading. */
function toldOf(
  { changes, owner, state }: Group,
  before: JsonObject | undefined,
  after: JsonObject | undefined,
): readonly Told[] {
  const shown = [...changes].filter(([at]) => state === 'changed' || at !== '/name');
  return shown.flatMap(([at, change]) =>
    isShownSame(change)
      ? [told('~', `${plain(splitPointer(at).join(' '))}: a hidden value`)]
      : leafLines(at, change, owner, before, after),
  );
}

function oneSidedLines(group: Group, heading: string, changes: readonly Told[]): readonly Line[] {
  const [mark, when] = group.state === 'added' ? (['+', 'after'] as const) : (['-', 'before'] as const);
  return [{ mark, depth: 0, text: heading + contents(group, when) }, ...contentLines(changes)];
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

function headingOf(group: Group): string {
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
