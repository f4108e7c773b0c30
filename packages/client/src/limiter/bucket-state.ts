// Room: the state of a gate as plain data, so that processes can share it, and its history of calls that ended.
import type { BucketRow } from './limits.ts';

/** Calls that ended between `fromMs` and `atMs`, by owner. They count as if all had ended at `atMs`. */
export interface EndedCalls {
  readonly fromMs: number;
  atMs: number;
  readonly by: Record<string, number>;
}

/** What a reply said of the window; without `remaining` it said nothing of what is left. */
export interface Seen {
  remaining?: number;
  resetAtMs: number;
  /** When it was last heard of. */
  heardAtMs: number;
}

/** All times are of the clock of the store that keeps it. An owner is a process, or one client in it. */
export interface GateState {
  /** As the server named them; absent: the table's. */
  limit?: number;
  windowMs?: number;
  /** A reply has spoken of this bucket. */
  isHeard?: boolean;
  /** The server keeps other limits than Postman's, and none of this name. Its first refusal brings ours back. */
  isWaived?: boolean;
  refusedAtMs?: number;
  /** What the server says is left does not count the call that it answers. */
  countsLate?: boolean;
  /** Refusals since the last call that went through; those that were under way together count once. */
  strikes?: number;
  /** When a refusal last came right after another: somebody else takes what becomes free. */
  contestedAtMs?: number;
  /** The smallest `remaining` seen in this window. Without: the server says nothing, only our own history counts. */
  seen?: Seen | undefined;
  /** The call that is under way to find out what the window holds: whose it is, and since when. */
  probe?: { readonly owner: string; readonly atMs: number } | undefined;
  pausedUntilMs?: number;
  /** Oldest first. */
  ended: EndedCalls[];
  /** Calls that passed and have not ended, by owner. */
  readonly underWay: Record<string, number>;
}

/** A gate at work: what the table says of its bucket, what is known, and which share of the limit is ours (1: all). */
export interface Gate {
  readonly row: BucketRow;
  readonly state: GateState;
  readonly share: number;
}

export const newGateState = (): GateState => ({ ended: [], underWay: {} });

export const windowOf = ({ row, state }: Gate): number => state.windowMs ?? row.windowMs;

export const limitOf = ({ row, state, share }: Gate): number =>
  Math.max(1, Math.floor((state.limit ?? row.limit) * share));

export const sum = (counts: Readonly<Record<string, number>>): number =>
  Object.values(counts).reduce((all, n) => all + n, 0);

export const underWayOf = ({ state }: Gate): number => sum(state.underWay);

/** Ends closer together than this part of a window are kept as one, at the later time: a minute holds 500 of them at most. */
const GRAINS = 500;

/** A call that ended. Ends come in about their order; a late one counts as the last one known. */
export function addEnded(gate: Gate, owner: string, atMs: number, calls = 1): void {
  const last = gate.state.ended.at(-1);
  if (last === undefined || atMs - last.fromMs > windowOf(gate) / GRAINS) {
    gate.state.ended.push({ fromMs: atMs, atMs, by: { [owner]: calls } });
    return;
  }
  last.atMs = Math.max(last.atMs, atMs);
  last.by[owner] = (last.by[owner] ?? 0) + calls;
}

/** Drops what has left the window. */
export function forgetEnded(gate: Gate, nowMs: number): void {
  const oldestMs = nowMs - windowOf(gate);
  const { ended } = gate.state;
  const kept = ended.findIndex(({ atMs }) => atMs > oldestMs);
  if (kept !== 0) gate.state.ended = kept < 0 ? [] : ended.slice(kept);
}

/**
 * The server counts only `counted` calls in its window, so of those that ended before `beforeMs` the oldest have left it,
 * whatever our clock says: a fixed window has begun anew.
 */
export function trustCount(gate: Gate, counted: number, beforeMs: number): void {
  const old = gate.state.ended.filter(({ atMs }) => atMs < beforeMs);
  let surplus = old.reduce((all, { by }) => all + sum(by), 0) - counted;
  while (surplus > 0) {
    const { by } = gate.state.ended[0]!;
    for (const owner of Object.keys(by)) {
      const gone = Math.min(surplus, by[owner]!);
      surplus -= gone;
      by[owner]! -= gone;
    }
    if (surplus > 0 || sum(by) === 0) gate.state.ended.shift();
  }
}

/** What a refusal has taught is held to be true for so long: the state outlives its processes, and servers change. */
const LESSON_MS = 3_600_000;

export function wasRefused({ state }: Gate, nowMs: number): boolean {
  return state.refusedAtMs !== undefined && nowMs - state.refusedAtMs < LESSON_MS;
}

/** Calls in the history, all of them or those of one owner. */
export function endedOf({ state }: Gate, owner?: string): number {
  return state.ended.reduce((all, { by }) => all + (owner === undefined ? sum(by) : (by[owner] ?? 0)), 0);
}

/** When the `nth` call from the oldest (0: the oldest) leaves the history; undefined where it holds fewer. */
export function leavesAt(gate: Gate, nth: number): number | undefined {
  let passed = 0;
  for (const { atMs, by } of gate.state.ended) {
    passed += sum(by);
    if (passed > nth) return atMs + windowOf(gate);
  }
  return undefined;
}

/** What is known of the window that is open now. */
export function liveOf({ state }: Gate, nowMs: number): Seen | undefined {
  return state.seen !== undefined && nowMs < state.seen.resetAtMs ? state.seen : undefined;
}
