// Per-time limits of an imagined server: a fixed window, a sliding log, with a past of calls by somebody else.
import type { WindowReport } from '../http/headers.ts';

export interface Standing {
  readonly isOver: boolean;
  readonly report: WindowReport;
}

/** Counts a call that arrives now. */
export type Take = (nowMs: number) => Standing;

export interface Past {
  /** Calls that somebody else made in the current window. */
  readonly used: number;
  /** When that window ends, or those calls leave the log, milliseconds from the start. */
  readonly endsInMs: number;
}

/** A window opens with the first call after the last one ended. */
export function fixedWindow(limit: number, windowMs: number, startMs: number, past?: Past): Take {
  let endsMs = startMs + (past?.endsInMs ?? 0);
  let used = past?.used ?? 0;
  return (nowMs) => {
    if (nowMs >= endsMs) {
      endsMs = nowMs + windowMs;
      used = 0;
    }
    used += 1;
    return standing(limit, windowMs, used, nowMs, endsMs);
  };
}

/** A call leaves the log `windowMs` after it came; refused calls do not enter it. The reset is when the oldest leaves. */
export function slidingLog(limit: number, windowMs: number, startMs: number, past?: Past): Take {
  let log: number[] = Array.from({ length: past?.used ?? 0 }, () => startMs + (past?.endsInMs ?? 0) - windowMs);
  return (nowMs) => {
    log = log.filter((atMs) => atMs > nowMs - windowMs);
    const isOver = log.length >= limit;
    if (!isOver) log.push(nowMs);
    return standing(limit, windowMs, isOver ? limit + 1 : log.length, nowMs, log[0]! + windowMs);
  };
}

/** Headers name whole seconds, rounded up. */
function standing(limit: number, windowMs: number, used: number, nowMs: number, endsMs: number): Standing {
  const resetAtMs = nowMs + Math.ceil((endsMs - nowMs) / 1000) * 1000;
  return { isOver: used > limit, report: { limit, windowMs, remaining: Math.max(0, limit - used), resetAtMs } };
}
