// Closes a bucket after the server has refused a call, and decides for how long. Pure.
import { type Bucket, endedOf, forgetEnded, leavesAt, liveOf, windowOf } from './bucket-state.ts';

/**
 * The bucket stays closed until `untilMs`, or until the window ends where the server gave no time. If the server refuses
 * again after that, somebody else uses what becomes free: the bucket then stays closed until half of our own calls have left
 * the window.
 */
export function pauseBucket(bucket: Bucket, nowMs: number, untilMs: number | undefined): void {
  const { state } = bucket;
  forgetEnded(bucket, nowMs);
  const reported = liveOf(bucket, nowMs);
  const guessMs = reported?.remaining === undefined ? nowMs + windowOf(bucket) : reported.resetAtMs;
  if (nowMs >= (state.pausedUntilMs ?? 0)) state.strikes = (state.strikes ?? 0) + 1;
  const isContested = nowMs - (state.contestedAtMs ?? Number.NEGATIVE_INFINITY) < 2 * windowOf(bucket);
  if (isContested || (state.strikes ?? 0) > 1) state.contestedAtMs = nowMs;
  const ownMs = state.contestedAtMs === nowMs ? (leavesAt(bucket, Math.floor(endedOf(bucket) / 2)) ?? 0) : 0;
  state.pausedUntilMs = Math.max(state.pausedUntilMs ?? 0, untilMs ?? guessMs, ownMs);
  state.reported = undefined;
  state.refusedAtMs = nowMs;
  state.isWaived = false;
}

/** The server accepted a call. */
export function clearStrikes({ state }: Bucket): void {
  delete state.strikes;
}

/** False after a refusal: calls that have a permit and are not sent yet must ask again. */
export function isOpen({ state }: Bucket, nowMs: number): boolean {
  return nowMs >= (state.pausedUntilMs ?? 0);
}
