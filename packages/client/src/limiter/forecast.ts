// Room: the outlook, when so many calls may go through a gate if nobody else sends. Pure.
import { endedOf, forgetEnded, type Gate, leavesAt, limitOf, underWayOf, windowOf } from './bucket-state.ts';

/** `nowMs` where they may at once, or where nothing is known that keeps them. Calls under way come first. */
export function opensAt(gate: Gate, calls: number, nowMs: number): number {
  const { pausedUntilMs = 0, isWaived, seen, isHeard } = gate.state;
  if (calls === 0) return nowMs;
  if (nowMs < pausedUntilMs) return pausedUntilMs;
  if (isWaived) return nowMs;
  forgetEnded(gate, nowMs);
  const limit = limitOf(gate);
  const laterMs = (Math.ceil(calls / limit) - 1) * windowOf(gate);
  if (laterMs > 0) return isHeard ? nowMs + laterMs : nowMs;
  const surplus = underWayOf(gate) + endedOf(gate) + calls - 1 - limit;
  const historyMs = surplus < 0 ? nowMs : (leavesAt(gate, surplus) ?? nowMs);
  const isShort = seen !== undefined && nowMs < seen.resetAtMs && (seen.remaining ?? limit) - underWayOf(gate) < calls;
  return Math.max(historyMs, isShort ? seen.resetAtMs : nowMs);
}
