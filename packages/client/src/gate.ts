// Room: the gate of one bucket, pure functions over plain state: may a call go now, and if not, when. Time is an argument.
import {
  addEnded,
  endedOf,
  forgetEnded,
  type Gate,
  type GateState,
  leavesAt,
  limitOf,
  trustCount,
  underWayOf,
  wasRefused,
  windowOf,
} from './gate-state.ts';
import type { WindowNews } from './headers.ts';

/**
 * `go`: now. `closed`: not before `untilMs`. `news`: not before a call that is under way has come back, or before
 * `untilMs` where the window ends earlier.
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
  /** Left in the server's window, less what is under way; absent where nobody said. */
  readonly available?: number;
  readonly resetAtMs?: number;
}

type Seen = NonNullable<GateState['seen']>;

/*
 * Two nets under each other:
 * - the server's window: available = smallest `remaining` seen − calls under way, worked out anew each time (storing
 *   the difference would count a call twice); where the window is not known, one call goes ahead as a probe;
 * - our own sends: never more than `limit` in any `windowMs`, each counted from its start until `windowMs` after its end, or
 *   until the server shows that it counts it no longer.
 * Calls and sends are those of all processes that share the state.
 */

/** `mayProbe`: this is the narrowest bucket of the call. A call never has to find out what a wider window holds. */
export function verdictOf(gate: Gate, nowMs: number, mayProbe: boolean): Verdict {
  const { pausedUntilMs = Number.NEGATIVE_INFINITY, isWaived, probe } = gate.state;
  if (nowMs < pausedUntilMs) return { kind: 'closed', untilMs: pausedUntilMs };
  if (isWaived) return { kind: 'go' };
  const history = historyOf(gate, nowMs);
  if (history.kind !== 'go') return history;
  const seen = liveOf(gate, nowMs);
  if (seen === undefined) return mayProbe && probe !== undefined ? { kind: 'news' } : { kind: 'go' };
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
  if (seen === undefined) return mayProbe ? 1 : ours;
  return Math.min(ours, (seen.remaining ?? Number.POSITIVE_INFINITY) - underWay);
}

export function enterGate(gate: Gate, owner: string, nowMs: number, mayProbe: boolean): Pass {
  const { state } = gate;
  const probe = mayProbe && !state.isWaived && liveOf(gate, nowMs) === undefined;
  if (probe) state.probe = owner;
  state.underWay[owner] = (state.underWay[owner] ?? 0) + 1;
  return { owner, probe, atMs: nowMs };
}

/** The call ended, or was given up before it was sent (`sent: false`). `news`: what its reply says of this bucket. */
export function leaveGate(gate: Gate, pass: Pass, nowMs: number, sent: boolean, news: WindowNews | undefined): void {
  const { state } = gate;
  const underWay = (state.underWay[pass.owner] ?? 0) - 1;
  if (underWay > 0) state.underWay[pass.owner] = underWay;
  else delete state.underWay[pass.owner];
  if (pass.probe && state.probe === pass.owner) state.probe = undefined;
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
    hear(gate, { remaining: news.remaining, resetAtMs: news.resetAtMs ?? nowMs + windowOf(gate) }, nowMs);
    return;
  }
  const seen = liveOf(gate, nowMs);
  if (seen?.remaining !== undefined) seen.remaining -= 1;
  else if (seen === undefined && pass.probe) state.seen = { resetAtMs: nowMs + windowOf(gate) };
}

/** The reply to a call that passed this gate shows that the server does not know the limit that we assume here. */
export function waiveGate(gate: Gate, nowMs: number): void {
  gate.state.isWaived = !gate.state.isHeard && !wasRefused(gate, nowMs);
}

/** The server refused: nothing before `untilMs`; where it did not say when, nothing before this window's end. */
export function pauseGate(gate: Gate, nowMs: number, untilMs: number | undefined): void {
  const { state } = gate;
  const seen = liveOf(gate, nowMs);
  const guessMs = seen?.remaining === undefined ? nowMs + windowOf(gate) : seen.resetAtMs;
  state.pausedUntilMs = Math.max(state.pausedUntilMs ?? 0, untilMs ?? guessMs);
  state.seen = undefined;
  state.refusedAtMs = nowMs;
  state.isWaived = false;
}

/** False once the server has refused, so that whoever has passed and is not sent yet comes back. */
export function isOpen({ state }: Gate, nowMs: number): boolean {
  return nowMs >= (state.pausedUntilMs ?? 0);
}

/** An owner that is gone: its calls count as ended, and nobody waits for its probe. */
export function writeOff(gate: Gate, owner: string, endedAtMs: number): void {
  const calls = gate.state.underWay[owner] ?? 0;
  delete gate.state.underWay[owner];
  if (calls > 0) addEnded(gate, owner, endedAtMs, calls);
  if (gate.state.probe === owner) gate.state.probe = undefined;
}

export function viewOf(gate: Gate, nowMs: number): GateView {
  const seen = liveOf(gate, nowMs);
  return {
    name: gate.row.name,
    limit: limitOf(gate),
    windowMs: windowOf(gate),
    isAssumed: !gate.state.isHeard,
    ...(seen?.remaining === undefined
      ? {}
      : { available: Math.max(0, seen.remaining - underWayOf(gate)), resetAtMs: seen.resetAtMs }),
  };
}

function historyOf(gate: Gate, nowMs: number): Verdict {
  forgetEnded(gate, nowMs);
  const surplus = underWayOf(gate) + endedOf(gate) - limitOf(gate);
  if (surplus < 0) return { kind: 'go' };
  const untilMs = leavesAt(gate, surplus);
  return untilMs === undefined ? { kind: 'news' } : { kind: 'closed', untilMs };
}

function liveOf({ state }: Gate, nowMs: number): Seen | undefined {
  return state.seen !== undefined && nowMs < state.seen.resetAtMs ? state.seen : undefined;
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
  }
}
