// Pairs requests of which most leaves are the same, the most alike first.
import type { Pointer } from '@postform/engine';
import type { Pairing } from './pairing.ts';
import type { DigestedItem } from './recorded-items.ts';

/** A leaf that so many items have alike does not make two of them candidates. */
const COMMON = 20;

/** Half of what is known of two requests must be the same; the folder counts a little. */
const ALIKE = 0.5;
const SAME_FOLDER = 0.1;

export function pairSimilar(pairing: Pairing): void {
  const { wanted, known } = pairing.unpaired();
  const candidatesOf = sharingIn(known);
  const found = wanted.flatMap((item, rank) => {
    const folder = pairing.knownOf(item.parent);
    return candidatesOf(item).map((other) => ({
      item,
      other,
      rank,
      likeness: likenessOf(item, other) + (other.parent === folder ? SAME_FOLDER : 0),
    }));
  });
  const best = found.filter(({ likeness }) => likeness >= ALIKE);
  best.sort((a, b) => b.likeness - a.likeness || a.rank - b.rank);
  for (const { item, other } of best) pairing.pair(item, other, 'similar');
}

/** Requests that share a leaf which is not common, each once, in their order. */
function sharingIn(known: readonly DigestedItem[]): (item: DigestedItem) => readonly DigestedItem[] {
  const holders = new Map<string, DigestedItem[]>();
  for (const item of known.filter(({ sort }) => sort === 'request')) {
    for (const [at, digest] of item.leaves) {
      const list = holders.get(`${at} ${digest}`);
      if (list === undefined) holders.set(`${at} ${digest}`, [item]);
      else list.push(item);
    }
  }
  return (item) => {
    if (item.sort !== 'request') return [];
    const lists = [...item.leaves].map(([at, digest]) => holders.get(`${at} ${digest}`) ?? []);
    return [...new Set(lists.filter((list) => list.length <= COMMON).flat())];
  };
}

function likenessOf(a: DigestedItem, b: DigestedItem): number {
  let same = 0;
  let all = 0;
  for (const [at, digest] of a.leaves) {
    all += weightOf(at);
    if (b.leaves.get(at) === digest) same += weightOf(at);
  }
  for (const at of b.leaves.keys()) if (!a.leaves.has(at)) all += weightOf(at);
  return all === 0 ? 0 : same / all;
}

/** Name, method and URL say most of what a request is. */
function weightOf(at: Pointer): number {
  return at === '/name' || at === '/request/line' ? 2 : 1;
}
