// Classifies a reply: a result, or one of the failures that Postman reports. Pure.
import { type Call, type Json, type JsonMeasure, measureJson, type Reply } from '@postform/engine';
import { causeOfReply, type RefusedReply } from './causes.ts';
import { DEFAULT_ENDPOINT, type Endpoint } from './endpoint.ts';
import { readEnvelope } from './envelope.ts';
import type { ClientErrorCode } from './error-codes.ts';
import type { Failure } from './errors.ts';
import { type HeaderContext, type LimitReport, momentOf } from './headers.ts';
import { glimpseOf, pageOf } from './page.ts';
import { MOST_DEPTH, MOST_VALUES } from './reply-body.ts';
import { subjectOf } from './request.ts';
import type { WireReply } from './wire-outcome.ts';

export type CallVerdict =
  | { readonly ok: true; readonly reply: Reply }
  | { readonly ok: false; readonly failure: Failure };

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

/** Postman OpenAPI 1.45.0, info: the monthly quota is used up; terminal. */
const MONTH_EXHAUSTED = 'serviceLimitExhausted';

export interface ReplyContext extends Pick<HeaderContext, 'receivedAtMs' | 'skew'> {
  /** Default: Postman's address, without a proxy. */
  readonly endpoint?: Endpoint;
}

/**
 * | status | and | problem | effect |
 * |---|---|---|---|
 * | 2xx | the call knew the body | none: the result, without a body | |
 * | 2xx | body is JSON, or 204 | none: the result | |
 * | 2xx | body is not JSON: a page, half a body | unreadable | unknown for writes |
 * | 429 | `serviceLimitExhausted` anywhere, or no calls left by a month header | month-exhausted | none |
 * | other | `serviceLimitExhausted` as the error's name | month-exhausted | none |
 * | 429 | else | rate-limited | none |
 * | 400, 404 | a not-found name or problem type | not-found | none |
 * | 401, 403 | with a page: it is not about the object | rejected | unknown for writes |
 * | 401 · 403 · 408 | else | unauthorized · forbidden · timeout | unknown for writes |
 * | 409 · 413 | | busy · too-large | none |
 * | 3xx, other 4xx | | rejected | none |
 * | 5xx, anything else | | server | unknown for writes |
 *
 * A gateway that checks again on the way back may answer a finished write with 401 or 403, and a 408 says nothing of the write:
 * the engine reads the object first. Problem and effect follow from the status; code, sentence and hint from the cause.
 * A 404 without such a name may come from a proxy or a wrong base URL: to take it for an absence would recreate objects.
 */
export function classifyReply(call: Call, wire: WireReply, report: LimitReport, context: ReplyContext): CallVerdict {
  const { status, text, headers, bodyHash } = wire;
  if (text === undefined) return { ok: true, reply: { status, body: undefined, bodyHash } };
  const excess = excessOf(measureJson(text, MOST_DEPTH));
  const body = excess === undefined ? parse(text) : undefined;
  const isSuccess = status >= 200 && status < 300;
  if (isSuccess && body !== undefined) return { ok: true, reply: { status, body, bodyHash } };
  const envelope = body === undefined ? undefined : readEnvelope(body);
  const unsure = call.route.method === 'GET' ? 'none' : 'unknown';
  const page = body === undefined ? pageOf(text, headers) : undefined;
  const reply = { call, status, headers, page, envelope, endpoint: context.endpoint ?? DEFAULT_ENDPOINT };
  const no = (code: ClientErrorCode, problem: Failure['problem'], rest: Partial<Failure> = {}): CallVerdict => {
    const cause = causeOfReply(code, reply);
    const message = wording(reply, cause.sentence, text);
    const hint = cause.hint === undefined ? {} : { hint: cause.hint };
    const itsProblem = cause.code === 'E_CLIENT_PAGE' ? 'rejected' : problem;
    return {
      ok: false,
      failure: { code: cause.code, problem: itsProblem, status, effect: 'none', message, ...hint, ...rest },
    };
  };

  if (isSuccess) {
    if (excess !== undefined)
      return no('E_CLIENT_REPLY_TOO_LARGE', 'too-large', { effect: unsure, message: `${subjectOf(call)}: ${excess}` });
    if (status === 204 || status === 205) return { ok: true, reply: { status, body: null, bodyHash } };
    return no('E_CLIENT_UNREADABLE', 'unreadable', { effect: unsure });
  }
  const retryAtMs = report.retryAtMs ?? momentInText(text, context);
  const later = retryAtMs === undefined ? {} : { retryAtMs };
  const exhausted =
    envelope?.names.includes(MONTH_EXHAUSTED) ||
    (status === 429 && (text.includes(MONTH_EXHAUSTED) || report.quota.remaining === 0));
  if (exhausted) return no('E_CLIENT_MONTH_EXHAUSTED', 'month-exhausted');
  if (status === 429) return no('E_CLIENT_RATE_LIMITED', 'rate-limited', later);
  if ((status === 404 || status === 400) && envelope?.names.some((name) => NOT_FOUND_NAMES.has(name)))
    return no('E_CLIENT_NOT_FOUND', 'not-found');
  if (status === 401) return no('E_CLIENT_UNAUTHORIZED', 'unauthorized', { effect: unsure });
  if (status === 403) return no('E_CLIENT_FORBIDDEN', 'forbidden', { effect: unsure });
  if (status === 408) return no('E_CLIENT_TIMEOUT', 'timeout', { effect: unsure, ...later });
  if (status === 409) return no('E_CLIENT_BUSY', 'busy', later);
  if (status === 413) return no('E_CLIENT_TOO_LARGE', 'too-large');
  if (status >= 300 && status < 400) return no('E_CLIENT_REDIRECTED', 'rejected');
  if (status >= 400 && status < 500) return no('E_CLIENT_REJECTED', 'rejected');
  return no('E_CLIENT_SERVER', 'server', { effect: unsure, ...later });
}

/** `putCollection: Postman refuses what was sent (400). It says: malformedRequestError: Found 1 errors. ["info: …"]`. */
function wording({ call, status, page, envelope }: RefusedReply, sentence: string, text: string): string {
  const said = envelope?.text ?? '';
  const detail =
    said !== ''
      ? `. It says: ${said}`
      : page === undefined && envelope === undefined
        ? `, with ${glimpseOf(text)}`
        : '';
  return `${call.route.operation}: ${sentence} (${status})${detail}`;
}

/** Why a reply is too large or too deep to be parsed; measured on its text. */
function excessOf({ depth, values }: JsonMeasure): string | undefined {
  if (depth > MOST_DEPTH) return `the reply nests ${depth} levels deep, and Postform reads at most ${MOST_DEPTH}`;
  return values > MOST_VALUES
    ? `the reply holds ${values} values, and Postform reads at most ${MOST_VALUES}`
    : undefined;
}

function parse(text: string): Json | undefined {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return undefined;
  }
}

/** `Please retry after 1669048687` (seconds, 2022) and `Please retry at 1465452702843` (milliseconds, before). */
function momentInText(text: string, context: Pick<HeaderContext, 'receivedAtMs' | 'skew'>): number | undefined {
  const match = /retry (?:after|at) (\d{10,13})\b/i.exec(text);
  return match === null ? undefined : momentOf(Number(match[1]), context);
}
