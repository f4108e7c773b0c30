// Room: the gate of one bucket, pure functions over plain state: may a call go now, and if not, when. Time is an argument.

import type { WindowNews } from '../http/headers.ts';
import {
  addEnded,
  endedOf,
  forgetEnded,
  type Gate,
  leavesAt,
  limitOf,
  liveOf,
  type Seen,
  trustCount,
  underWayOf,
  wasRefused,
  windowOf,
} from './bucket-state.ts';

/**
 * `go`: now. `closed`: not before `untilMs`. `news`: not before a call that is under way has come back, or before
 * `untilMs` where that is earlier: the window ends, or the call takes too long.
 */
export type Verdict =
  | { readonly kind: 'go' }
  | { readonly kind: 'closed'; readonly untilMs: number }
  | { readonly kind: 'news'; readonly untilMs?: number };

/** One call's way through one gate. */
export interface Pass {
  readonly owner: string;
  readonly probe: boolean;
  readonly atMs: number;
}

export interface GateView {
  readonly name: string;
  readonly limit: number;
  readonly windowMs: number;
  /** True while no reply has spoken of this bucket: limit and window are the table's. */
  readonly isAssumed: boolean;
  /** Left in the server's window, less what is under way; 0 where nothing is let through until `resetAtMs`; absent where nobody said. */
  readonly available?: number;
  readonly resetAtMs?: number;
}

/*
 * Two nets under each other:
 * - the server's window: available = smallest `remaining` seen − calls under way, worked out anew each time (storing
 *   the difference would count a call twice); where the window is not known, one call goes ahead as a probe;
 * - our own sends: never more than `limit` in any `windowMs`, each counted from its start until `windowMs` after its end, or
 *   until the server shows that it counts it no longer.
 * Calls and sends are those of all processes that share the state.
 */

/** The probe may be a large upload: after so long another call goes ahead as well. One not yet sent by then has to ask again. */
const PATIENCE_MS = 5_000;
export const isOverdue = ({ probe, atMs }: Pass, nowMs: number): boolean => probe && nowMs - atMs >= PATIENCE_MS;

/** `mayProbe`: this is the narrowest bucket of the call. A call never has to find out what a wider window holds. */
export function verdictOf(gate: Gate, nowMs: number, mayProbe: boolean): Verdict {
  const { pausedUntilMs = Number.NEGATIVE_INFINITY, isWaived, probe } = gate.state;
  if (nowMs < pausedUntilMs) return { kind: 'closed', untilMs: pausedUntilMs };
  if (isWaived) return { kind: 'go' };
  const history = historyOf(gate, nowMs);
  if (history.kind !== 'go') return history;
  const seen = liveOf(gate, nowMs);
  if (mayProbe && probe !== undefined && isUnsure(gate, seen, nowMs)) {
    const untilMs = probe.atMs + PATIENCE_MS;
    if (nowMs < untilMs) return { kind: 'news', untilMs };
  }
  if (seen === undefined) return { kind: 'go' };
  const { remaining = Number.POSITIVE_INFINITY, resetAtMs } = seen;
  if (remaining - underWayOf(gate) >= 1) return { kind: 'go' };
  return remaining < 1 ? { kind: 'closed', untilMs: resetAtMs } : { kind: 'news', untilMs: resetAtMs };
}

/** How many calls the verdict would let go, one after the other, if no news came: 0 or more. */
export function roomOf(gate: Gate, nowMs: number, mayProbe: boolean): number {
  if (verdictOf(gate, nowMs, mayProbe).kind !== 'go') return 0;
  if (gate.state.isWaived) return Number.POSITIVE_INFINITY;
  const underWay = underWayOf(gate);
  const ours = limitOf(gate) - underWay - endedOf(gate);
  const seen = liveOf(gate, nowMs);
  if (mayProbe && isUnsure(gate, seen, nowMs)) return 1;
  if (seen === undefined) return ours;
  return Math.min(ours, (seen.remaining ?? Number.POSITIVE_INFINITY) - underWay);
}

export function enterGate(gate: Gate, owner: string, nowMs: number, mayProbe: boolean): Pass {
  const { state } = gate;
  const probe = mayProbe && !state.isWaived && isUnsure(gate, liveOf(gate, nowMs), nowMs);
  if (probe) state.probe = { owner, atMs: nowMs };
  state.underWay[owner] = (state.underWay[owner] ?? 0) + 1;
  return { owner, probe, atMs: nowMs };
}

