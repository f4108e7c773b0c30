// Room: the gate of a bucket whose server has refused a call: for how long it is shut. Pure functions over plain state.
import { endedOf, forgetEnded, type Gate, leavesAt, liveOf, windowOf } from './bucket-state.ts';

/**
 * The server refused: nothing before `untilMs`; where it did not say when, nothing before this window's end. Refused again
 * when that was over, somebody else takes what becomes free: then nothing before half of our own have left the window.
 */
export function pauseGate(gate: Gate, nowMs: number, untilMs: number | undefined): void {
  const { state } = gate;
  forgetEnded(gate, nowMs);
  const seen = liveOf(gate, nowMs);
  const guessMs = seen?.remaining === undefined ? nowMs + windowOf(gate) : seen.resetAtMs;
  if (nowMs >= (state.pausedUntilMs ?? 0)) state.strikes = (state.strikes ?? 0) + 1;
  const isContested = nowMs - (state.contestedAtMs ?? Number.NEGATIVE_INFINITY) < 2 * windowOf(gate);
  if (isContested || (state.strikes ?? 0) > 1) state.contestedAtMs = nowMs;
  const ownMs = state.contestedAtMs === nowMs ? (leavesAt(gate, Math.floor(endedOf(gate) / 2)) ?? 0) : 0;
  state.pausedUntilMs = Math.max(state.pausedUntilMs ?? 0, untilMs ?? guessMs, ownMs);
  state.seen = undefined;
  state.refusedAtMs = nowMs;
  state.isWaived = false;
}

/** The server let a call through. */
export function passGate({ state }: Gate): void {
  delete state.strikes;
}

/** False once the server has refused, so that whoever has passed and is not sent yet comes back. */
export function isOpen({ state }: Gate, nowMs: number): boolean {
  return nowMs >= (state.pausedUntilMs ?? 0);
}
