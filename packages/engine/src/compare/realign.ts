// Names the parts of a record as a changed spec names them, so that a renamed or moved part keeps what is remembered of it.
import type { Digester } from '../model/digest.ts';
import type { Kind } from '../model/kind.ts';
import type { Digest, PartMatch, Parts } from '../model/parts.ts';
import type { Pointer } from '../model/pointer.ts';
import type { Baseline, ResourceRecord } from '../model/state.ts';
import { settledAt } from './baseline.ts';
import type { Orders } from './merge-orders.ts';
import { orderAt } from './orders.ts';
import { knownDigest, type Snapshot } from './snapshot.ts';

/** What no leaf has as its digest: an order that is another than the one remembered, which only its old pointers can say. */
const ANOTHER: Digest = '-'.repeat(12);

export interface Realigned {
  /** The record under the pointers of the spec; the same one where none is new. */
  readonly record: ResourceRecord;
  readonly matches: readonly PartMatch[];
  /** Parts of the spec that are not remembered. */
  readonly added: ReadonlySet<Pointer>;
  /** What was last sent, under the new pointers; undefined where an order is not remembered. */
  readonly orders: Orders | undefined;
  /** The record where live, read under the new item ids, shows whether its orders are those that were settled. */
  readonly beside: (live: Snapshot) => ResourceRecord;
}

/**
 * Undefined where the files say what they said when it was recorded, or its digests cannot be compared. `live`: the object
 * under the recorded item ids, where it was read.
 */
export function realign(
  kind: Kind,
  record: ResourceRecord,
  desired: Snapshot,
  digester: Digester,
  live: () => Snapshot | undefined,
): Realigned | undefined {
  const { parts } = kind;
  const { current } = record;
  if (parts === undefined || current === undefined) return undefined;
  const { roots, tag } = current.baseline;
  if (tag !== digester.tag(kind) || (desired.root !== undefined && desired.root === roots.sent)) return undefined;
  const known = knownLeaves(current.baseline);
  const wanted = [...desired.leaves.keys()].map((pointer) => [pointer, knownDigest(desired, pointer)] as const);
  const matches = parts.findAgain(wanted, known, () => {
    const now = live();
    return now && [...now.leaves.keys()].map((pointer) => [pointer, knownDigest(now, pointer)] as const);
  });
  const there = new Set(wanted.map(([pointer]) => parts.ownerOf(pointer)));
  const newOf = newPointers(parts, matches, there);
  const found = new Set(['', ...matches.map(({ to }) => to)]);
  const added = new Set([...there].filter((part) => !found.has(part)));
  const owners = [...new Set(known.map(([pointer]) => parts.ownerOf(pointer)))];
  const orders = rememberedOrders(parts, current.baseline, owners, newOf, digester);
  if (owners.every((owner) => newOf(owner) === owner)) return { record, matches, added, orders, beside: () => record };
  const names = { parts, newOf, oldOf: inverse(owners, newOf), digester };
  return {
    record: renamed(record, names, desired, undefined),
    matches,
    added,
    orders,
    beside: (live) => renamed(record, names, desired, live),
  };
}

/** What was sent, in its order, and what only the server had. */
function knownLeaves(base: Baseline): readonly (readonly [Pointer, Digest | undefined])[] {
  const others = Object.keys(base.settled).filter((pointer) => !Object.hasOwn(base.sent, pointer));
  return [
    ...Object.entries(base.sent),
    ...others.sort().map((pointer) => [pointer, settledAt(base, pointer)] as const),
  ];
}

/** A part without a match stays beside what is left of its owner, under a key that nobody has. */
function newPointers(
  parts: Parts,
  matches: readonly PartMatch[],
  wanted: ReadonlySet<Pointer>,
): (part: Pointer) => Pointer {
  const found = new Map<Pointer, Pointer>([['', ''], ...matches.map(({ from, to }) => [from, to] as const)]);
  const taken = new Set(wanted);
  const newOf = (part: Pointer): Pointer => {
    const known = found.get(part);
    if (known !== undefined) return known;
    const owner = parts.ownerOf(part.slice(0, part.lastIndexOf('/')));
    let pointer = newOf(owner) + part.slice(owner.length);
    while (taken.has(pointer)) pointer += '#0';
    taken.add(pointer);
    found.set(part, pointer);
    return pointer;
  };
  return newOf;
}

