// Drops implausible figures, reported or stored, so that none keeps a bucket closed for longer than its window. Pure.
import { plausibleLimit, plausibleOpening, plausibleWindowMs } from '../http/plausible.ts';
import { type Bucket, type EndedCalls, windowOf } from './bucket-state.ts';
import type { SharedWindows } from './shared-windows.ts';
import { CLOCK_TOLERANCE_MS } from './windows-format.ts';

/** Alters the state. A wait counts from when the server reported it, so that reading it again never makes it longer. */
export function dropImplausible(bucket: Bucket, nowMs: number): void {
  const { state } = bucket;
  const latestMs = nowMs + CLOCK_TOLERANCE_MS;
  const isPast = (atMs: unknown): atMs is number => typeof atMs === 'number' && atMs <= latestMs;
  if (plausibleLimit(state.limit) === undefined) delete state.limit;
  if (plausibleWindowMs(state.windowMs) === undefined) delete state.windowMs;
  const windowMs = windowOf(bucket);
  if (!isPast(state.refusedAtMs)) delete state.refusedAtMs;
  if (!isPast(state.contestedAtMs)) delete state.contestedAtMs;
  if (!isPast(state.probe?.atMs)) delete state.probe;
  if (state.pausedUntilMs !== undefined)
    state.pausedUntilMs = plausibleOpening(state.pausedUntilMs, state.refusedAtMs ?? nowMs, windowMs);
  const { reported } = state;
  if (!isPast(reported?.heardAtMs)) delete state.reported;
  else {
    reported!.resetAtMs = plausibleOpening(reported!.resetAtMs, reported!.heardAtMs, windowMs);
    // Below 0 where more calls ended than the last report left.
    if (!Number.isFinite(reported!.remaining)) delete reported!.remaining;
  }
  if (!state.ended.every((calls) => isPast(calls.atMs) && areCounts(calls)))
    state.ended = state.ended.filter((calls) => isPast(calls.atMs) && areCounts(calls));
  for (const [owner, calls] of Object.entries(state.inFlight)) if (!isCount(calls)) delete state.inFlight[owner];
}

/** Drops calls in flight of unknown owners, and owners with a heartbeat in the future: neither would ever expire. */
export function dropUnknownOwners(windows: SharedWindows, nowMs: number): void {
  for (const [name, { heartbeatAtMs, demands }] of Object.entries(windows.owners)) {
    if (heartbeatAtMs > nowMs + CLOCK_TOLERANCE_MS) delete windows.owners[name];
    for (const [bucket, untilMs] of Object.entries(demands)) if (!Number.isFinite(untilMs)) delete demands[bucket];
  }
  for (const { inFlight } of Object.values(windows.buckets)) {
    for (const owner of Object.keys(inFlight)) if (!Object.hasOwn(windows.owners, owner)) delete inFlight[owner];
  }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < Infinity;

function areCounts({ by }: EndedCalls): boolean {
  for (const owner in by) if (!isCount(by[owner])) return false;
  return true;
}
