// Makes the headers that tell a client what the limits leave it.
import type { Switches } from '../switches/switches.ts';
import type { Standing } from './limits.ts';

/** What the headers of one reply say. */
export interface RateFacts {
  readonly standing: Standing;
  readonly monthLimit: number;
  readonly monthRemaining: number;
}

/**
 * Names and values, flat, for one reply: a new array, which the caller may add to. Which spellings are sent is said by
 * the switches rateHeaders and monthHeaders. `RateLimit-Reset` is seconds from now, `X-RateLimit-Reset` epoch seconds,
 * but for rateLimitResetUnit. No header says when the month ends.
 */
export function rateHeaders(facts: RateFacts, nowMs: number, switches: Switches): string[] {
  const { limit, windowMs, remaining, resetMs } = facts.standing;
  const headers: string[] = [];
  const set = switches.rateHeaders;
  const unit = switches.rateLimitResetUnit;
  const left = String(remaining);
  const most = String(limit);
  const inS = String(secondsUntil(resetMs, nowMs));
  const atS = unit === 'delta' ? inS : String(Math.ceil(resetMs / 1000));
  if (set === 'all' || set === 'policy') {
    headers.push('RateLimit', `limit=${most}, remaining=${left}, reset=${inS}`);
    headers.push('RateLimit-Policy', `${most};w=${windowMs / 1000}`);
  }
  if (set === 'all' || set === 'ratelimit') {
    headers.push('RateLimit-Limit', most, 'RateLimit-Remaining', left);
    headers.push('RateLimit-Reset', unit === 'all-epoch' ? atS : inS);
  }
  if (set === 'all' || set === 'x-ratelimit') {
    headers.push('X-RateLimit-Limit', most, 'X-RateLimit-Remaining', left, 'X-RateLimit-Reset', atS);
  }
  addMonth(headers, String(facts.monthLimit), String(facts.monthRemaining), switches.monthHeaders);
  return headers;
}

function addMonth(headers: string[], limit: string, remaining: string, set: Switches['monthHeaders']): void {
  if (set === 'both' || set === 'ratelimit') {
    headers.push('RateLimit-Limit-Month', limit, 'RateLimit-Remaining-Month', remaining);
  }
  if (set === 'both' || set === 'x-ratelimit') {
    headers.push('X-RateLimit-Limit-Month', limit, 'X-RateLimit-Remaining-Month', remaining);
  }
}

/** Whole seconds from now to `atMs`, rounded up, at least 1. */
export function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}
