// The per-time limits as the processes of one user share them: the buckets, and which processes take part. Pure, over plain data.
import { endCallsOf } from './bucket.ts';
import { type Bucket, type BucketState, endedOf, newBucketState, windowOf } from './bucket-state.ts';
import type { Demand } from './fair-share.ts';
import type { BucketRow } from './limits.ts';

/** A process, or one client in it. */
export interface Owner {
  /** Its machine. While the shared store is unreachable, the processes of one machine go on together. */
  readonly host: string;
  heartbeatAtMs: number;
  /** By bucket, until when a fair share is kept for it: it waits, or has waited and will soon ask again. */
  readonly demands: Record<string, number>;
}

/** All times are of the clock of the store that keeps it. */
export interface SharedWindows {
  savedAtMs: number;
  /** Grows with each tick. */
  serial: number;
  readonly buckets: Record<string, BucketState>;
  readonly owners: Record<string, Owner>;
}

/** An owner sends a heartbeat this often while it has calls in flight or waits. */
export const HEARTBEAT_MS = 1_000;
/** After this long without a heartbeat an owner's calls count as ended. Longer than a permit may stay unused. */
export const STALE_AFTER_MS = 5_000;
/** A waiting owner renews its demand with each heartbeat. A demand not renewed for this long ends. */
const DEMAND_MS = 2_500;
/** An owner that waits no longer keeps its fair share for this part of a window. */
const DEMAND_PART = 8;

export const newSharedWindows = (): SharedWindows => ({ savedAtMs: 0, serial: 0, buckets: {}, owners: {} });

export function bucketAt(windows: SharedWindows, row: BucketRow, share: number): Bucket {
  windows.buckets[row.name] ??= newBucketState();
  return { row, state: windows.buckets[row.name]!, share };
}

/** Removes owners without a recent heartbeat, except `me`. Their calls count as ended when the next heartbeat was due. */
export function expireStale(windows: SharedWindows, rows: readonly BucketRow[], nowMs: number, me: string): void {
  for (const [name, { heartbeatAtMs }] of Object.entries(windows.owners)) {
    if (name !== me && nowMs - heartbeatAtMs > STALE_AFTER_MS)
      removeOwner(windows, rows, name, heartbeatAtMs + HEARTBEAT_MS);
  }
}

export function removeOwner(
  windows: SharedWindows,
  rows: readonly BucketRow[],
  owner: string,
  endedAtMs: number,
): void {
  for (const row of rows) endCallsOf(bucketAt(windows, row, 1), owner, endedAtMs);
  delete windows.owners[owner];
}

/** The demands that an owner still has at the start of its tick, which may renew them. */
export function remainingDemands(
  { demands }: Owner,
  bucketOf: (name: string) => Bucket,
  nowMs: number,
): Owner['demands'] {
  const shortened = Object.entries(demands).map(([name, untilMs]): [string, number] => {
    return [name, Math.min(untilMs, nowMs + windowOf(bucketOf(name)) / DEMAND_PART)];
  });
  return Object.fromEntries(shortened.filter(([, untilMs]) => untilMs > nowMs));
}

export function recordDemand(owner: Owner, bucket: string, nowMs: number): void {
  owner.demands[bucket] = nowMs + DEMAND_MS;
}

/** The other owners that demand a share of the bucket. */
export function competingDemands(windows: SharedWindows, bucket: Bucket, nowMs: number, me: string): readonly Demand[] {
  return Object.entries(windows.owners)
    .filter(([name, { demands }]) => name !== me && (demands[bucket.row.name] ?? nowMs) > nowMs)
    .map(([owner]) => ({ owner, used: ownerCallsOf(bucket, owner) }));
}

/** Calls of an owner in this window, ended and in flight. */
export function ownerCallsOf(bucket: Bucket, owner: string): number {
  return endedOf(bucket, owner) + (bucket.state.inFlight[owner] ?? 0);
}

/** The number of machines that took part lately. */
export function hostCountOf(windows: SharedWindows): number {
  return new Set(Object.values(windows.owners).map(({ host }) => host)).size;
}

/** A copy on a clock that is `byMs` ahead. */
export function shiftedWindows(windows: SharedWindows, byMs: number): SharedWindows {
  const copy = structuredClone(windows);
  copy.savedAtMs += byMs;
  for (const owner of Object.values(copy.owners)) {
    owner.heartbeatAtMs += byMs;
    for (const bucket of Object.keys(owner.demands)) owner.demands[bucket]! += byMs;
  }
  for (const bucket of Object.values(copy.buckets)) {
    if (bucket.reported) {
      bucket.reported.resetAtMs += byMs;
      bucket.reported.heardAtMs += byMs;
    }
    if (bucket.probe) bucket.probe = { ...bucket.probe, atMs: bucket.probe.atMs + byMs };
    if (bucket.pausedUntilMs !== undefined) bucket.pausedUntilMs += byMs;
    if (bucket.refusedAtMs !== undefined) bucket.refusedAtMs += byMs;
    if (bucket.contestedAtMs !== undefined) bucket.contestedAtMs += byMs;
    bucket.ended = bucket.ended.map(({ fromMs, atMs, by }) => ({ fromMs: fromMs + byMs, atMs: atMs + byMs, by }));
  }
  return copy;
}
