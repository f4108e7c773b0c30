// Finds the recorded items of a collection again in what the files say now: renamed, moved and edited ones too.
import { joinPointer, type PartMatch, type Pointer } from '@postform/engine';
import { pairFolders } from './folders.ts';
import { type Likeness, Pairing, type Why } from './pairing.ts';
import { type DigestedItem, printOf } from './recorded-items.ts';
import { pairSimilar } from './similar.ts';

/**
 * Pairs, by digests alone. What did not change is paired first, so that nothing that did can take its place:
 *
 *   unchanged          all leaves are the same: at the same place, then anywhere, twins in the same folder first
 *   as live            all leaves are what people made of it in the app: the change was taken over
 *   folder             it holds most of the same requests, or has the same name
 *   moved              same name, method and URL: in the same folder, anywhere
 *   similar            most of what is known of both is the same, the most alike first
 *   edited, renamed    in the same folder: same name, or same method and URL; then the only one of a method and URL anywhere
 *   same place         the only one without a pair between the same two neighbours
 */
export function findAgain(
  wanted: readonly DigestedItem[],
  known: readonly DigestedItem[],
  now: () => readonly DigestedItem[] = () => [],
): readonly PartMatch[] {
  const pairing = new Pairing(wanted, known);
  const isTwin = twinsIn(wanted, known);
  pairing.pairAlike('unchanged', (item) => request(item, item.pointer, printOf(item)));
  pairing.pairAlike('moved', (item) => (isTwin(item) ? undefined : request(item, printOf(item))));
  pairAsLive(pairing, now);
  pairFolders(pairing, wanted, known);
  const inFolder = (why: Why, likeness: (item: DigestedItem) => string | undefined): void => {
    const within = (item: DigestedItem, parent: Pointer | undefined): string | undefined => {
      const own = likeness(item);
      return own === undefined || parent === undefined ? undefined : request(item, parent, own);
    };
    pairing.pairAlike(
      why,
      (item) => within(item, pairing.knownOf(item.parent)),
      (item) => within(item, item.parent),
    );
  };
  inFolder('unchanged', printOf);
  pairing.pairAlike('moved', (item) => request(item, printOf(item)));
  pairFolders(pairing, wanted, known);
  inFolder('edited', (item) => both(item, '/name', '/request/line'));
  pairing.pairAlike('moved', (item) => both(item, '/name', '/request/line'));
  pairSimilar(pairing);
  inFolder('edited', (item) => item.leaves.get('/name'));
  inFolder('renamed', (item) => item.leaves.get('/request/line'));
  const isOnly = onlyOnes(pairing.unpaired(), lineOf);
  pairing.pairAlike('moved and renamed', (item) => (isOnly(item) ? lineOf(item) : undefined));
  pairNeighbours(pairing, wanted, known);
  return [...pairing.pairs].map(
    ([
      to,
      {
        known: { pointer: from },
        why,
      },
    ]) => ({ from, to, why }),
  );
}

/** Twins are left to the folders. */
function pairAsLive(pairing: Pairing, now: () => readonly DigestedItem[]): void {
  const { wanted, known } = pairing.unpaired();
  if (wanted.length === 0 || known.length === 0) return;
  const live = now();
  const isTwin = twinsIn(wanted, live);
  const byPointer = new Map(live.map((item) => [item.pointer, item]));
  const own = (item: DigestedItem | undefined): string | undefined =>
    item === undefined || isTwin(item) ? undefined : joinPointer(item.sort, printOf(item));
  pairing.pairAlike('edited', own, (item) => own(byPointer.get(item.pointer)));
}

/** The only item without a pair between the same two neighbours, in the same folder. */
function pairNeighbours(pairing: Pairing, wanted: readonly DigestedItem[], known: readonly DigestedItem[]): void {
  const theirs = gapsIn(known, (item) => pairing.wantedOf(item.pointer));
  const ours = gapsIn(wanted, (item) => (pairing.knownOf(item.pointer) === undefined ? undefined : item.pointer));
  for (const [gap, items] of ours) {
    const [parent = '', rest = ''] = JSON.parse(gap) as [Pointer, string];
    const from = pairing.knownOf(parent);
    const there = from === undefined ? undefined : theirs.get(JSON.stringify([from, rest]));
    if (items.length === 1 && there?.length === 1) pairing.pair(items[0]!, there[0]!, 'same place');
  }
}

/** Items without a pair, by their folder and the pair before them. */
function gapsIn(
  items: readonly DigestedItem[],
  pairOf: (item: DigestedItem) => Pointer | undefined,
): ReadonlyMap<string, readonly DigestedItem[]> {
  const last = new Map<Pointer, Pointer>();
  const gaps = new Map<string, DigestedItem[]>();
  for (const item of items) {
    const pair = pairOf(item);
    if (pair !== undefined) {
      last.set(item.parent, pair);
      continue;
    }
    const gap = JSON.stringify([item.parent, last.get(item.parent) ?? '']);
    gaps.set(gap, [...(gaps.get(gap) ?? []), item]);
  }
  return gaps;
}

/** Whether another request has the same leaves: then their folders must tell them apart. */
function twinsIn(...sides: readonly (readonly DigestedItem[])[]): (item: DigestedItem) => boolean {
  const twins = new Set<string>();
  for (const side of sides) {
    const seen = new Set<string>();
    for (const item of side) {
      const leaves = printOf(item);
      if (seen.has(leaves)) twins.add(leaves);
      seen.add(leaves);
    }
  }
  return (item) => twins.has(printOf(item));
}

/** Whether an item is the only one on its side of its likeness. */
function onlyOnes(
  { wanted, known }: ReturnType<Pairing['unpaired']>,
  likenessOf: Likeness,
): (item: DigestedItem) => boolean {
  const seen = new Set<string>();
  const often = new Set<string>();
  for (const [side, items] of [wanted, known].entries()) {
    for (const item of items) {
      const likeness = likenessOf(item) ?? '';
      if (seen.has(`${side} ${likeness}`)) often.add(likeness);
      seen.add(`${side} ${likeness}`);
    }
  }
  return (item) => !often.has(likenessOf(item) ?? '');
}

function request(item: DigestedItem, ...likeness: readonly string[]): string | undefined {
  return item.sort === 'request' ? joinPointer(...likeness) : undefined;
}

function lineOf(item: DigestedItem): string | undefined {
  const line = item.leaves.get('/request/line');
  return line === undefined ? undefined : request(item, line);
}

function both(item: DigestedItem, first: Pointer, second: Pointer): string | undefined {
  const [a, b] = [item.leaves.get(first), item.leaves.get(second)];
  return a === undefined || b === undefined ? undefined : request(item, a, b);
}
