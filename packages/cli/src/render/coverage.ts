// Renders coverage: how many objects were read, how far the cycle is, and how old the oldest evidence is.
import type { Coverage, LastVerified } from '@postform/engine';
import { showDuration } from '../options/durations.ts';
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

/** `The workspace is as the files say: 12 objects, all looked at.` */
export function coverageText(coverage: Coverage, nowMs: number, destroys = false): string {
  if (destroys && coverage.total === 0) return 'Nothing is in state, so there is nothing to delete.';
  const objects = counted(coverage.total, 'object');
  if (isComplete(coverage)) return `The workspace is as the files say: ${objects}, all looked at.`;
  return `As far as known: ${uncoveredText(coverage, nowMs)}`;
}

/** For a plan that was not made from all there is. */
export function uncoveredText(coverage: Coverage, nowMs: number): string {
  return `${coverageLine(coverage, nowMs)}.${nextLooks(coverage)}`;
}

/** How old the evidence is of what a run did not look at: computed when it is shown, for a plan does not depend on the clock. */
export function agesOf(lastVerified: ReadonlyMap<string, LastVerified>, nowMs: number): ReadonlyMap<string, string> {
  return new Map(
    [...lastVerified].map(([address, { atMs, isSuspicious }]) => {
      const hint = isSuspicious ? ', and a list says that it was changed since' : '';
      return [address, `Last verified ${showDuration(Math.max(0, nowMs - atMs))} ago${hint}.`];
    }),
  );
}
