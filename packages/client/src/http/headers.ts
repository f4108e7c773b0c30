// Reads the rate-limit headers of a reply, in all their spellings, into one shape on the client's clock.

import type { ClockSkew } from './clock-skew.ts';
import { plausibleLimit, plausibleMoment, plausibleQuota, plausibleWindowMs, type QuotaReport } from './plausible.ts';

/** Header names are lower case, as node and undici give them; a repeated header is an array. */
export type WireHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What one reply says of a per-time window. Times are epoch milliseconds of the client's clock. */
export interface WindowReport {
  readonly limit?: number;
  readonly windowMs?: number;
  readonly remaining?: number;
  readonly resetAtMs?: number;
}

export interface LimitReport {
  readonly window: WindowReport;
  readonly quota: QuotaReport;
  /** When the server asks for the next attempt. */
  readonly retryAtMs?: number;
}

export interface HeaderContext {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly skew: ClockSkew;
}

/** More than any number of seconds to wait, less than any epoch second of this century. */
const EPOCH_FROM = 1_000_000_000;
const EPOCH_MS_FROM = 1_000_000_000_000;

/**
 * Reads all spellings and takes the strictest where several are given:
 * - `RateLimit: limit=300, remaining=N, reset=S` and `RateLimit-Policy: 300;w=60` (Postman documentation), also the
 *   later drafts' `"name";r=N;t=S` and `"name";q=300;w=60`;
 * - `RateLimit-Limit`, `-Remaining`, `-Reset`, `-Limit-Month`, `-Remaining-Month`, each with or without `X-`;
 * - `Retry-After`, `RetryAfter`, `X-RateLimit-RetryAfter`: seconds, or an HTTP date.
 * A reset is a number of seconds or an epoch time (Postman has documented both for `X-RateLimit-Reset`); its size tells which.
 */
export function readHeaders(headers: WireHeaders, context: HeaderContext): LimitReport {
  const dateMs = Date.parse(text(headers, 'date') ?? '');
  if (Number.isFinite(dateMs)) context.skew.observe(dateMs, context.sentAtMs, context.receivedAtMs);

  const combined = text(headers, 'ratelimit') ?? '';
  const policies = (text(headers, 'ratelimit-policy') ?? '').split(',');
  const limit = least(
    plausibleLimit(parameter(combined, 'limit')),
    plausibleLimit(number(text(headers, 'ratelimit-limit'))),
    plausibleLimit(number(text(headers, 'x-ratelimit-limit'))),
    policies.length === 1 ? plausibleLimit(policyLimit(policies[0]!)) : undefined,
  );
  const policy = policies.find((one) => limit !== undefined && policyLimit(one) === limit) ?? policies[0]!;
  const windowS = parameter(policy, 'w');
  const windowMs = windowS === undefined ? undefined : plausibleWindowMs(windowS * 1000);
  const remaining = least(
    parameter(combined, 'remaining'),
    parameter(combined, 'r'),
    number(text(headers, 'ratelimit-remaining')),
    number(text(headers, 'x-ratelimit-remaining')),
  );
  const reset =
    parameter(combined, 'reset') ??
    parameter(combined, 't') ??
    number(text(headers, 'ratelimit-reset')) ??
    number(text(headers, 'x-ratelimit-reset'));
  const monthRemaining = least(
    number(text(headers, 'ratelimit-remaining-month')),
    number(text(headers, 'x-ratelimit-remaining-month')),
  );
  const monthLimit = least(
    number(text(headers, 'ratelimit-limit-month')),
    number(text(headers, 'x-ratelimit-limit-month')),
  );
  const resetAtMs = reset === undefined ? undefined : momentOf(reset, context);
  const retryAtMs = retryAt(headers, context);
  // Without the spread of conditions that is usual elsewhere: every reply passes here.
  const window: Unfinished<WindowReport> = {};
  if (limit !== undefined) window.limit = limit;
  if (windowMs !== undefined) window.windowMs = windowMs;
  if (remaining !== undefined) window.remaining = remaining;
  if (resetAtMs !== undefined) window.resetAtMs = resetAtMs;
  const month: Unfinished<QuotaReport> = {};
  if (monthRemaining !== undefined) month.remaining = monthRemaining;
  if (monthLimit !== undefined) month.limit = monthLimit;
  const quota = plausibleQuota(month);
  return retryAtMs === undefined ? { window, quota } : { window, quota, retryAtMs };
}