function inverse(owners: readonly Pointer[], newOf: (part: Pointer) => Pointer): (part: Pointer) => Pointer {
  const old = new Map(owners.map((owner) => [newOf(owner), owner]));
  return (part) => old.get(part) ?? part;
}

/** A state holds the digest of each order; the leaves stand in it as they were sent, which tells the order itself. */
function rememberedOrders(
  parts: Parts,
  base: Baseline,
  owners: readonly Pointer[],
  newOf: (part: Pointer) => Pointer,
  digester: Digester,
): Orders | undefined {
  const inside = new Map<Pointer, Pointer[]>();
  const sent = new Set(Object.keys(base.sent).map((pointer) => parts.ownerOf(pointer)));
  for (const part of owners) {
    if (part === '' || !sent.has(part)) continue;
    const owner = parts.ownerOf(part.slice(0, part.lastIndexOf('/')));
    const list = inside.get(owner);
    if (list === undefined) inside.set(owner, [part]);
    else list.push(part);
  }
  const orders = new Map<Pointer, readonly Pointer[]>();
  for (const [pointer, digest] of Object.entries(base.sent)) {
    if (!parts.isOrder(pointer)) continue;
    const owner = parts.ownerOf(pointer);
    const list = inside.get(owner) ?? [];
    if (digester.leaf(list.map((part) => parts.entryOf(owner, part))) !== digest) return undefined;
    orders.set(newOf(owner), list.map(newOf));
  }
  return orders;
}

interface Names {
  readonly parts: Parts;
  readonly newOf: (part: Pointer) => Pointer;
  readonly oldOf: (part: Pointer) => Pointer;
  readonly digester: Digester;
}

function renamed(record: ResourceRecord, names: Names, desired: Snapshot, live: Snapshot | undefined): ResourceRecord {
  const { parts, newOf } = names;
  const current = record.current!;
  const rename = (pointer: Pointer): Pointer => parts.rename(pointer, newOf);
  const table = <V>(from: Readonly<Record<Pointer, V>>): Record<Pointer, V> =>
    Object.fromEntries(Object.entries(from).map(([pointer, value]) => [rename(pointer), value]));
  const { sent: before, settled: after, before: replaced, roots: _, ...rest } = current.baseline;
  const sent = table(before);
  const settled = table(after);
  for (const pointer of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (!parts.isOrder(pointer)) continue;
    if (Object.hasOwn(before, pointer)) sent[rename(pointer)] = orderDigest(names, pointer, before[pointer]!, desired);
    const was = settledAt(current.baseline, pointer);
    if (was !== undefined) settled[rename(pointer)] = orderDigest(names, pointer, was, live);
  }
  const acceptedIn = (from: Readonly<Record<Pointer, Digest | null>>) =>
    Object.fromEntries(
      Object.entries(from).map(([pointer, was]) => {
        const isOrder = was !== null && parts.isOrder(pointer);
        return [rename(pointer), isOrder ? orderDigest(names, pointer, was, live) : was];
      }),
    );
  const { secrets } = record;
  return {
    ...record,
    current: {
      ...current,
      baseline: { ...rest, sent, settled, roots: {}, ...(replaced === undefined ? {} : { before: table(replaced) }) },
      differences: current.differences.map(rename),
      ...(current.accepted === undefined ? {} : { accepted: acceptedIn(current.accepted) }),
      itemIds: table(current.itemIds),
    },
    ...(secrets === undefined ? {} : { secrets: secrets.map(rename) }),
  };
}

/** The digest that an order has in a side, where under its old pointers it is the one that is remembered. */
function orderDigest(
  { parts, newOf, oldOf, digester }: Names,
  pointer: Pointer,
  remembered: Digest,
  side: Snapshot | undefined,
): Digest {
  const owner = parts.ownerOf(pointer);
  const list = side && orderAt(parts, side, parts.rename(pointer, newOf));
  if (list === undefined) return ANOTHER;
  const asBefore = list.map((part) => parts.entryOf(owner, oldOf(part)));
  if (digester.leaf(asBefore) !== remembered) return ANOTHER;
  return digester.leaf(list.map((part) => parts.entryOf(newOf(owner), part)));
}
