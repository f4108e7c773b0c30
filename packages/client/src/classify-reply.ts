// Room: the meaning of a reply: a result, or one of the ways in which Postman says no. Pure.
import type { Call, Json, Reply } from '@postform/engine';
import { type Envelope, readEnvelope } from './envelope.ts';
import type { ClientErrorCode, Failure } from './errors.ts';
import { type HeaderContext, type HeaderNews, momentOf } from './headers.ts';

export type Verdict = { readonly ok: true; readonly reply: Reply } | { readonly ok: false; readonly failure: Failure };

/** Postman OpenAPI 1.45.0; in bodies as `error.name`, `error.type`, or the last part of a problem's `type`. */
const NOT_FOUND_NAMES: ReadonlySet<string> = new Set([
  'instanceNotFoundError',
  'workspaceNotFoundError',
  'mockNotFoundError',
  'serverResponseNotFoundError',
  'notFoundError',
  'not-found',
  'notFound',
]);

/** Postman OpenAPI 1.45.0, info: the month is used up; terminal. */
const MONTH_EXHAUSTED = 'serviceLimitExhausted';

export interface WireReply {
  readonly status: number;
  readonly text: string;
}

/**
 * | status | and | problem | effect |
 * |---|---|---|---|
 * | 2xx | body is JSON, or 204 | none: the result | |
 * | 2xx | body is not JSON | unreadable | unknown for writes |
 * | 429 | `serviceLimitExhausted` anywhere, or no calls left by a month header | month-exhausted | none |
 * | other | `serviceLimitExhausted` as the error's name | month-exhausted | none |
 * | 429 | else | rate-limited | none |
 * | 400, 404 | a not-found name or problem type | not-found | none |
 * | 401 · 403 · 408 · 409 · 413 | | unauthorized · forbidden · timeout · busy · too-large | none |
 * | 3xx, other 4xx | | rejected | none |
 * | 5xx, anything else | | server | unknown for writes |
 *
 * A 404 without such a name may come from a proxy or a wrong base URL: taking it for an absence would recreate objects.
 */
export function classifyReply(
  call: Call,
  wire: WireReply,
  news: HeaderNews,
  context: Pick<HeaderContext, 'receivedAtMs' | 'skew'>,
): Verdict {
  const { status, text } = wire;
  const body = parse(text);
  const envelope = body === undefined ? undefined : readEnvelope(body);
  const unsure = call.route.method === 'GET' ? 'none' : 'unknown';
  const no = (code: ClientErrorCode, problem: Failure['problem'], rest: Partial<Failure> = {}): Verdict => ({
    ok: false,
    failure: { code, problem, status, effect: 'none', message: wording(call, status, envelope, text), ...rest },
  });

  if (status >= 200 && status < 300) {
    if (body !== undefined) return { ok: true, reply: { status, body } };
    if (status === 204 || status === 205) return { ok: true, reply: { status, body: null } };
    const message = `${call.route.operation}: status ${status}, but the body is not JSON (${glimpse(text)})`;
    return no('E_CLIENT_UNREADABLE', 'unreadable', { effect: unsure, message });
  }
  const retryAtMs = news.retryAtMs ?? momentInText(text, context);
  const later = retryAtMs === undefined ? {} : { retryAtMs };
  const exhausted =
    envelope?.names.includes(MONTH_EXHAUSTED) ||
    (status === 429 && (text.includes(MONTH_EXHAUSTED) || news.month.remaining === 0));
  if (exhausted) return no('E_CLIENT_MONTH_EXHAUSTED', 'month-exhausted');
  if (status === 429) return no('E_CLIENT_RATE_LIMITED', 'rate-limited', later);
  if ((status === 404 || status === 400) && envelope?.names.some((name) => NOT_FOUND_NAMES.has(name)))
    return no('E_CLIENT_NOT_FOUND', 'not-found');
  if (status === 401) return no('E_CLIENT_UNAUTHORIZED', 'unauthorized');
  if (status === 403) return no('E_CLIENT_FORBIDDEN', 'forbidden');
  if (status === 408) return no('E_CLIENT_TIMEOUT', 'timeout', later);
  if (status === 409) return no('E_CLIENT_BUSY', 'busy', later);
  if (status === 413) return no('E_CLIENT_TOO_LARGE', 'too-large');
  if (status >= 300 && status < 400) return no('E_CLIENT_REDIRECTED', 'rejected');
  if (status >= 400 && status < 500) return no('E_CLIENT_REJECTED', 'rejected');
  return no('E_CLIENT_SERVER', 'server', { effect: unsure, ...later });
}

/** `putCollection: 400 malformedRequestError: Found 1 errors with the supplied collection. ["info: …"]`. */
function wording(call: Call, status: number, envelope: Envelope | undefined, text: string): string {
  const said = envelope?.text ?? '';
  return `${call.route.operation}: ${status} ${said === '' ? glimpse(text) : said}`;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** What a body that is not JSON looks like, without quoting it: it may be anybody's page. */
function glimpse(text: string): string {
  if (text === '') return 'an empty body';
  const title = /<title[^>]*>([^<]{1,80})/i.exec(text)?.[1]?.trim();
  if (title !== undefined) return `a page titled "${title}"`;
  return /^\s*</.test(text) ? 'an HTML or XML page' : `${text.length} characters`;
}

/** `Please retry after 1669048687` (seconds, 2022) and `Please retry at 1465452702843` (milliseconds, before). */
function momentInText(text: string, context: Pick<HeaderContext, 'receivedAtMs' | 'skew'>): number | undefined {
  const match = /retry (?:after|at) (\d{10,13})\b/i.exec(text);
  return match === null ? undefined : momentOf(Number(match[1]), context);
}
