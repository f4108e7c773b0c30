// The state of a bucket as plain data, so that processes can share it, and its history of ended calls.
import type { BucketRow } from './limits.ts';

/** Calls that ended between `fromMs` and `atMs`, by owner. They count as if all had ended at `atMs`. */
export interface EndedCalls {
  readonly fromMs: number;
  atMs: number;
  readonly by: Record<string, number>;
}

/** What replies report of the window; without `remaining` they do not say what is left. */
export interface ReportedWindow {
  remaining?: number;
  resetAtMs: number;
  /** When a reply last reported it. */
  heardAtMs: number;
}

/** All times are of the clock of the store that keeps it. */
export interface BucketState {
  /** As reported by the server; absent: the table's. */
  limit?: number;
  windowMs?: number;
  /** A reply has reported this bucket. */
  isConfirmed?: boolean;
  /** The server has other limits than Postman's and none of this name. Its first refusal restores the assumed limit. */
  isWaived?: boolean;
  refusedAtMs?: number;
  /** The server's `remaining` does not count the call that it answers. */
  countsLate?: boolean;
  /** Refusals since the last accepted call. Refusals of calls that were in flight together count once. */
  strikes?: number;
  /** When a refusal last followed another: somebody else uses what becomes free. */
  contestedAtMs?: number;
  /** Holds the smallest `remaining` of this window. Absent: the server reports nothing, only the history counts. */
  reported?: ReportedWindow | undefined;
  /** The call in flight that finds out what is left: its owner and its start. */
  probe?: { readonly owner: string; readonly atMs: number } | undefined;
  pausedUntilMs?: number;
  /** Oldest first. */
  ended: EndedCalls[];
  /** Calls that have a permit and have not ended, by owner. */
  readonly inFlight: Record<string, number>;
}

/** A bucket's row of the table, its state, and the part of the limit that may be used (1: all). */
export interface Bucket {
  readonly row: BucketRow;
  readonly state: BucketState;
  readonly share: number;
}

export const newBucketState = (): BucketState => ({ ended: [], inFlight: {} });

export const windowOf = ({ row, state }: Bucket): number => state.windowMs ?? row.windowMs;

export const limitOf = ({ row, state, share }: Bucket): number =>
  Math.max(1, Math.floor((state.limit ?? row.limit) * share));

/** Without a copy of the values: a window holds hundreds of counts, and every call asks for their sum. */
export function sum(counts: Readonly<Record<string, number>>): number {
  let all = 0;
  for (const name in counts) all += counts[name]!;
  return all;
}

export const inFlightOf = ({ state }: Bucket): number => sum(state.inFlight);

/** Ends closer together than this part of a window are stored as one, at the later time, so that a window holds at most 500. */
const GRAINS = 500;

/** Ends arrive roughly in order; a late one counts as the last one known. */
export function addEnded(bucket: Bucket, owner: string, atMs: number, calls = 1): void {
  const last = bucket.state.ended.at(-1);
  if (last === undefined || atMs - last.fromMs > windowOf(bucket) / GRAINS) {
    bucket.state.ended.push({ fromMs: atMs, atMs, by: { [owner]: calls } });
    return;
  }
  last.atMs = Math.max(last.atMs, atMs);
  last.by[owner] = (last.by[owner] ?? 0) + calls;
}

/** Drops the calls that have left the window. */
export function forgetEnded(bucket: Bucket, nowMs: number): void {
  const oldestMs = nowMs - windowOf(bucket);
  const { ended } = bucket.state;
  const kept = ended.findIndex(({ atMs }) => atMs > oldestMs);
  if (kept !== 0) bucket.state.ended = kept < 0 ? [] : ended.slice(kept);
}

/**
 * The server counts only `counted` calls in its window. Of the calls that ended before `beforeMs` the oldest have therefore
 * left it, whatever the history says: a fixed window has started again.
 */
export function trustCount(bucket: Bucket, counted: number, beforeMs: number): void {
  let surplus = -counted;
  for (const { atMs, by } of bucket.state.ended) if (atMs < beforeMs) surplus += sum(by);
  while (surplus > 0) {
    const { by } = bucket.state.ended[0]!;
    for (const owner of Object.keys(by)) {
      const gone = Math.min(surplus, by[owner]!);
      surplus -= gone;
      by[owner]! -= gone;
    }
    if (surplus > 0 || sum(by) === 0) bucket.state.ended.shift();
  }
}

/** How long a refusal is remembered. The state outlives its processes, and servers change. */
const REFUSAL_MEMORY_MS = 3_600_000;

export function wasRefused({ state }: Bucket, nowMs: number): boolean {
  return state.refusedAtMs !== undefined && nowMs - state.refusedAtMs < REFUSAL_MEMORY_MS;
}

/** Calls in the history, all of them or those of one owner. */
export function endedOf({ state }: Bucket, owner?: string): number {
  let all = 0;
  for (const { by } of state.ended) all += owner === undefined ? sum(by) : (by[owner] ?? 0);
  return all;
}

/** When the `nth` oldest call (0: the oldest) leaves the history; undefined where it holds fewer. */
export function leavesAt(bucket: Bucket, nth: number): number | undefined {
  let passed = 0;
  for (const { atMs, by } of bucket.state.ended) {
    passed += sum(by);
    if (passed > nth) return atMs + windowOf(bucket);
  }
  return undefined;
}

/** The reported window, while it has not ended. */
export function liveOf({ state }: Bucket, nowMs: number): ReportedWindow | undefined {
  return state.reported !== undefined && nowMs < state.reported.resetAtMs ? state.reported : undefined;
}
