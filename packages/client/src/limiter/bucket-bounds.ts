// The bounds of a gate: no number in its state, told now or kept by whoever wrote the store, keeps it shut for longer than its window can. Pure.
import { believedLimit, believedOpening, believedWindowMs } from '../http/plausible.ts';
import { type EndedCalls, type Gate, windowOf } from './bucket-state.ts';
import { AHEAD_MS, type Windows } from './shared-windows.ts';

/** Alters the state. What was told counts from when it was told, so that reading it again never makes it longer. */
export function boundGate(gate: Gate, nowMs: number): void {
  const { state } = gate;
  const latestMs = nowMs + AHEAD_MS;
  const isPast = (atMs: unknown): atMs is number => typeof atMs === 'number' && atMs <= latestMs;
  if (believedLimit(state.limit) === undefined) delete state.limit;
  if (believedWindowMs(state.windowMs) === undefined) delete state.windowMs;
  const windowMs = windowOf(gate);
  if (!isPast(state.refusedAtMs)) delete state.refusedAtMs;
  if (!isPast(state.contestedAtMs)) delete state.contestedAtMs;
  if (!isPast(state.probe?.atMs)) delete state.probe;
  if (state.pausedUntilMs !== undefined)
    state.pausedUntilMs = believedOpening(state.pausedUntilMs, state.refusedAtMs ?? nowMs, windowMs);
  const { seen } = state;
  if (!isPast(seen?.heardAtMs)) delete state.seen;
  else {
    seen!.resetAtMs = believedOpening(seen!.resetAtMs, seen!.heardAtMs, windowMs);
    // Below 0 where more calls came back than the last figure left.
    if (!Number.isFinite(seen!.remaining)) delete seen!.remaining;
  }
  if (!state.ended.every((calls) => isPast(calls.atMs) && areCounts(calls)))
    state.ended = state.ended.filter((calls) => isPast(calls.atMs) && areCounts(calls));
  for (const [owner, calls] of Object.entries(state.underWay)) if (!isCount(calls)) delete state.underWay[owner];
}

/** Calls under way of owners that nobody knows, and owners of a time to come: neither would ever be given up. */
export function boundOwners(windows: Windows, nowMs: number): void {
  for (const [name, { beatAtMs, claims }] of Object.entries(windows.owners)) {
    if (beatAtMs > nowMs + AHEAD_MS) delete windows.owners[name];
    for (const [bucket, untilMs] of Object.entries(claims)) if (!Number.isFinite(untilMs)) delete claims[bucket];
  }
  for (const { underWay } of Object.values(windows.gates)) {
    for (const owner of Object.keys(underWay)) if (!Object.hasOwn(windows.owners, owner)) delete underWay[owner];
  }
}

const isCount = (value: unknown): value is number => typeof value === 'number' && value >= 0 && value < Infinity;

const areCounts = ({ by }: EndedCalls): boolean => Object.values(by).every(isCount);
