// Counts the calls of one user and bucket in the present window, in constant memory.

/**
 * `opening`: the window opens with the first call after the last one ended. `aligned`: windows follow each other on the
 * clock, used or not. `sliding`: every call counts for the length of the window.
 */
export type WindowKind = 'opening' | 'aligned' | 'sliding';

/** The rule of a window. */
export interface WindowRule {
  readonly limit: number;
  readonly windowMs: number;
  readonly kind: WindowKind;
}

/** Times are epoch milliseconds and never go back but by a reset of the clock. */
export interface Window {
  readonly rule: WindowRule;
  /** Counts a call; true when it was one too many. A refused call is remembered with `countsRefused` only. */
  take(nowMs: number, countsRefused: boolean): boolean;
  used(nowMs: number): number;
  /** When the next call, or all of them, are given back. */
  resetMs(nowMs: number): number;
  /** From now on `used` calls are spent, and `resetInMs` passes until they come back. */
  place(used: number, resetInMs: number, nowMs: number): void;
}

export function makeWindow(rule: WindowRule): Window {
  return rule.kind === 'sliding' ? slidingWindow(rule) : fixedWindow(rule);
}

function fixedWindow(rule: WindowRule): Window {
  const { limit, windowMs } = rule;
  const isAligned = rule.kind === 'aligned';
  let startMs = Number.NEGATIVE_INFINITY;
  let phaseMs = 0;
  let used = 0;
  const moveTo = (nowMs: number): void => {
    if (nowMs < startMs + windowMs && nowMs >= startMs) return;
    startMs = isAligned ? phaseMs + Math.floor((nowMs - phaseMs) / windowMs) * windowMs : nowMs;
    used = 0;
  };
  const hasEnded = (nowMs: number) => nowMs >= startMs + windowMs || nowMs < startMs;
  return {
    rule,
    take: (nowMs, countsRefused) => {
      moveTo(nowMs);
      const isOver = used >= limit;
      if (!isOver || countsRefused) used += 1;
      return isOver;
    },
    used: (nowMs) => (hasEnded(nowMs) ? 0 : used),
    resetMs: (nowMs) => {
      if (isAligned) moveTo(nowMs);
      return hasEnded(nowMs) ? nowMs + windowMs : startMs + windowMs;
    },
    place: (count, resetInMs, nowMs) => {
      startMs = nowMs + resetInMs - windowMs;
      phaseMs = startMs;
      used = count;
    },
  };
}

/** A ring of the times of the calls that still count. */
function slidingWindow(rule: WindowRule): Window {
  const { limit, windowMs } = rule;
  const times = new Float64Array(limit);
  let first = 0;
  let count = 0;
  const expire = (nowMs: number): void => {
    while (count > 0 && (times[first] ?? 0) + windowMs <= nowMs) {
      first = (first + 1) % limit;
      count -= 1;
    }
  };
  const push = (atMs: number): void => {
    times[(first + count) % limit] = atMs;
    if (count === limit) first = (first + 1) % limit;
    else count += 1;
  };
  return {
    rule,
    take: (nowMs, countsRefused) => {
      expire(nowMs);
      const isOver = count === limit;
      if (!isOver || countsRefused) push(nowMs);
      return isOver;
    },
    used: (nowMs) => {
      expire(nowMs);
      return count;
    },
    resetMs: (nowMs) => (count === 0 ? nowMs + windowMs : (times[first] ?? 0) + windowMs),
    place: (used, resetInMs, nowMs) => {
      count = 0;
      for (let n = 0; n < Math.min(used, limit); n += 1) push(nowMs + resetInMs - windowMs);
    },
  };
}
