// Finds folders and requests that only changed their name or their place, out of what was added and what was removed.
import { type Pointer, splitPointer } from '@postform/engine';
import { type Group, parentOf } from './groups.ts';

export interface Relocations {
  /** By added folder or request: the removed one that it was. */
  readonly origins: ReadonlyMap<Group, Group>;
  /** Groups that those lines tell of already: the removed ones, and everything inside of both. */
  readonly told: ReadonlySet<Group>;
}

/** Pairs what is, but for its name, leaf by leaf the same, with all that is in it; the outermost pair tells it all. */
export function relocationsIn(groups: readonly Group[]): Relocations {
  const origins = new Map<Group, Group>();
  const told = new Set<Group>();
  const removed = groups.filter((group) => group.state === 'removed');
  const added = groups.filter((group) => group.state === 'added');
  if (removed.length === 0 || added.length === 0) return { origins, told };
  const inside = insides([...removed, ...added]);
  const waiting = new Map<string, Group[]>();
  for (const group of removed) {
    const key = signature(group, inside.get(group)!, 'before');
    waiting.set(key, [...(waiting.get(key) ?? []), group]);
  }
  for (const group of added.toSorted((a, b) => a.owner.length - b.owner.length)) {
    if (told.has(group)) continue;
    const queue = waiting.get(signature(group, inside.get(group)!, 'after')) ?? [];
    const origin = queue.find((candidate) => !told.has(candidate));
    if (origin === undefined) continue;
    origins.set(group, origin);
    for (const one of [origin, ...inside.get(origin)!, ...inside.get(group)!]) told.add(one);
  }
  return { origins, told };
}

/** For each folder, the groups below it. */
function insides(groups: readonly Group[]): ReadonlyMap<Group, readonly Group[]> {
  const byOwner = new Map(groups.map((group) => [`${group.state} ${group.owner}`, [] as Group[]]));
  for (const group of groups) {
    for (let up = parentOf(group.owner); up !== ''; up = parentOf(up)) byOwner.get(`${group.state} ${up}`)?.push(group);
  }
  return new Map(groups.map((group) => [group, byOwner.get(`${group.state} ${group.owner}`)!]));
}

function signature(group: Group, inside: readonly Group[], when: 'before' | 'after'): string {
  const values = [group, ...inside].flatMap((part) =>
    [...part.changes]
      .filter(([at]) => part !== group || at !== '/name')
      .map(([at, change]) => [part.owner.slice(group.owner.length), relative(at, part.owner), change[when]]),
  );
  return JSON.stringify([group.line !== '', values.sort()]);
}

/** Keys outside the format lie at the pointer of their owner, which a move changes. */
function relative(at: Pointer, owner: Pointer): Pointer {
  if (!at.startsWith('/extra/')) return at;
  const [, place = '', key = ''] = splitPointer(at);
  return `/extra${place.slice(owner.length)}/${key}`;
}
