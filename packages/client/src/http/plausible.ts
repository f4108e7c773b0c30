// Decides which figures of a server or a store are plausible enough to be used. Pure.

/** What a reply, or `GET /me`, says of the month. */
export interface QuotaReport {
  /** Calls left in the team's month. */
  readonly remaining?: number;
  readonly limit?: number;
}

/** No per-time limit lasts longer: neither Postman's (a minute, OpenAPI 1.45.0, info) nor that of a gateway in front of it. */
export const LONGEST_MS = 3_600_000;
/** A wait for a window lasts at most this many windows. After that a call goes ahead and finds out. */
const MAX_WINDOWS = 5;
/** It may always last a minute: the server may mean its minute window although the call has a shorter one too. */
const MIN_BOUND_MS = 60_000;
/** More calls than can be sent in a window, or in a month (Postman's largest plan: ten million). */
const MAX_PER_WINDOW = 1_000_000;
const MAX_PER_MONTH = 1_000_000_000;

/** Calls in a window; undefined where the value cannot be a limit. */
export function plausibleLimit(limit: unknown): number | undefined {
  return isBetween(limit, 1, MAX_PER_WINDOW) ? limit : undefined;
}

/** The length of a window, ms. */
export function plausibleWindowMs(windowMs: unknown): number | undefined {
  return isBetween(windowMs, 1, LONGEST_MS) ? windowMs : undefined;
}

/** A time until which a call should wait; undefined where it is further ahead than any limit lasts. Both epoch ms. */
export function plausibleMoment(atMs: number | undefined, nowMs: number): number | undefined {
  return isBetween(atMs, Number.MIN_SAFE_INTEGER, nowMs + LONGEST_MS) ? atMs : undefined;
}

/**
 * When a window that was reported at `fromMs` opens again: as reported, bounded by the window's length. Where the reported
 * time is implausible, when the window ends.
 */
export function plausibleOpening(reportedMs: unknown, fromMs: number, windowMs: number): number {
  const moment = typeof reportedMs === 'number' ? plausibleMoment(reportedMs, fromMs) : undefined;
  if (moment === undefined) return fromMs + windowMs;
  return Math.min(moment, fromMs + Math.max(MAX_WINDOWS * windowMs, MIN_BOUND_MS));
}

/** Drops a limit of no calls or of too many, and a remainder that is larger than any limit. */
export function plausibleQuota({ remaining, limit }: QuotaReport): QuotaReport {
  if (limit !== undefined && !isBetween(limit, 1, MAX_PER_MONTH)) return {};
  return {
    ...(isBetween(remaining, 0, MAX_PER_MONTH) ? { remaining } : {}),
    ...(limit === undefined ? {} : { limit }),
  };
}

function isBetween(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && value >= least && value <= most;
}
