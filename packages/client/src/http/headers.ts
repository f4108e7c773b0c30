// Room: headers, every spelling in which the server tells its limits, read into one shape on our clock.

import type { Skew } from './clock-skew.ts';
import { believedLimit, believedMoment, believedMonth, believedWindowMs } from './plausible.ts';

/** Header names are lower case, as node and undici give them; a repeated header is an array. */
export type WireHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What one reply says of a per-time window. Times are epoch milliseconds of our clock. */
export interface WindowNews {
  readonly limit?: number;
  readonly windowMs?: number;
  readonly remaining?: number;
  readonly resetAtMs?: number;
}

export interface HeaderNews {
  readonly window: WindowNews;
  readonly month: { readonly remaining?: number; readonly limit?: number };
  /** When the server wants to hear from us again. */
  readonly retryAtMs?: number;
}

export interface HeaderContext {
  readonly sentAtMs: number;
  readonly receivedAtMs: number;
  readonly skew: Skew;
}

/** Larger than any number of seconds to wait, smaller than any epoch second of this century. */
const EPOCH_FROM = 1_000_000_000;
const EPOCH_MS_FROM = 1_000_000_000_000;

/**
 * Reads all spellings at once and takes the tightest where several are given:
 * - `RateLimit: limit=300, remaining=N, reset=S` and `RateLimit-Policy: 300;w=60` (Postman documentation), also the
 *   later drafts' `"name";r=N;t=S` and `"name";q=300;w=60`;
 * - `RateLimit-Limit`, `-Remaining`, `-Reset`, `-Limit-Month`, `-Remaining-Month`, each with or without `X-`;
 * - `Retry-After`, `RetryAfter`, `X-RateLimit-RetryAfter`: seconds, or an HTTP date.
 * A reset is seconds to go or an epoch time (Postman documented both for `X-RateLimit-Reset`): told apart by size.
 */
export function readHeaders(headers: WireHeaders, context: HeaderContext): HeaderNews {
  const dateMs = Date.parse(text(headers, 'date') ?? '');
  if (Number.isFinite(dateMs)) context.skew.observe(dateMs, context.sentAtMs, context.receivedAtMs);

  const combined = text(headers, 'ratelimit') ?? '';
  const policies = (text(headers, 'ratelimit-policy') ?? '').split(',');
  const limit = least(
    ...[
      parameter(combined, 'limit'),
      number(text(headers, 'ratelimit-limit')),
      number(text(headers, 'x-ratelimit-limit')),
      ...(policies.length === 1 ? [quota(policies[0]!)] : []),
    ].map(believedLimit),
  );
  const policy = policies.find((one) => limit !== undefined && quota(one) === limit) ?? policies[0]!;
  const windowS = parameter(policy, 'w');
  const windowMs = windowS === undefined ? undefined : believedWindowMs(windowS * 1000);
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
  const month = believedMonth({
    ...(monthRemaining === undefined ? {} : { remaining: monthRemaining }),
    ...(monthLimit === undefined ? {} : { limit: monthLimit }),
  });
  return {
    window: {
      ...(limit === undefined ? {} : { limit }),
      ...(windowMs === undefined ? {} : { windowMs }),
      ...(remaining === undefined ? {} : { remaining }),
      ...(resetAtMs === undefined ? {} : { resetAtMs }),
    },
    month,
    ...(retryAtMs === undefined ? {} : { retryAtMs }),
  };
}

/** No per-time limit of Postman is longer: an epoch time of a clock that never showed itself is believed so far ahead, ms. */
const BELIEVED_MS = 60_000;
/** And so far behind: a window may have just ended. */
const JUST_PASSED_MS = 10_000;

/**
 * Seconds to go, an epoch second or an epoch millisecond, as a time of our clock. Undefined for what lies further ahead than
 * any limit lasts, and for an epoch time that cannot be one of our clock where no `Date` has said how far the server's is
 * from it.
 */
export function momentOf(
  value: number,
  { receivedAtMs, skew }: Pick<HeaderContext, 'receivedAtMs' | 'skew'>,
): number | undefined {
  if (value < EPOCH_FROM) return believedMoment(receivedAtMs + value * 1000, receivedAtMs);
  const atMs = skew.toOurs(value >= EPOCH_MS_FROM ? value : value * 1000);
  const inMs = atMs - receivedAtMs;
  const isOurs = skew.isKnown || (inMs >= -JUST_PASSED_MS && inMs <= BELIEVED_MS);
  return isOurs ? believedMoment(atMs, receivedAtMs) : undefined;
}

/** `Sun, 06 Nov 1994 08:49:37 GMT`. What else `Date.parse` takes for a date is none: it reads `-5` as a month. */
const HTTP_DATE = /^\s*[a-z]{3,9},? /i;

function retryAt(headers: WireHeaders, context: HeaderContext): number | undefined {
  const moments: number[] = [];
  for (const name of ['retry-after', 'retryafter', 'x-ratelimit-retryafter']) {
    const written = text(headers, name);
    if (written === undefined) continue;
    const value = number(written);
    const dateMs = HTTP_DATE.test(written) ? Date.parse(written) : Number.NaN;
    const told = value === undefined ? context.skew.toOurs(dateMs) : momentOf(value, context);
    const moment = believedMoment(told, context.receivedAtMs);
    if (moment !== undefined) moments.push(moment);
  }
  return moments.length === 0 ? undefined : Math.max(...moments);
}

function text(headers: WireHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
}

function number(written: string | undefined): number | undefined {
  const match = /^\s*(\d+(?:\.\d+)?)\s*(?:[,;]|$)/.exec(written ?? '');
  return match === null ? undefined : Number(match[1]);
}

/** The number behind `name=` in a list of parameters. */
function parameter(list: string, name: string): number | undefined {
  const match = new RegExp(`(?:^|[\\s,;])${name}="?(\\d+(?:\\.\\d+)?)"?(?=[\\s,;]|$)`, 'i').exec(list);
  return match === null ? undefined : Number(match[1]);
}

/** `300;w=60` or `"name";q=300;w=60`: 300. */
function quota(policy: string): number | undefined {
  return parameter(policy, 'q') ?? number(policy);
}

function least(...values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}
