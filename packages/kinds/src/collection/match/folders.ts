// Pairs folders by what they hold and what they are called.
import type { Pointer } from '@postform/engine';
import type { Pairing } from './pairing.ts';
import { type DigestedItem, digestsText, printOf } from './recorded-items.ts';

/** What counts beside the part of all requests that is the same: the name, description, scripts and the like, the requests directly in it, the place. */
const SAME_NAME = 1;
const SAME_OWN = 1;
const DIRECT = 0.2;
const SAME_PLACE = 0.1;

/** What a folder held says more of it than what it holds now. */
const OF_KNOWN = 0.6;

/** So many pairs of equal requests say nothing about their folders. */
const MOST_TWINS = 400;

/** A folder that holds requests of another is paired with it, the best pairs first; then come names, for what is empty or new inside. */
export function pairFolders(pairing: Pairing, wanted: readonly DigestedItem[], known: readonly DigestedItem[]): void {
  const ours = new Map(wanted.map((item) => [item.pointer, item]));
  const theirs = new Map(known.map((item) => [item.pointer, item]));
  const shared = sharedRequests(pairing, ours, theirs, foldersAbove);
  const direct = sharedRequests(pairing, ours, theirs, folderOf);
  const [inOurs, inTheirs] = [requestsIn(wanted, ours, foldersAbove), requestsIn(known, theirs, foldersAbove)];
  const [inOwn, inTheirOwn] = [requestsIn(wanted, ours, folderOf), requestsIn(known, theirs, folderOf)];
  const likenessOf = (pointer: Pointer, other: Pointer, count: number): number => {
    const part = OF_KNOWN * shareOf(count, inTheirs.get(other)) + (1 - OF_KNOWN) * shareOf(count, inOurs.get(pointer));
    const own =
      (direct.get(pointer)?.get(other) ?? 0) / Math.max(1, inOwn.get(pointer) ?? 0, inTheirOwn.get(other) ?? 0);
    const name = hasSameName(ours.get(pointer)!, theirs.get(other)!) ? SAME_NAME : 0;
    const content = ownOf(ours.get(pointer)!);
    const same = content !== undefined && content === ownOf(theirs.get(other)!) ? SAME_OWN : 0;
    return part + name + same + DIRECT * own + (other === pointer ? SAME_PLACE : 0);
  };
  const candidates = [...ours.values()].flatMap((folder) => {
    if (folder.sort === 'request') return [];
    const { pointer } = folder;
    const counts = new Map(shared.get(pointer));
    const there = theirs.get(pointer);
    if (there !== undefined && hasSameName(folder, there) && !counts.has(pointer)) counts.set(pointer, 0);
    return [...counts].map(([other, count]) => ({
      folder,
      candidate: theirs.get(other)!,
      likeness: likenessOf(pointer, other, count),
    }));
  });
  candidates.sort((a, b) => b.likeness - a.likeness);
  for (const { folder, candidate } of candidates)
    pairing.pair(folder, candidate, hasSameName(folder, candidate) ? 'unchanged' : 'renamed');
  pairByName(pairing);
}

/** Without a common request: the same name in the same folder, then anywhere, then the same content. */
function pairByName(pairing: Pairing): void {
  for (let paired = -1; paired < pairing.pairs.size; ) {
    paired = pairing.pairs.size;
    pairing.pairAlike(
      'unchanged',
      (item) => folder(item, pairing.knownOf(item.parent), nameOf(item)),
      (item) => folder(item, item.parent, nameOf(item)),
    );
  }
  pairing.pairAlike('moved', (item) => folder(item, nameOf(item)));
  pairing.pairAlike('renamed', (item) => folder(item, ownOf(item)));
}

type FoldersOf = (item: DigestedItem, all: ReadonlyMap<Pointer, DigestedItem>) => readonly Pointer[];

/**
 * For each wanted folder, how many requests of it are paired with one of each known folder. Of twins that are not paired yet,
 * each counts a part.
 */
function sharedRequests(
  pairing: Pairing,
  ours: ReadonlyMap<Pointer, DigestedItem>,
  theirs: ReadonlyMap<Pointer, DigestedItem>,
  foldersOf: FoldersOf,
): ReadonlyMap<Pointer, ReadonlyMap<Pointer, number>> {
  const shared = new Map<Pointer, Map<Pointer, number>>();
  const vote = (item: DigestedItem, known: DigestedItem, weight: number): void => {
    const above = foldersOf(known, theirs);
    for (const folder of foldersOf(item, ours)) {
      const counts = shared.get(folder) ?? new Map<Pointer, number>();
      shared.set(folder, counts);
      for (const other of above) counts.set(other, (counts.get(other) ?? 0) + weight);
    }
  };
  for (const [pointer, { known }] of pairing.pairs) vote(ours.get(pointer)!, known, 1);
  const { wanted, known } = pairing.unpaired();
  const twins = byPrint(known);
  for (const [print, items] of byPrint(wanted)) {
    const others = twins.get(print) ?? [];
    if (items.length * others.length > MOST_TWINS) continue;
    for (const item of items) for (const other of others) vote(item, other, 1 / Math.max(items.length, others.length));
  }
  return shared;
}

function shareOf(count: number, all: number | undefined): number {
  return all === undefined || all === 0 ? 0 : count / all;
}

function byPrint(items: readonly DigestedItem[]): ReadonlyMap<string, readonly DigestedItem[]> {
  const groups = new Map<string, DigestedItem[]>();
  for (const item of items) {
    if (item.sort === 'folder') continue;
    const group = groups.get(printOf(item));
    if (group === undefined) groups.set(printOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

function requestsIn(
  items: readonly DigestedItem[],
  all: ReadonlyMap<Pointer, DigestedItem>,
  foldersOf: FoldersOf,
): ReadonlyMap<Pointer, number> {
  const counts = new Map<Pointer, number>();
  for (const item of items) {
    if (item.sort !== 'request') continue;
    for (const folder of foldersOf(item, all)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  return counts;
}

function folderOf({ parent }: DigestedItem): readonly Pointer[] {
  return parent === '' ? [] : [parent];
}

/** Innermost first. */
function foldersAbove({ parent }: DigestedItem, all: ReadonlyMap<Pointer, DigestedItem>): readonly Pointer[] {
  const above: Pointer[] = [];
  for (let up: Pointer | undefined = parent; up !== undefined && up !== ''; up = all.get(up)?.parent) above.push(up);
  return above;
}

/** Its description, scripts, variables …; undefined where it has none. */
function ownOf({ leaves }: DigestedItem): string | undefined {
  const own = [...leaves].filter(([at]) => at !== '/name');
  return own.length === 0 ? undefined : digestsText(own);
}

function hasSameName(a: DigestedItem, b: DigestedItem): boolean {
  return nameOf(a) === nameOf(b);
}

function nameOf({ leaves }: DigestedItem): string | undefined {
  return leaves.get('/name');
}

function folder(item: DigestedItem, ...likeness: readonly (string | undefined)[]): string | undefined {
  return item.sort === 'folder' && !likeness.includes(undefined) ? JSON.stringify(likeness) : undefined;
}
