// Decides whether a failed call may be sent again, by its method and problem. Pure.
import type { Method } from '@postform/engine';
import type { Failure } from './errors.ts';

/** `untilMs`: the server asks for the next attempt then, which is later than the run may wait. After a per-time limit the limiter waits. */
export type Decision =
  | { readonly retry: false; readonly untilMs?: number }
  | { readonly retry: true; readonly of: number; readonly delayMs: number };

/** Attempts in total, the first included. */
export const ATTEMPTS = 3;

/**
 * A 409 says that an update of this collection is in progress (OpenAPI 1.45.0, putCollection): the call certainly had no
 * effect, and the update takes a while. Postman's own actions try eight times, from 5 s doubling to 30 s.
 */
export const BUSY_ATTEMPTS = 8;
const BUSY_FIRST_MS = 5_000;
const FIRST_MS = 1_000;
const MOST_MS = 30_000;

/** The problems after which a call of this method is sent again. */
const AGAIN: Readonly<Record<Method, readonly Failure['problem'][]>> = {
  GET: ['server', 'timeout', 'network', 'unreadable', 'rate-limited'],
  PUT: ['rate-limited', 'busy'],
  DELETE: ['rate-limited', 'busy'],
  POST: ['rate-limited'],
  PATCH: ['rate-limited'],
};

/** Another attempt cannot succeed before the machine or its network has changed. */
const FUTILE: ReadonlySet<Failure['code']> = new Set(['E_CLIENT_CERTIFICATE', 'E_CLIENT_PROXY']);

export interface RetryContext {
  readonly method: Method;
  /** Attempts so far, 1 or more. */
  readonly attempt: number;
  readonly nowMs: number;
  /** Chance, 0 to 1: shortens the delay by up to half. */
  readonly chance: number;
  readonly maxWaitMs: number;
}

/**
 * A write is not sent again after a 5xx, a reset or a timeout: the server may have executed it, so the engine reads first.
 * The delay grows from 1 s (5 s when busy) to 30 s. A longer delay that the server asks for replaces it, unless it exceeds
 * `maxWaitMs`: then there is no retry.
 */
export function decideRetry(failure: Failure, context: RetryContext): Decision {
  const { method, attempt, nowMs, chance, maxWaitMs } = context;
  const isBusy = failure.problem === 'busy';
  const of = isBusy ? BUSY_ATTEMPTS : ATTEMPTS;
  if (attempt >= of || FUTILE.has(failure.code) || !AGAIN[method].includes(failure.problem)) return { retry: false };
  if (failure.problem === 'rate-limited') return { retry: true, of, delayMs: 0 };
  const fullMs = Math.min(MOST_MS, (isBusy ? BUSY_FIRST_MS : FIRST_MS) * 2 ** (attempt - 1));
  const askedMs = failure.retryAtMs === undefined ? 0 : failure.retryAtMs - nowMs;
  if (askedMs > maxWaitMs) return { retry: false, untilMs: nowMs + askedMs };
  return { retry: true, of, delayMs: Math.max(fullMs * (1 - chance / 2), askedMs) };
}
