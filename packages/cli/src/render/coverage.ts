// Room: coverage as text: how much was looked at, how much of the cycle is done, how old the oldest evidence is.
import type { Coverage } from '@postform/engine';
import { showDuration } from '../durations.ts';
import { counted } from './words.ts';

export function isComplete({ verified, total }: Coverage): boolean {
  return verified >= total;
}

/** `4 of 12 objects looked at, 9 since the cycle began, the oldest look is 2 h old`. */
export function coverageLine(coverage: Coverage, nowMs: number): string {
  const { verified, total, oldestAtMs, inCycle } = coverage;
  const parts = [`${verified} of ${counted(total, 'object')} looked at`];
  if (isComplete(coverage)) return parts[0] ?? '';
  if (inCycle !== undefined) parts.push(`${inCycle} since the cycle began`);
  parts.push(
    oldestAtMs === undefined
      ? 'some were never looked at'
      : `the oldest look is ${showDuration(nowMs - oldestAtMs)} old`,
  );
  return parts.join(', ');
}

/** What the next run does for those that nobody has looked at in this cycle; empty where there is nothing to say. */
export function nextLooks({ total, inCycle }: Coverage): string {
  if (inCycle === undefined) return '';
  const left = total - inCycle;
  return left > 0 ? ` The next run goes on with the other ${left}.` : ' The next run begins a new cycle.';
}
