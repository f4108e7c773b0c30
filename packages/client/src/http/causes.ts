// Why a reply says no: a sentence of ours by the cause, and what to do about it. The server's own words are detail. Pure.
import type { Call } from '@postform/engine';
import type { Where } from './endpoint.ts';
import type { Envelope } from './envelope.ts';
import type { Cause, ClientErrorCode } from './errors.ts';
import type { WireHeaders } from './headers.ts';
import type { Page } from './page.ts';
import { causeOfPage, noApi, proxyOf } from './page-causes.ts';
import { redirectOf, SIGN_IN } from './redirects.ts';
import { pathOf } from './request.ts';

export interface RefusedReply {
  readonly call: Call;
  readonly status: number;
  readonly headers: WireHeaders;
  /** Absent where the body is no page. */
  readonly page: Page | undefined;
  /** Absent where the body is no JSON. */
  readonly envelope: Envelope | undefined;
  readonly where: Where;
}

/** What a refusal of this code is, where nothing more is known of its cause. */
const SENTENCES: Partial<Readonly<Record<ClientErrorCode, string>>> = {
  E_CLIENT_NOT_FOUND: 'the object does not exist',
  E_CLIENT_FORBIDDEN: 'the user of the API key may not do this in the workspace',
  E_CLIENT_BUSY: 'another update of the same object is in progress at the server',
  E_CLIENT_TOO_LARGE: 'what was sent is larger than Postman takes',
  E_CLIENT_RATE_LIMITED: 'Postman refuses calls for the moment',
  E_CLIENT_MONTH_EXHAUSTED: 'the team has no API calls left this month',
  E_CLIENT_SERVER: 'the server failed',
  E_CLIENT_TIMEOUT: 'the server did not wait for the whole call',
  E_CLIENT_UNREADABLE: 'the reply says success and is not JSON',
};

/** `code`: by the status. The cause may be another one. */
export function causeOf(code: ClientErrorCode, reply: RefusedReply): Cause {
  const { status, page, where, call, headers } = reply;
  if (status >= 300 && status < 400) {
    const location = headers['location'];
    const path = `${where.prefix}${pathOf(call, (text) => text)}`;
    const { to, hint } = redirectOf(typeof location === 'object' ? location[0] : location, path, where);
    return { code, sentence: `the server points ${to}`, hint };
  }
  if (status === 407)
    return { code: 'E_CLIENT_PROXY', sentence: `${proxyOf(where)} wants a login of its own`, hint: PROXY_LOGIN };
  const encoding = headers['content-encoding'];
  if (code === 'E_CLIENT_UNREADABLE' && typeof encoding === 'string' && encoding !== 'identity')
    return {
      code,
      sentence: `the reply is encoded (${encoding.slice(0, 20)}), which was not asked for`,
      hint: ENCODED,
    };
  if (page !== undefined) return causeOfPage(code, page, status, where);
  if (code === 'E_CLIENT_UNAUTHORIZED') return unauthorized(reply);
  if (code === 'E_CLIENT_FORBIDDEN' || status === 402 || status === 451) return forbidden(code, reply);
  if (status === 404 && code === 'E_CLIENT_REJECTED' && !reply.envelope?.names.length) return noApi(where);
  const verb = call.route.method === 'GET' ? 'the call' : 'what was sent';
  return { code, sentence: SENTENCES[code] ?? `Postman refuses ${verb}` };
}

/** Postman OpenAPI 1.45.0, info: teams with their data in the EU have a host of their own. */
const EU = 'https://api.eu.postman.com';

function unauthorized({ headers, where, envelope }: RefusedReply): Cause {
  if (headers['www-authenticate'] !== undefined && !envelope?.names.length)
    return {
      code: 'E_CLIENT_PAGE',
      sentence: 'something in front of the server wants a login of its own',
      hint: SIGN_IN,
    };
  const { origin } = where;
  const valid = 'Set POSTMAN_API_KEY (or the variable that the stack names) to a valid Postman API key';
  const isUsual = /^https:\/\/api\.(get)?postman\.com$/.test(origin);
  const hint =
    origin === EU
      ? `${valid}. If it is of a team without EU data residency, set POSTMAN_API_BASE_URL to https://api.getpostman.com.`
      : isUsual
        ? `${valid}. If it is of a team with its data in the EU, set POSTMAN_API_BASE_URL to ${EU}.`
        : `${valid}, one of the server that POSTMAN_API_BASE_URL names: ${origin}.`;
  return { code: 'E_CLIENT_UNAUTHORIZED', sentence: `${origin} does not accept the API key`, hint };
}

function forbidden(code: ClientErrorCode, { status, envelope }: RefusedReply): Cause {
  const said = envelope?.text ?? '';
  if (status === 451 || /(available|supported|allowed|offered) in your (region|country)|\bregion\b/i.test(said))
    return { code: 'E_CLIENT_REGION', sentence: 'Postman does not offer this in the region of the team' };
  if (
    status === 402 ||
    /\bupgrade\b|\b(your|current|paid|free|basic|professional|enterprise|team) plan\b|\bbilling\b/i.test(said)
  )
    return { code: 'E_CLIENT_PLAN', sentence: 'the Postman plan of the team does not include this' };
  return { code, sentence: SENTENCES[code] ?? 'Postman refuses this' };
}

const PROXY_LOGIN =
  'Put user and password into the proxy URL, percent-encoded: HTTPS_PROXY=http://USER:PASSWORD@HOST:PORT; or name the API in NO_PROXY.';

const ENCODED =
  'Something between here and the API encodes replies that nobody asked it to: ask who runs the proxy or gateway, or go around it with NO_PROXY.';