type Unfinished<T> = { -readonly [K in keyof T]: T[K] };

/** No per-time limit of Postman lasts longer, ms. Further ahead, an epoch time of an unknown clock is not used. */
const MAX_AHEAD_MS = 60_000;
/** Nor is one further in the past: a window may have just ended. */
const MAX_BEHIND_MS = 10_000;

/**
 * Converts a number of seconds, an epoch second or an epoch millisecond to a time of the client's clock. Undefined for a time
 * further ahead than any limit lasts, and for an epoch time that does not fit the client's clock while no `Date` header has
 * told the server's.
 */
export function momentOf(
  value: number,
  { receivedAtMs, skew }: Pick<HeaderContext, 'receivedAtMs' | 'skew'>,
): number | undefined {
  if (value < EPOCH_FROM) return plausibleMoment(receivedAtMs + value * 1000, receivedAtMs);
  const atMs = skew.toOurs(value >= EPOCH_MS_FROM ? value : value * 1000);
  const inMs = atMs - receivedAtMs;
  const isOurs = skew.isKnown || (inMs >= -MAX_BEHIND_MS && inMs <= MAX_AHEAD_MS);
  return isOurs ? plausibleMoment(atMs, receivedAtMs) : undefined;
}

/** `Sun, 06 Nov 1994 08:49:37 GMT`. `Date.parse` accepts more, and reads `-5` as a month. */
const HTTP_DATE = /^\s*[a-z]{3,9},? /i;

function retryAt(headers: WireHeaders, context: HeaderContext): number | undefined {
  const moments: number[] = [];
  for (const name of ['retry-after', 'retryafter', 'x-ratelimit-retryafter']) {
    const written = text(headers, name);
    if (written === undefined) continue;
    const value = number(written);
    const dateMs = HTTP_DATE.test(written) ? Date.parse(written) : Number.NaN;
    const told = value === undefined ? context.skew.toOurs(dateMs) : momentOf(value, context);
    const moment = plausibleMoment(told, context.receivedAtMs);
    if (moment !== undefined) moments.push(moment);
  }
  return moments.length === 0 ? undefined : Math.max(...moments);
}

function text(headers: WireHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
}

const NUMBER = /^\s*(\d+(?:\.\d+)?)\s*(?:[,;]|$)/;

function number(written: string | undefined): number | undefined {
  const match = written === undefined ? null : NUMBER.exec(written);
  return match === null ? undefined : Number(match[1]);
}

type Parameter = 'limit' | 'remaining' | 'reset' | 'r' | 't' | 'q' | 'w';
const patternOf = (name: Parameter) => new RegExp(`(?:^|[\\s,;])${name}="?(\\d+(?:\\.\\d+)?)"?(?=[\\s,;]|$)`, 'i');
const PATTERNS: Readonly<Record<Parameter, RegExp>> = {
  limit: patternOf('limit'),
  remaining: patternOf('remaining'),
  reset: patternOf('reset'),
  r: patternOf('r'),
  t: patternOf('t'),
  q: patternOf('q'),
  w: patternOf('w'),
};

/** The number behind `name=` in a list of parameters. */
function parameter(list: string, name: Parameter): number | undefined {
  const match = list === '' ? null : PATTERNS[name].exec(list);
  return match === null ? undefined : Number(match[1]);
}

/** `300;w=60` or `"name";q=300;w=60`: 300. */
function policyLimit(policy: string): number | undefined {
  return parameter(policy, 'q') ?? number(policy);
}

function least(...values: readonly (number | undefined)[]): number | undefined {
  let found: number | undefined;
  for (const value of values) if (value !== undefined && (found === undefined || value < found)) found = value;
  return found;
}
