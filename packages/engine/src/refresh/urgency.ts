// Choosing what to verify with a few calls, so that everything is verified in as few runs as the calls allow. Pure.

/** Something that is verified as a whole, with so many calls. */
export interface Candidate {
  readonly calls: number;
  /** Epoch milliseconds of the oldest evidence in it; absent where something in it was never verified. */
  readonly verifiedAtMs?: number;
  /** The files change it. */
  readonly isAsked: boolean;
  /** A stamp says that it was changed since it was verified. */
  readonly isSuspicious: boolean;
}

/** What the cycle has not verified yet. */
export function outstandingOf<T extends Candidate>(all: readonly T[], sinceMs: number): readonly T[] {
  return all.filter(({ verifiedAtMs }) => verifiedAtMs === undefined || verifiedAtMs < sinceMs);
}

/**
 * Calls of this run that are not needed to end the cycle in as few runs as the allowance makes possible. 0 where the
 * allowance holds all that is outstanding: then nothing is to be chosen.
 */
export function slackOf(outstanding: readonly Candidate[], allowance: number): number {
  const calls = callsOf(outstanding);
  if (allowance < 1 || calls <= allowance) return 0;
  return Math.ceil(calls / allowance) * allowance - calls;
}

/**
 * The outstanding candidates in the order of their urgency, as many as the allowance holds: what the files change, then
 * what a stamp makes suspicious, then the oldest evidence. Only outstanding ones are chosen, whatever else happens: so
 * n runs with 1/n of the calls verify everything.
 */
export function chooseWithin<T extends Candidate>(outstanding: readonly T[], allowance: number): readonly T[] {
  let left = allowance;
  return inUrgency(outstanding).filter(({ calls }) => {
    const fits = calls <= left;
    if (fits) left -= calls;
    return fits;
  });
}

export function callsOf(candidates: readonly Candidate[]): number {
  return candidates.reduce((sum, { calls }) => sum + calls, 0);
}

/** Equals stay in the order in which they came. */
export function inUrgency<T extends Candidate>(candidates: readonly T[]): readonly T[] {
  const age = ({ verifiedAtMs }: Candidate): number => verifiedAtMs ?? Number.NEGATIVE_INFINITY;
  return [...candidates].sort(
    (a, b) =>
      Number(b.isAsked) - Number(a.isAsked) ||
      Number(b.isSuspicious) - Number(a.isSuspicious) ||
      (age(a) < age(b) ? -1 : age(a) > age(b) ? 1 : 0),
  );
}
