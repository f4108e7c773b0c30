// Compares two plain trees into an RFC 6902 patch that moves list elements instead of rewriting lists.
import { canonicalJson, equalTrees } from '../model/canonical.ts';
import { isObject, type Json } from '../model/json.ts';
import type { TreeOperation } from '../model/patch.ts';
import { joinPointer, type Pointer } from '../model/pointer.ts';
import { longestRise } from './longest-rise.ts';

/** What tells an element of a list from others, e.g. its id; undefined where nothing does. `list` is where the list stands. */
export type IdentityOf = (element: Json, list: Pointer) => string | undefined;

/**
 * The operations that turn `before` into `after`. Elements of lists are matched by equality, then by identity. This is
 * not fast-json-patch, which compares lists by index and would rewrite all that stands behind an inserted element.
 */
export function treePatch(
  before: Json,
  after: Json,
  identityOf: IdentityOf = () => undefined,
): readonly TreeOperation[] {
  const patch: TreeOperation[] = [];
  compare(before, after, '', { patch, identityOf });
  return patch;
}

interface Comparison {
  readonly patch: TreeOperation[];
  readonly identityOf: IdentityOf;
}

function compare(before: Json, after: Json, at: Pointer, comparison: Comparison): void {
  if (equalTrees(before, after)) return;
  if (Array.isArray(before) && Array.isArray(after)) compareLists(before, after, at, comparison);
  else if (isObject(before) && isObject(after)) {
    for (const key of Object.keys(before))
      if (!Object.hasOwn(after, key)) comparison.patch.push({ op: 'remove', path: at + joinPointer(key) });
    for (const [key, value] of Object.entries(after)) {
      const path = at + joinPointer(key);
      if (Object.hasOwn(before, key)) compare(before[key]!, value, path, comparison);
      else comparison.patch.push({ op: 'add', path, value });
    }
  } else comparison.patch.push({ op: 'replace', path: at, value: after });
}

/** What is gone is removed, then each element is put behind the one before it, then what has changed inside is compared. */
function compareLists(before: readonly Json[], after: readonly Json[], at: Pointer, comparison: Comparison): void {
  const { patch } = comparison;
  const origins = match(before, after, at, comparison.identityOf);
  const kept = new Set(origins);
  const now: number[] = [];
  for (let index = before.length - 1; index >= 0; index--)
    if (!kept.has(index)) patch.push({ op: 'remove', path: `${at}/${index}` });
  for (const index of before.keys()) if (kept.has(index)) now.push(index);
  const staying = stayingIn(origins);
  for (const [index, origin] of origins.entries()) {
    if (origin !== undefined && staying.has(origin)) continue;
    // What is new gets a number of its own, which no element before has.
    const own = origin ?? before.length + index;
    const from = origin === undefined ? -1 : now.indexOf(origin);
    if (from !== -1) now.splice(from, 1);
    const previous = index === 0 ? undefined : (origins[index - 1] ?? before.length + index - 1);
    const to = previous === undefined ? 0 : now.indexOf(previous) + 1;
    now.splice(to, 0, own);
    if (from === -1) patch.push({ op: 'add', path: `${at}/${to}`, value: after[index]! });
    else if (from !== to) patch.push({ op: 'move', from: `${at}/${from}`, path: `${at}/${to}` });
  }
  for (const [index, origin] of origins.entries())
    if (origin !== undefined) compare(before[origin]!, after[index]!, `${at}/${index}`, comparison);
}

/** For each element after, the index of the one before that it has come from. */
function match(
  before: readonly Json[],
  after: readonly Json[],
  at: Pointer,
  identityOf: IdentityOf,
): readonly (number | undefined)[] {
  const origins: (number | undefined)[] = after.map(() => undefined);
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && equalTrees(before[start], after[start])) {
    origins[start] = start;
    start++;
  }
  let behind = 0;
  while (behind < most - start && equalTrees(before.at(-1 - behind), after.at(-1 - behind))) {
    behind++;
    origins[after.length - behind] = before.length - behind;
  }
  const rest = new Set(range(start, before.length - behind));
  const wanted = range(start, after.length - behind);
  pair(before, after, { rest, wanted, origins }, canonicalJson);
  pair(before, after, { rest, wanted, origins }, (element) => identityOf(element, at));
  pairNeighbours(before, after, { rest, wanted, origins }, (element) => identityOf(element, at) === undefined);
  return origins;
}

interface Pairing {
  /** Elements before that are matched with none yet. */
  readonly rest: Set<number>;
  readonly wanted: readonly number[];
  readonly origins: (number | undefined)[];
}

/** Matches elements that have the same mark, in the order in which they stand. */
function pair(
  before: readonly Json[],
  after: readonly Json[],
  { rest, wanted, origins }: Pairing,
  markOf: (element: Json) => string | undefined,
): void {
  const marked = new Map<string, number[]>();
  for (const index of [...rest].reverse()) {
    const mark = markOf(before[index]!);
    const same = mark === undefined ? undefined : marked.get(mark);
    if (same !== undefined) same.push(index);
    else if (mark !== undefined) marked.set(mark, [index]);
  }
  for (const index of wanted) {
    if (origins[index] !== undefined) continue;
    const mark = markOf(after[index]!);
    const origin = mark === undefined ? undefined : marked.get(mark)?.pop();
    if (origin === undefined) continue;
    origins[index] = origin;
    rest.delete(origin);
  }
}

/** Matches what nothing tells apart, where it stands behind the same element before and after. */
function pairNeighbours(
  before: readonly Json[],
  after: readonly Json[],
  { rest, wanted, origins }: Pairing,
  isAlike: (element: Json) => boolean,
): void {
  for (const index of wanted) {
    if (origins[index] !== undefined) continue;
    const origin = index === 0 ? 0 : (origins[index - 1] ?? -2) + 1;
    if (!rest.has(origin) || !isAlike(before[origin]!) || !isAlike(after[index]!)) continue;
    origins[index] = origin;
    rest.delete(origin);
  }
}

function range(start: number, end: number): readonly number[] {
  return Array.from({ length: Math.max(0, end - start) }, (_, index) => start + index);
}

/** Those that need not be moved. */
function stayingIn(origins: readonly (number | undefined)[]): ReadonlySet<number> {
  const kept = origins.filter((origin) => origin !== undefined);
  return new Set(longestRise(kept).map((index) => kept[index]!));
}
