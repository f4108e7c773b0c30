// Room: the drift job, how often one fits into what is left of the month, and what one run of it may spend. Pure.

export interface DriftJob {
  readonly everyMs: number;
  /** Until the UTC month ends. */
  readonly runs: number;
  /** For `--max-calls`; 0 where the month does not hold a call for each run. */
  readonly callsPerRun: number;
  /** Runs after which every object was verified; 1: each run looks at everything. 0: never. */
  readonly runsPerCycle: number;
}

export interface Rest {
  /** Calls that may be spent until the month ends. */
  readonly calls: number;
  readonly ms: number;
}

export const DAY_MS = 86_400_000;

/** So many calls a run, at most what a full look costs, that the rest of the month holds all runs. */
export function driftJob(everyMs: number, readCalls: number, rest: Rest): DriftJob {
  const runs = Math.max(1, Math.floor(rest.ms / everyMs));
  const callsPerRun = Math.min(readCalls, Math.floor(rest.calls / runs));
  return { everyMs, runs, callsPerRun, runsPerCycle: callsPerRun === 0 ? 0 : Math.ceil(readCalls / callsPerRun) };
}

/** Full looks a day that the rest of the month holds; below one a fraction. */
export function looksPerDay(readCalls: number, rest: Rest): number {
  const looks = rest.calls / readCalls / Math.max(1, rest.ms / DAY_MS);
  return looks >= 1 ? Math.floor(looks) : Math.floor(looks * 100) / 100;
}

/** Until the UTC month ends. */
export function restOfMonthMs(nowMs: number): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) - nowMs;
}
