// Leaves that a write was to change and that came back as they were before it: it had no effect on them.

import type { Json } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Digest } from '../model/parts.ts';
import { matchesAny, type Pointer } from '../model/pointer.ts';
import type { Baseline } from '../model/state.ts';
import { settledAt } from './baseline.ts';
import type { LeafChanges } from './leaf-changes.ts';
import { knownDigest, type Snapshot } from './snapshot.ts';

/** What leaves were before a write that was to change them: a digest, or null for no such leaf. */
export type Before = Readonly<Record<Pointer, Digest | null>>;

/** For an update of an object that was read before: what stood at each leaf that the update changes. `held` leaves stay as they are. */
export function beforeUpdate(
  kind: Kind,
  { config, remote, differing }: LeafChanges,
  live: Snapshot,
  held: readonly Pointer[],
): Before {
  const moved = new Set([...config, ...remote]);
  const isHeld = new Set(held);
  const written = differing.filter((at) => moved.has(at) && !isHeld.has(at) && !matchesAny(at, kind.writeOnly));
  return Object.fromEntries(written.map((at) => [at, knownDigest(live, at) ?? null]));
}

/** For an update that follows our own write, which nobody has read since: what that write has sent. */
export function beforeFollowing(kind: Kind, sent: Snapshot, previous: Baseline): Before {
  const pointers = [...sent.leaves.keys()].filter((at) => !matchesAny(at, kind.writeOnly));
  return Object.fromEntries(
    pointers.flatMap((at) => {
      const was = settledAt(previous, at) ?? null;
      return (knownDigest(sent, at) ?? null) === was ? [] : [[at, was]];
    }),
  );
}

/**
 * Leaves without effect, as the first read after a write shows them. After an update: those that are as they were before it.
 * After a create: all but the name, where all of them are empty or not there; one that is missing among others is a difference of the
 * server's.
 */
export function unwrittenLeaves(kind: Kind, base: Baseline, live: Snapshot): readonly Pointer[] {
  if (base.unsettled !== true) return [];
  if (base.before !== undefined)
    return Object.entries(base.before)
      .filter(([at, was]) => (knownDigest(live, at) ?? null) === was)
      .map(([at]) => at);
  const sent = Object.keys(base.sent).filter((at) => at !== '/name' && !matchesAny(at, kind.writeOnly));
  const lost = sent.filter((at) => isBlank(live.leaves.get(at)?.value));
  const arrived = lost.filter((at) => live.leaves.get(at) !== undefined && knownDigest(live, at) === base.sent[at]);
  return lost.length === sent.length && arrived.length < lost.length ? lost : [];
}

function isBlank(value: Json | undefined): boolean {
  if (value === undefined || value === null || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** The base as if these leaves had never been sent: what the files want of them is a change again, and live is no drift. */
export function withoutUnwritten(base: Baseline, unwritten: readonly Pointer[], live: Snapshot): Baseline {
  if (unwritten.length === 0) return base;
  const sent: Record<Pointer, Digest> = { ...base.sent };
  for (const at of unwritten) {
    const there = knownDigest(live, at);
    if (there === undefined) delete sent[at];
    else sent[at] = there;
  }
  return { ...base, sent, roots: {} };
}
