// Computes how often a drift job fits into what is left of the month, and what one run of it may spend.

export interface DriftJob {
  readonly everyMs: number;
  /** Until the UTC month ends. */
  readonly runs: number;
  /** For `--max-calls`; 0 where fewer calls than runs are left. */
  readonly callsPerRun: number;
  /** Number of runs that verify every object once; 1: each run reads everything. 0: never. */
  readonly runsPerCycle: number;
}

export interface Rest {
  /** Calls that may be spent until the month ends. */
  readonly calls: number;
  readonly ms: number;
}

export const DAY_MS = 86_400_000;

/** The calls per run, at most the price of a full refresh, with which all runs fit into the rest of the month. */
export function driftJob(everyMs: number, readCalls: number, rest: Rest): DriftJob {
  const runs = Math.max(1, Math.floor(rest.ms / everyMs));
  const callsPerRun = Math.min(readCalls, Math.floor(rest.calls / runs));
  return { everyMs, runs, callsPerRun, runsPerCycle: callsPerRun === 0 ? 0 : Math.ceil(readCalls / callsPerRun) };
}

/** Full refreshes per day that fit into the rest of the month; below one a fraction. */
export function refreshesPerDay(readCalls: number, rest: Rest): number {
  const perDay = rest.calls / readCalls / Math.max(1, rest.ms / DAY_MS);
  return perDay >= 1 ? Math.floor(perDay) : Math.floor(perDay * 100) / 100;
}

/** Until the UTC month ends. */
export function restOfMonthMs(nowMs: number): number {
  const now = new Date(nowMs);
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1) - nowMs;
}
