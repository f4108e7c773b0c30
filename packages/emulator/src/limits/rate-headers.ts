// The rate header room: what every reply says of the limits, and the bodies of 429.
import { problem, type Reply, refusal } from '../api/errors.ts';
import type { Switches } from '../switches/switches.ts';
import type { Standing } from './limits.ts';

/** What the headers of one reply say. */
export interface RateFacts {
  readonly standing: Standing;
  readonly monthLimit: number;
  readonly monthRemaining: number;
}

/**
 * Names and values, flat, for one reply. `RateLimit-Reset` is seconds from now; `X-RateLimit-Reset` is epoch seconds or
 * seconds from now (switch rateLimitResetUnit): Postman's documentation of 2022 and 2024 disagree. No header says when
 * the month ends.
 */
export function rateHeaders(facts: RateFacts, nowMs: number, unit: Switches['rateLimitResetUnit']): string[] {
  const { rule, remaining, resetMs } = facts.standing;
  const limit = String(rule.limit);
  const left = String(remaining);
  const inS = String(secondsUntil(resetMs, nowMs));
  const monthLimit = String(facts.monthLimit);
  const monthLeft = String(facts.monthRemaining);
  return [
    'RateLimit',
    `limit=${limit}, remaining=${left}, reset=${inS}`,
    'RateLimit-Policy',
    `${limit};w=${rule.windowS}`,
    'RateLimit-Limit',
    limit,
    'RateLimit-Remaining',
    left,
    'RateLimit-Reset',
    inS,
    'X-RateLimit-Limit',
    limit,
    'X-RateLimit-Remaining',
    left,
    'X-RateLimit-Reset',
    unit === 'delta' ? inS : String(Math.ceil(resetMs / 1000)),
    'RateLimit-Limit-Month',
    monthLimit,
    'X-RateLimit-Limit-Month',
    monthLimit,
    'RateLimit-Remaining-Month',
    monthLeft,
    'X-RateLimit-Remaining-Month',
    monthLeft,
  ];
}

/** Whole seconds from now to `atMs`, rounded up, at least 1. */
export function secondsUntil(atMs: number, nowMs: number): number {
  return Math.max(1, Math.ceil((atMs - nowMs) / 1000));
}

/** 429 for the minute, in one of the shapes seen in the wild (switch rateLimitBody), with `Retry-After` in seconds. */
export function rateLimited(retryAfterS: number, nowMs: number, shape: Switches['rateLimitBody']): Reply {
  const retryAtMs = nowMs + retryAfterS * 1000;
  const retryAtS = Math.ceil(retryAtMs / 1000);
  const text = `Rate limit exceeded. Please retry after ${retryAtS}`;
  const shapes: Readonly<Record<typeof shape, Reply>> = {
    named: refusal(429, 'rateLimited', text),
    string: { status: 429, body: { error: 'rateLimited', message: text } },
    old: refusal(429, 'rateLimitError', `Rate Limit exceeded. Please retry at ${retryAtMs}`),
    problem: problem(
      429,
      'rate-limit-exceeded',
      'Too Many Requests',
      'Rate limit exceeded. Retry after the period indicated by the Retry-After header.',
    ),
  };
  const reply = shapes[shape];
  const wait = String(retryAfterS);
  return { ...reply, headers: { ...reply.headers, 'Retry-After': wait, 'X-RateLimit-RetryAfter': wait } };
}

/** 429 for the month: terminal, so no `Retry-After` (OpenAPI 1.45.0, prose: "contact your Postman Team Admin"). */
export const monthExhausted = refusal(
  429,
  'serviceLimitExhausted',
  'Service limit exhausted. Please contact your team admin.',
);