/** The call ended, or was given up before it was sent (`sent: false`). `news`: what its reply says of this bucket; absent: there was none. */
export function leaveGate(gate: Gate, pass: Pass, nowMs: number, sent: boolean, news: WindowNews | undefined): void {
  const { state } = gate;
  const underWay = (state.underWay[pass.owner] ?? 0) - 1;
  if (underWay > 0) state.underWay[pass.owner] = underWay;
  else delete state.underWay[pass.owner];
  if (pass.probe && state.probe?.owner === pass.owner && state.probe.atMs === pass.atMs) state.probe = undefined;
  if (!sent) return;
  addEnded(gate, pass.owner, nowMs);
  believe(gate, pass, nowMs, news);
  if (news !== undefined && Object.keys(news).length > 0) {
    state.isHeard = true;
    state.isWaived = false;
  }
  if (news?.limit !== undefined) state.limit = news.limit;
  if (news?.windowMs !== undefined) state.windowMs = news.windowMs;
  if (news?.remaining !== undefined) {
    const resetAtMs = news.resetAtMs ?? nowMs + windowOf(gate);
    hear(gate, { remaining: news.remaining, resetAtMs, heardAtMs: nowMs }, nowMs);
    return;
  }
  const seen = liveOf(gate, nowMs);
  if (seen !== undefined && news !== undefined) seen.heardAtMs = nowMs;
  if (seen?.remaining !== undefined) seen.remaining -= 1;
  else if (seen === undefined && pass.probe && news !== undefined)
    state.seen = { resetAtMs: nowMs + windowOf(gate), heardAtMs: nowMs };
}

/** The reply to a call that passed this gate shows that the server does not know the limit that we assume here. */
export function waiveGate(gate: Gate, nowMs: number): void {
  gate.state.isWaived = !gate.state.isHeard && !wasRefused(gate, nowMs);
}

/** An owner that is gone: its calls count as ended, and nobody waits for its probe. */
export function writeOff(gate: Gate, owner: string, endedAtMs: number): void {
  const calls = gate.state.underWay[owner] ?? 0;
  delete gate.state.underWay[owner];
  if (calls > 0) addEnded(gate, owner, endedAtMs, calls);
  if (gate.state.probe?.owner === owner) gate.state.probe = undefined;
}

export function viewOf(gate: Gate, nowMs: number): GateView {
  const about = {
    name: gate.row.name,
    limit: limitOf({ ...gate, share: 1 }),
    windowMs: windowOf(gate),
    isAssumed: !gate.state.isHeard,
  };
  const verdict = verdictOf(gate, nowMs, false);
  if (verdict.kind === 'closed') return { ...about, available: 0, resetAtMs: verdict.untilMs };
  const seen = liveOf(gate, nowMs);
  if (seen?.remaining === undefined) return about;
  const left = Math.min(seen.remaining, limitOf(gate) - endedOf(gate)) - underWayOf(gate);
  return { ...about, available: Math.max(0, left), resetAtMs: seen.resetAtMs };
}

function historyOf(gate: Gate, nowMs: number): Verdict {
  forgetEnded(gate, nowMs);
  const surplus = underWayOf(gate) + endedOf(gate) - limitOf(gate);
  if (surplus < 0) return { kind: 'go' };
  const untilMs = leavesAt(gate, surplus);
  return untilMs === undefined ? { kind: 'news' } : { kind: 'closed', untilMs };
}

/** What was heard this part of a window ago is old: somebody else may have taken what was left. */
const OLD_PART = 6;

/** True where one call has to go ahead and find out what the window holds. */
function isUnsure(gate: Gate, seen: Seen | undefined, nowMs: number): boolean {
  if (seen === undefined) return true;
  return seen.remaining !== undefined && nowMs - seen.heardAtMs > windowOf(gate) / OLD_PART;
}

/**
 * Until it has refused us once, the server's own count is better than our history, which keeps each call for longer. The call
 * that brings it is counted there as well, except by servers that count late: they show it by a whole limit left.
 */
function believe(gate: Gate, pass: Pass, nowMs: number, news: WindowNews | undefined): void {
  const { state } = gate;
  const limit = news?.limit ?? state.limit;
  if (news?.remaining === undefined || limit === undefined || wasRefused(gate, nowMs)) return;
  if (news.remaining >= limit) state.countsLate = true;
  const counted = limit - news.remaining - (state.countsLate ? 0 : 1);
  if (counted >= 0) trustCount(gate, counted, pass.atMs);
}

/** Resets half a window apart are two windows: a later one replaces, an earlier one is an old reply. */
function hear(gate: Gate, heard: Required<Seen>, nowMs: number): void {
  const seen = liveOf(gate, nowMs);
  const halfMs = windowOf(gate) / 2;
  if (seen?.remaining === undefined || heard.resetAtMs - seen.resetAtMs > halfMs) {
    gate.state.seen = heard;
  } else if (heard.resetAtMs - seen.resetAtMs >= -halfMs) {
    seen.remaining = Math.min(seen.remaining, heard.remaining);
    seen.resetAtMs = Math.min(seen.resetAtMs, heard.resetAtMs);
    seen.heardAtMs = heard.heardAtMs;
  }
}
