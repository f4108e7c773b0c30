// Sums up what changed where it is more than people read: the first of many on one line each, and of all how many and what.
import type { Line, Pointer } from '@postform/engine';
import { type Group, parentOf } from './groups.ts';
import { factLine } from './layout.ts';
import { countOf } from './text.ts';
import type { Told } from './told.ts';

/** More folders and requests than this are summed up. */
const MOST = 50;
const LISTED = 20;

/** A folder or request, and what is told of it. `changes` is absent where it only has another name or place. */
export interface ToldGroup {
  readonly group: Group;
  readonly heading: string;
  readonly changes?: readonly Told[];
  readonly lines: readonly Line[];
}

/** What is removed, renamed or moved stays listed: nobody should miss it. */
export function withoutCrowds(entries: readonly ToldGroup[]): readonly Line[] {
  const of = (state: Group['state']): readonly ToldGroup[] =>
    entries.filter(({ group, changes, lines }) => {
      return group.state === state && group.owner !== '' && changes !== undefined && lines.length > 0;
    });
  const crowds = [of('changed'), of('added')].filter((crowd) => crowd.length > MOST);
  const folded = new Map(crowds.flatMap((crowd) => crowd.map((entry, index) => [entry, index < LISTED] as const)));
  const lines = entries.flatMap((entry) => {
    const isListed = folded.get(entry);
    if (isListed === undefined) return entry.lines;
    if (!isListed) return [];
    return entry.group.state === 'added' ? entry.lines : [factLine(entry.heading, entry.changes ?? [])];
  });
  return [...lines, ...crowds.map((crowd) => ({ mark: ' ', depth: 0, text: summaryOf(crowd) }) as const)];
}

/** `… 214 requests changed in 12 folders, the first 20 are listed: headers of 180, scripts of 34` */
function summaryOf(crowd: readonly ToldGroup[]): string {
  const groups = crowd.map(({ group }) => group);
  const requests = groups.filter(({ line }) => line !== '').length;
  const counts = [
    ...(requests > 0 ? [countOf(requests, 'request')] : []),
    ...(requests < groups.length ? [countOf(groups.length - requests, 'folder')] : []),
  ];
  const { state } = groups[0]!;
  const parents = new Set(groups.map(({ owner }) => parentOf(owner))).size;
  const where = parents > 1 ? ` in ${parents} folders` : '';
  const parts = state === 'changed' ? `: ${partsOf(groups)}` : '';
  return `… ${counts.join(' and ')} ${state}${where}, the first ${LISTED} are listed${parts}`;
}

function partsOf(groups: readonly Group[]): string {
  const counts = new Map<string, number>();
  for (const { changes } of groups)
    for (const part of new Set([...changes.keys()].map(partAt))) counts.set(part, (counts.get(part) ?? 0) + 1);
  const most = [...counts].sort((a, b) => b[1] - a[1]);
  return most.map(([part, count]) => `${part} of ${count}`).join(', ');
}

const PARTS: readonly (readonly [start: Pointer, what: string])[] = [
  ['/request/line', 'method or URL'],
  ['/request/header', 'headers'],
  ['/request/body', 'body'],
  ['/request/auth', 'auth'],
  ['/auth', 'auth'],
  ['/request/description', 'description'],
  ['/description', 'description'],
  ['/scripts/', 'scripts'],
  ['/examples/', 'examples'],
  ['/variables/', 'variables'],
  ['/settings', 'settings'],
  ['/name', 'name'],
  ['/order', 'order'],
];

function partAt(at: Pointer): string {
  return PARTS.find(([start]) => at.startsWith(start))?.[1] ?? 'other parts';
}
