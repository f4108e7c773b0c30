// Says what one refresh reads: the workspace's index, lists of kinds, and objects by their ids.
import type { Address } from './address.ts';
import type { Identity, Kind } from './kind.ts';

/** A remote object, and the address that it belongs to. */
export interface ObjectRef {
  readonly address: Address;
  readonly kind: Kind;
  readonly identity: Identity;
}

/** The list of one kind. */
export interface ListRead {
  readonly kind: Kind;
  /** What the list tells about: the whole object where the kind is read by list, else a stamp and whether it is named. */
  readonly objects: readonly ObjectRef[];
  /** Calls; one a page. A list of objects that nobody manages may have more. */
  readonly pages: number;
}

export interface ReadSet {
  /** The workspace's index: confirms the workspace, and names every object in it; one call. */
  readonly index: boolean;
  readonly lists: readonly ListRead[];
  /** Read by their ids; one call each. */
  readonly objects: readonly ObjectRef[];
}

export const NOTHING_TO_READ: ReadSet = { index: false, lists: [], objects: [] };

/** The list of a kind. `count`: how many objects it holds, as far as that is known. */
export function listRead(kind: Kind, objects: readonly ObjectRef[], count: number = objects.length): ListRead {
  return { kind, objects, pages: kind.pageSize === undefined ? 1 : Math.max(1, Math.ceil(count / kind.pageSize)) };
}

/** The fewest calls that read these objects: a list for those of a kind that is read by list, one call for each other. */
export function readsOf(objects: readonly ObjectRef[]): ReadSet {
  const listed = new Map<Kind, ObjectRef[]>();
  for (const item of objects)
    if (item.kind.readBy === 'list') listed.set(item.kind, [...(listed.get(item.kind) ?? []), item]);
  return {
    index: false,
    lists: [...listed].map(([kind, mine]) => listRead(kind, mine)),
    objects: objects.filter(({ kind }) => kind.readBy === 'id'),
  };
}

/** All of these sets, as one. */
export function unionOf(sets: readonly ReadSet[]): ReadSet {
  return {
    index: sets.some(({ index }) => index),
    lists: sets.flatMap(({ lists }) => lists),
    objects: sets.flatMap(({ objects }) => objects),
  };
}

/** Calls that read it, where nothing fails and each list holds what it tells about. */
export function callsOfReads({ index, lists, objects }: ReadSet): number {
  return Number(index) + lists.reduce((sum, { pages }) => sum + pages, 0) + objects.length;
}

/** The objects about which it tells, by list or by id. */
export function objectsIn({ lists, objects }: ReadSet): readonly ObjectRef[] {
  return [...lists.flatMap((list) => list.objects), ...objects];
}
