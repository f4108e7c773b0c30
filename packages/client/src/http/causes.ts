// Explains why Postman refused a call, by the cause, and what to do. The server's own words are quoted elsewhere. Pure.
import type { Call } from '@postform/engine';
import type { Endpoint } from './endpoint.ts';
import type { Envelope } from './envelope.ts';
import type { ClientErrorCode } from './error-codes.ts';
import type { Cause } from './errors.ts';
import type { WireHeaders } from './headers.ts';
import type { Page } from './page.ts';
import { causeOfPage, noApi, proxyOf } from './page-causes.ts';
import { redirectOf, SIGN_IN } from './redirects.ts';
import { pathOf } from './request.ts';

export interface RefusedReply {
  readonly call: Call;
  readonly status: number;
  readonly headers: WireHeaders;
  /** Absent where the body is not a page. */
  readonly page: Page | undefined;
  /** Absent where the body is not JSON. */
  readonly envelope: Envelope | undefined;
  readonly endpoint: Endpoint;
}

/** The sentence for a code where nothing more is known of the cause. */
const SENTENCES: Partial<Readonly<Record<ClientErrorCode, string>>> = {
  E_CLIENT_NOT_FOUND: 'the object does not exist',
  E_CLIENT_FORBIDDEN: 'the user of the API key may not do this in the workspace',
  E_CLIENT_BUSY: 'another update of the same object is in progress at the server',
  E_CLIENT_TOO_LARGE: 'what was sent is larger than Postman accepts',
  E_CLIENT_RATE_LIMITED: 'Postman refuses calls because of its per-time limit',
  E_CLIENT_MONTH_EXHAUSTED: 'the team has no API calls left this month',
  E_CLIENT_SERVER: 'the server failed',
  E_CLIENT_TIMEOUT: 'the server gave up waiting for the call',
  E_CLIENT_UNREADABLE: 'the reply reports success but is not JSON',
};

/** `code`: from the status. The cause may have another one. */
export function causeOfReply(code: ClientErrorCode, reply: RefusedReply): Cause {
  const { status, page, endpoint, call, headers } = reply;
  if (status >= 300 && status < 400) {
    const location = headers['location'];
    const path = `${endpoint.prefix}${pathOf(call, (text) => text)}`;
    const { to, hint } = redirectOf(typeof location === 'object' ? location[0] : location, path, endpoint);
    return { code, sentence: `the server redirects ${to}`, hint };
  }
  if (status === 407)
    return { code: 'E_CLIENT_PROXY', sentence: `${proxyOf(endpoint)} requires a login of its own`, hint: PROXY_LOGIN };
  const encoding = headers['content-encoding'];
  if (code === 'E_CLIENT_UNREADABLE' && typeof encoding === 'string' && encoding !== 'identity')
    return {
      code,
      sentence: `the reply has a content encoding (${encoding.slice(0, 20)}) that Postform did not ask for`,
      hint: ENCODED,
    };
  if (page !== undefined) return causeOfPage(code, page, status, endpoint);
  if (code === 'E_CLIENT_UNAUTHORIZED') return unauthorized(reply);
  if (code === 'E_CLIENT_FORBIDDEN' || status === 402 || status === 451) return forbidden(code, reply);
  if (status === 404 && code === 'E_CLIENT_REJECTED' && !reply.envelope?.names.length) return noApi(endpoint);
  if (code === 'E_CLIENT_NOT_FOUND' && call.route.method === 'POST' && !call.route.path.includes('{'))
    return { code, sentence: 'an object that it refers to does not exist' };
  const refused = call.route.method === 'GET' ? 'the call' : 'what was sent';
  return { code, sentence: SENTENCES[code] ?? `Postman refuses ${refused}` };
}

/** Postman OpenAPI 1.45.0, info: teams with their data in the EU have a host of their own. */
const EU = 'https://api.eu.postman.com';

function unauthorized({ headers, endpoint, envelope }: RefusedReply): Cause {
  if (headers['www-authenticate'] !== undefined && !envelope?.names.length)
    return {
      code: 'E_CLIENT_PAGE',
      sentence: 'a proxy or gateway in front of the server requires a login of its own',
      hint: SIGN_IN,
    };
  const { origin } = endpoint;
  const valid = 'Set POSTMAN_API_KEY (or the variable that the stack names) to a valid Postman API key';
  const isUsual = /^https:\/\/api\.(get)?postman\.com$/.test(origin);
  const hint =
    origin === EU
      ? `${valid}. If the key belongs to a team without EU data residency, take region: eu out of postform.yaml, and set POSTMAN_API_BASE_URL to https://api.getpostman.com or not at all.`
      : isUsual
        ? `${valid}. If the key belongs to a team with its data in the EU, write region: eu into postform.yaml, or set POSTMAN_API_BASE_URL to ${EU}.`
        : `${valid} of the server that POSTMAN_API_BASE_URL names: ${origin}.`;
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
  'A proxy or gateway encodes the replies of the API. Ask its administrator to stop that, or bypass it with NO_PROXY.';
