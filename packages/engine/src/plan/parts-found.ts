// Tells how the parts of an object were found: those of the files among what was last sent, and those of live by their ids.
import type { Snapshot } from '../compare/snapshot.ts';
import type { PartMatch, Parts } from '../model/parts.ts';
import type { Pointer } from '../model/pointer.ts';
import type { ResourceView } from './resource-view.ts';

/** A part by its name for people. `was`: the name and place that are remembered of it, where they are others. */
export interface FoundPart {
  readonly name: string;
  readonly why: Exclude<PartMatch['why'], 'unchanged'>;
  readonly was?: string;
}

export interface PartsFound {
  /** The files, beside what was last sent. Absent where one of the two is not there, or not comparable. */
  readonly files?: {
    readonly unchanged: number;
    readonly found: readonly FoundPart[];
    readonly added: readonly string[];
    readonly gone: readonly string[];
  };
  /** The object, beside what is recorded of it. Absent where it was not read. */
  readonly live?: {
    /** How many have the id that is recorded. */
    readonly recorded: number;
    /** Those that only the object has. */
    readonly added: readonly string[];
    /** Those without a recorded id that the files have, too. */
    readonly both: readonly string[];
    readonly gone: readonly string[];
  };
}

/** Undefined for a kind whose objects have no parts. */
export function partsFound(view: ResourceView): PartsFound | undefined {
  const { parts } = view.kind;
  if (parts === undefined) return undefined;
  const files = inFiles(view, parts);
  const live = inLive(view, parts);
  return { ...(files === undefined ? {} : { files }), ...(live === undefined ? {} : { live }) };
}

function inFiles({ desired, current, comparable, matches, live }: ResourceView, parts: Parts): PartsFound['files'] {
  if (desired === undefined || current === undefined || !comparable) return undefined;
  const { sent, roots } = current.baseline;
  const there = partsIn(parts, desired.leaves.keys());
  if (desired.root !== undefined && desired.root === roots.sent)
    return { unchanged: there.size, found: [], added: [], gone: [] };
  const name = (part: Pointer): string => parts.nameOf(part, desired.spec);
  const matched = new Set(matches.map(({ to }) => to));
  return {
    unchanged: matches.filter(({ why }) => why === 'unchanged').length,
    found: matches.flatMap(({ from, to, why }) => {
      if (why === 'unchanged') return [];
      const was = from === to ? name(to) : parts.nameOf(from);
      return [{ name: name(to), why, ...(was === name(to) ? {} : { was }) }];
    }),
    added: [...there].filter((part) => !matched.has(part)).map(name),
    gone: [...partsIn(parts, Object.keys(sent))]
      .filter((part) => !there.has(part))
      .map((part) => parts.nameOf(part, live?.snapshot.spec)),
  };
}

function inLive({ desired, current, live }: ResourceView, parts: Parts): PartsFound['live'] {
  if (live === undefined) return undefined;
  const ids = new Map(itemsIn(parts, live.itemIds));
  const recorded = new Map(itemsIn(parts, current?.itemIds ?? {}));
  const known = new Set(recorded.values());
  const present = new Set(ids.values());
  const declared = declaredParts(parts, desired);
  const others = [...ids].filter(([, id]) => !known.has(id)).map(([part]) => part);
  const name = (part: Pointer): string => parts.nameOf(part, live.snapshot.spec);
  return {
    recorded: ids.size - others.length,
    added: others.filter((part) => !declared.has(part)).map(name),
    both: others.filter((part) => declared.has(part)).map(name),
    gone: [...recorded].filter(([, id]) => !present.has(id)).map(([part]) => parts.nameOf(part, desired?.spec)),
  };
}

function declaredParts(parts: Parts, desired: Snapshot | undefined): ReadonlySet<Pointer> {
  return desired === undefined ? new Set() : partsIn(parts, desired.leaves.keys());
}

/** In the order of the leaves; the object itself is none. */
function partsIn(parts: Parts, leaves: Iterable<Pointer>): ReadonlySet<Pointer> {
  const found = new Set<Pointer>();
  for (const pointer of leaves) found.add(parts.ownerOf(pointer));
  found.delete('');
  return found;
}

/** Ids of parts alone: what belongs to a part may have one, too. */
function itemsIn(parts: Parts, ids: Readonly<Record<Pointer, string>>): readonly (readonly [Pointer, string])[] {
  return Object.entries(ids).filter(([part, id]) => id !== '' && parts.ownerOf(part) === part);
}
