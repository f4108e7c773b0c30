// Room: judging one address: the moves of its leaves, the policies on them, the verdict, and what stands in its way.
import { basePointers, knownDigest, settledAt } from '../compare/baseline.ts';
import { differences, type Moves, movesOf } from '../compare/leaf-changes.ts';
import { DEFAULT_LIFECYCLE, type DriftPolicy, type Lifecycle } from '../model/desired.ts';
import { isLate } from '../model/json.ts';
import { normalize } from '../model/kind.ts';
import { isWithin, matchesAny, matchesPattern, type Pointer } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import { classify, type Facts, type Verdict } from './classify.ts';
import { nameOf, type Surveyed } from './resource-view.ts';

export interface Judged extends Verdict {
  readonly surveyed: Surveyed;
  readonly moves: Moves;
  /** Leaves that the step would change on the server. */
  readonly written: readonly Pointer[];
  /** Remote moves left alone by policy. */
  readonly held: readonly Pointer[];
  /** Remote moves that the step would undo. */
  readonly overwritten: readonly Pointer[];
  /** Remote moves that the policy says to stop at. */
  readonly stopping: readonly Pointer[];
  /** Leaves that moved on both sides to different values. */
  readonly conflicting: readonly Pointer[];
  readonly forcedBy: readonly Pointer[];
  /** Leaves of `moves.config` that the files did not change: what they refer to gets a new identity. */
  readonly renewed: readonly Pointer[];
}

const NO_MOVES: Moves = { config: [], remote: [], differing: [] };

export function judge(surveyed: Surveyed, openIntent: boolean, options: PlanOptions): Judged {
  const lifecycle = surveyed.resource?.lifecycle ?? DEFAULT_LIFECYCLE;
  const moves = movesFor(surveyed, lifecycle);
  const renewed = renewedIn(surveyed, moves);
  const moved = new Set(moves.config);
  const config = new Set(moves.config.filter((pointer) => !renewed.includes(pointer)));
  const differing = new Set(moves.differing);
  const remote = moves.remote;
  const held = remote.filter(
    (pointer) => !config.has(pointer) && differing.has(pointer) && policyAt(lifecycle, pointer) === 'keep',
  );
  const stopping = remote.filter((pointer) => !config.has(pointer) && policyAt(lifecycle, pointer) === 'stop');
  const conflicting = remote.filter((pointer) => config.has(pointer) && differing.has(pointer));
  const unread = remote.filter((pointer) => surveyed.desired?.digestAt(pointer) === 'missing');
  const written = moves.differing.filter(
    (pointer) => !held.includes(pointer) && (moved.has(pointer) || remote.includes(pointer)),
  );
  const forcedBy = written.filter((pointer) => surveyed.kind.immutable.some((at) => isWithin(pointer, at)));
  const facts: Facts = {
    desired: surveyed.resource !== undefined,
    state: surveyed.recorded !== undefined,
    openIntent,
    adopting: surveyed.resource?.adopt !== undefined,
    namesakes: surveyed.namesakes.length,
    sighting: surveyed.sighting.seen,
    configMoved: moved.size > 0,
    renewedOnly: config.size === 0,
    refsOnly: [...config].every((pointer) => isRef(surveyed, pointer)),
    destroying: options.destroy,
    remoteMoved: remote.length > 0,
    overlap: conflicting.length > 0,
    equal: written.length + held.length + unread.length === 0,
    mustReplace: forcedBy.length > 0 || options.replace.includes(surveyed.address),
    allHeld: held.length + unread.length > 0 && written.length === 0,
  };
  const verdict = classify(facts);
  return {
    ...verdict,
    surveyed,
    moves,
    written: verdict.action === 'create' ? [...(surveyed.desired?.leaves.keys() ?? [])] : written,
    held,
    overwritten: written.filter((pointer) => remote.includes(pointer)),
    stopping,
    conflicting,
    forcedBy,
    renewed,
  };
}

/** Leaves whose value is not known yet, and whose value so far is what was sent: nobody changed them in the files. */
function renewedIn({ before, desired, recorded, comparable }: Surveyed, { config }: Moves): readonly Pointer[] {
  if (before === undefined || recorded === undefined || !comparable) return [];
  return config.filter((pointer) => {
    const known = knownDigest(before, pointer);
    return desired?.digestAt(pointer) === 'unknown' && known !== undefined && known === recorded.base.sent[pointer];
  });
}

/** A leaf that is nothing but a ref: it moves with what it refers to, and the files need not say anything new. */
function isRef({ kind, resource }: Surveyed, pointer: Pointer): boolean {
  const value = resource && kind.leaves(normalize(kind, resource.spec)).find((leaf) => leaf.pointer === pointer)?.value;
  return value !== undefined && isLate(value) && value.$late === 'ref';
}

function movesFor(surveyed: Surveyed, lifecycle: Lifecycle): Moves {
  const { kind, recorded, desired, live } = surveyed;
  if (live === undefined) return desired && recorded ? unseenMoves(surveyed, lifecycle) : NO_MOVES;
  if (desired === undefined) return recorded ? { ...NO_MOVES, remote: strayed(surveyed) } : NO_MOVES;
  if (recorded === undefined) {
    const differing = differences(kind, undefined, desired, live.side, lifecycle);
    return { config: differing, remote: [], differing };
  }
  return movesOf(kind, recorded.base, desired, live.side, lifecycle);
}

/** Without a look only the files can be seen to have moved; a value that is not known yet counts as moved, as it does after a look. */
function unseenMoves(surveyed: Surveyed, lifecycle: Lifecycle): Moves {
  const { kind, recorded, desired } = surveyed;
  if (recorded!.base.tag !== '' && desired!.root !== undefined && desired!.root === recorded!.base.roots.sent)
    return NO_MOVES;
  const pointers = new Set([...desired!.leaves.keys(), ...Object.keys(recorded!.base.sent).sort()]);
  const owns = kind.owns(desired!.spec);
  const config = [...pointers].filter((pointer) => {
    if (matchesAny(pointer, lifecycle.ignore)) return false;
    const ours = desired!.digestAt(pointer);
    if (ours === undefined) return owns.some((part) => isWithin(pointer, part.at));
    if (ours === 'missing') return false;
    return ours === 'unknown' || knownDigest(desired!, pointer) !== recorded!.base.sent[pointer];
  });
  return { config, remote: [], differing: config };
}

/** Leaves of an undeclared object that somebody changed since we last saw it. */
function strayed(surveyed: Surveyed): readonly Pointer[] {
  const { base } = surveyed.recorded!;
  const live = surveyed.live!.side;
  const known = basePointers(base).filter((pointer) => !matchesAny(pointer, surveyed.kind.writeOnly));
  return known.filter((pointer) => knownDigest(live, pointer) !== settledAt(base, pointer));
}

function policyAt(lifecycle: Lifecycle, pointer: Pointer): DriftPolicy {
  return lifecycle.drift.findLast((rule) => matchesPattern(pointer, rule.at))?.policy ?? 'undo';
}

/** The name for people: desired's, else live's, else the address. */
export function nameForPeople(surveyed: Surveyed): string {
  const name = surveyed.desired ? nameOf(surveyed.desired.spec) : surveyed.live ? nameOf(surveyed.live.side.spec) : '';
  return name === '' ? surveyed.address : name;
}
