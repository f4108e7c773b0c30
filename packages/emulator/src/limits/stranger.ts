// Spends calls of a user as somebody else would, evenly on the emulator's clock.
import type { BucketName } from './rules.ts';
import type { Window } from './window.ts';

export interface Stranger {
  readonly bucket: BucketName;
  readonly everyMs: number;
  nextAtMs: number;
}

/**
 * Counts the stranger's calls up to now, each at its time. After a long silence only those of the last two windows are
 * counted one by one, so that a jump of the clock costs little; the month hears of all of them.
 */
export function strangersCalls(
  stranger: Stranger,
  window: Window,
  nowMs: number,
  countsRefused: boolean,
  onCalls: (calls: number, fromMs: number, nowMs: number) => void,
): void {
  const { everyMs, nextAtMs } = stranger;
  if (nextAtMs > nowMs) return;
  const calls = Math.floor((nowMs - nextAtMs) / everyMs) + 1;
  const felt = Math.min(calls, Math.ceil((2 * window.rule.windowMs) / everyMs));
  for (let n = calls - felt; n < calls; n += 1) window.take(nextAtMs + n * everyMs, countsRefused);
  stranger.nextAtMs = nextAtMs + calls * everyMs;
  onCalls(calls, nextAtMs, nowMs);
}
