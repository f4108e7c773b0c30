// Renders coverage: how many objects were read, how far the cycle is, and how old the oldest evidence is.
import type { Coverage, LastVerified } from '@postform/engine';
import { showDuration } from '../options/durations.ts';
import { counted } from './words.ts';

export function isComplete({ verified, total }: Coverage): boolean {
  return verified >= total;
}

/** `4 of 12 objects read, 9 since the cycle began, oldest evidence 2 h old`. */
export function coverageLine(coverage: Coverage, nowMs: number): string {
  const { verified, total, oldestAtMs, inCycle } = coverage;
  const parts = [`${verified} of ${counted(total, 'object')} read`];
  if (isComplete(coverage)) return parts[0] ?? '';
  if (inCycle !== undefined) parts.push(`${inCycle} since the cycle began`);
  parts.push(
    oldestAtMs === undefined ? 'some were never read' : `oldest evidence ${showDuration(nowMs - oldestAtMs)} old`,
  );
  return parts.join(', ');
}

/** What the next run does with the objects that this cycle has not read; empty where there is nothing to say. */
export function nextReads({ total, inCycle }: Coverage): string {
  if (inCycle === undefined) return '';
  const left = total - inCycle;
  return left > 0 ? ` The next run continues with the other ${left}.` : ' The next run starts a new cycle.';
}

/** `The workspace matches the files: 12 objects, all read.` `isPart`: options left out a part of it. */
export function coverageText(
  coverage: Coverage,
  nowMs: number,
  { destroys = false, isPart = false }: { readonly destroys?: boolean; readonly isPart?: boolean } = {},
): string {
  if (destroys && coverage.total === 0) return 'Nothing is in state, so there is nothing to delete.';
  const objects = counted(coverage.total, 'object');
  const what = isPart ? 'Apart from what was left out, the workspace' : 'The workspace';
  if (isComplete(coverage)) return `${what} matches the files: ${objects}, all read.`;
  return `As far as known: ${uncoveredText(coverage, nowMs)}`;
}

/** Shown below a plan that was made without reading every object. */
export function uncoveredText(coverage: Coverage, nowMs: number): string {
  return `${coverageLine(coverage, nowMs)}.${nextReads(coverage)}`;
}

/** The age of the evidence for each object that a run did not read. Computed when it is shown, because a plan does not depend on the clock. */
export function agesOf(lastVerified: ReadonlyMap<string, LastVerified>, nowMs: number): ReadonlyMap<string, string> {
  return new Map(
    [...lastVerified].map(([address, { atMs, isSuspicious }]) => {
      const hint = isSuspicious ? '; a list reports a later change' : '';
      return [address, `Last verified ${showDuration(Math.max(0, nowMs - atMs))} ago${hint}.`];
    }),
  );
}
