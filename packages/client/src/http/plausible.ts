// What of the numbers that a server or a store gives is believed: each is bounded by the nature of what it speaks of. Pure.

export interface MonthNews {
  /** Calls left in the team's month. */
  readonly remaining?: number;
  readonly limit?: number;
}

/** No per-time limit lasts longer, neither Postman's (a minute, OpenAPI 1.45.0, info) nor those of gateways in front of it. */
export const LONGEST_MS = 3_600_000;
/** A wait for a window is at most so many windows long: a call goes ahead then and finds out. */
const MOST_WINDOWS = 5;
/** But a server may mean its minute window where the call passed a shorter one, too. */
const LEAST_BOUND_MS = 60_000;
/** More calls than anybody can send in a window, or in a month (Postman's largest plan: ten million). */
const MOST_IN_WINDOW = 1_000_000;
const MOST_IN_MONTH = 1_000_000_000;

/** Calls in a window; undefined for what no limit is. */
export function believedLimit(limit: unknown): number | undefined {
  return isBetween(limit, 1, MOST_IN_WINDOW) ? limit : undefined;
}

/** The length of a window, ms. */
export function believedWindowMs(windowMs: unknown): number | undefined {
  return isBetween(windowMs, 1, LONGEST_MS) ? windowMs : undefined;
}

/** A moment for which somebody is told to wait: none that lies further ahead than any limit lasts. Both epoch ms. */
export function believedMoment(atMs: number | undefined, nowMs: number): number | undefined {
  return isBetween(atMs, Number.MIN_SAFE_INTEGER, nowMs + LONGEST_MS) ? atMs : undefined;
}

/**
 * When a window that was spoken of at `fromMs` is open again: as told, bounded by the window's length. A moment that is none
 * tells nothing: then when the window is over.
 */
export function believedOpening(toldMs: unknown, fromMs: number, windowMs: number): number {
  const moment = typeof toldMs === 'number' ? believedMoment(toldMs, fromMs) : undefined;
  if (moment === undefined) return fromMs + windowMs;
  return Math.min(moment, fromMs + Math.max(MOST_WINDOWS * windowMs, LEAST_BOUND_MS));
}

/** A month of no calls, or of more than there can be, is none; neither is a rest that is larger than any month. */
export function believedMonth({ remaining, limit }: MonthNews): MonthNews {
  if (limit !== undefined && !isBetween(limit, 1, MOST_IN_MONTH)) return {};
  return {
    ...(isBetween(remaining, 0, MOST_IN_MONTH) ? { remaining } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}
