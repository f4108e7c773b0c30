// What people are told by the cause of a refusal: a sentence of ours, a hint that says what to do, the server's words as detail.
import type { Method } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { call } from '../testing/open-client.ts';
import { explainBreak } from './breaks.ts';
import { classifyBreak } from './classify-break.ts';
import { classifyReply } from './classify-reply.ts';
import { ClockSkew } from './clock-skew.ts';
import { type Endpoint, endpointOf, parseBaseUrl } from './endpoint.ts';
import { clientErrors } from './error-codes.ts';
import type { Failure } from './errors.ts';
import type { WireHeaders } from './headers.ts';

const at = (url: string, proxy = {}) =>
  endpointOf(
    parseBaseUrl(url, true, (text) => text),
    proxy,
  );
const USUAL = at('https://api.getpostman.com');
const PROXY = { https: 'http://me:canary-9@proxy.example:3128' };
const PROXIED = at('https://api.getpostman.com', PROXY);

interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: WireHeaders;
  readonly endpoint?: Endpoint;
  readonly method?: Method;
}

function told({
  status,
  body = '',
  headers = {},
  endpoint = USUAL,
  method = 'GET',
}: Reply): Failure & { hint: string } {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const report = { window: {}, quota: {} };
  const verdict = classifyReply(call(method), { status, text, headers, bodyHash: '' }, report, {
    receivedAtMs: 0,
    skew: new ClockSkew(),
    endpoint,
  });
  if (verdict.ok) throw new Error('the reply was taken for a result');
  return { ...verdict.failure, hint: verdict.failure.hint ?? clientErrors[verdict.failure.code].remedy };
}

const html = (title: string, more = '') =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head><body>${more}</body></html>`;
const ROLE = /a role in the workspace/;
const forbidden = (message: string) => ({ error: { name: 'forbiddenError', message } });

describe('a page', () => {
  it.each<[string, Reply, string, RegExp, RegExp]>([
    [
      'of Cloudflare, by its title',
      { status: 403, body: html('Just a moment...') },
      'E_CLIENT_PAGE',
      /Cloudflare, in front of the server, answered with a page titled "Just a moment\.\.\."/,
      /another network, without VPN/,
    ],
    [
      'of Cloudflare, by its header',
      { status: 403, body: html('Denied'), headers: { 'cf-ray': '8f1-FRA' } },
      'E_CLIENT_PAGE',
      /\(ray 8f1-FRA\)/,
      /Postman support/,
    ],
    [
      'of Cloudflare with 502',
      { status: 502, body: html('x | 502: Bad gateway', 'cloudflare') },
      'E_CLIENT_SERVER',
      /Cloudflare/,
      /^Wait five minutes and run again/,
    ],
    [
      'of a proxy that is set',
      { status: 403, body: html('Blocked by policy'), headers: { via: '1.1 squid/5' }, endpoint: PROXIED },
      'E_CLIENT_PAGE',
      /the proxy proxy\.example:3128 \(HTTPS_PROXY\), or something behind it \(1\.1 squid\/5\), answered/,
      /NO_PROXY/,
    ],
    [
      'of somebody, with 403',
      { status: 403, body: '<html>' },
      'E_CLIENT_PAGE',
      /a proxy, a firewall or another server answered with an HTML or XML page/,
      /let calls to https:\/\/api\.getpostman\.com through/,
    ],
    [
      'of somebody, with 401',
      { status: 401, body: html('Unauthorized') },
      'E_CLIENT_PAGE',
      /and not the Postman API \(401\)/,
      /firewall/,
    ],
    [
      'of somebody, with 503',
      { status: 503, body: html('Service Unavailable'), headers: { server: 'nginx' } },
      'E_CLIENT_SERVER',
      /\(nginx\)/,
      /^Wait five minutes.*If it happens again: Ask the administrator/,
    ],
    [
      'of somebody, with 502 on a write',
      { status: 502, body: html('Bad Gateway'), method: 'PUT' },
      'E_CLIENT_SERVER',
      /a page titled "Bad Gateway"/,
      /run again/,
    ],
    [
      'with 429',
      { status: 429, body: html('Slow down') },
      'E_CLIENT_RATE_LIMITED',
      /a page titled "Slow down"/,
      /run again/,
    ],
    [
      'with 404',
      { status: 404, body: html('Not Found') },
      'E_CLIENT_NO_API',
      /the Postman API is not there \(404\)/,
      /POSTMAN_API_BASE_URL/,
    ],
    [
      'with 413',
      { status: 413, body: html('413 Request Entity Too Large'), headers: { server: 'nginx' }, method: 'PUT' },
      'E_CLIENT_TOO_LARGE',
      /larger than a proxy, a firewall or another server \(nginx\) accepts/,
      /NO_PROXY/,
    ],
    [
      'of a captive portal, with 200',
      { status: 200, body: html('Welcome', 'Guest wifi: accept the terms') },
      'E_CLIENT_UNREADABLE',
      /a login page or captive portal answered with a page titled "Welcome", and not the Postman API \(200\)/,
      /Sign in to the network/,
    ],
    [
      'of a login, with 200',
      { status: 200, body: html('SSO', '<input type="password">') },
      'E_CLIENT_UNREADABLE',
      /login page/,
      /Sign in/,
    ],
    [
      'of anybody, with 200',
      { status: 200, body: '<?xml version="1.0"?><a/>' },
      'E_CLIENT_UNREADABLE',
      /and not the Postman API/,
      /POSTMAN_API_BASE_URL/,
    ],
  ])('%s says whose it is, never that a role is missing', (_, reply, code, message, hint) => {
    const failure = told(reply);
    expect(failure.code).toBe(code);
    expect(['unauthorized', 'forbidden', 'not-found']).not.toContain(failure.problem);
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(hint);
    expect(`${failure.message} ${failure.hint}`).not.toMatch(ROLE);
    expect(`${failure.message} ${failure.hint}`).not.toContain('canary');
  });
});

describe('a refusal of the API', () => {
  it.each<[string, Reply, string, RegExp, RegExp]>([
    [
      'a role',
      { status: 403, body: forbidden('You are not authorized to perform this action.') },
      'E_CLIENT_FORBIDDEN',
      /the user of the API key may not do this in the workspace \(403\)\. It says: forbiddenError: You are/,
      ROLE,
    ],
    [
      'a region',
      { status: 403, body: forbidden("This feature isn't available in your region.") },
      'E_CLIENT_REGION',
      /^getThing: Postman does not offer this in the region of the team \(403\)\. It says: /,
      /api\.eu\.postman\.com/,
    ],
    [
      'a region, as a problem',
      { status: 403, body: { type: 'x/forbidden', title: 'Not available in your country' } },
      'E_CLIENT_REGION',
      /region/,
      /POSTMAN_API_BASE_URL/,
    ],
    ['a region by law', { status: 451, body: {} }, 'E_CLIENT_REGION', /region/, /files/],
    [
      'a plan',
      { status: 403, body: forbidden('Upgrade your plan to use private mock servers') },
      'E_CLIENT_PLAN',
      /the Postman plan of the team does not include this \(403\)/,
      /another plan/,
    ],
    ['a payment', { status: 402, body: {} }, 'E_CLIENT_PLAN', /plan/, /admin/],
    [
      'the key, at the usual host',
      { status: 401, body: { error: { name: 'AuthenticationError', message: 'Invalid API Key.' } } },
      'E_CLIENT_UNAUTHORIZED',
      /https:\/\/api\.getpostman\.com does not accept the API key \(401\)/,
      /data in the EU, write region: eu into postform.yaml, or set POSTMAN_API_BASE_URL to https:\/\/api\.eu\.postman\.com/,
    ],
    [
      'the key, at the other usual host',
      { status: 401, body: {}, endpoint: at('https://api.postman.com') },
      'E_CLIENT_UNAUTHORIZED',
      /https:\/\/api\.postman\.com/,
      /api\.eu\.postman\.com/,
    ],
    [
      'the key, in the EU',
      { status: 401, body: {}, endpoint: at('https://api.eu.postman.com') },
      'E_CLIENT_UNAUTHORIZED',
      /api\.eu\.postman\.com does not accept/,
      /set POSTMAN_API_BASE_URL to https:\/\/api\.getpostman\.com/,
    ],
    [
      'the key, elsewhere',
      { status: 401, body: {}, endpoint: at('http://127.0.0.1:9') },
      'E_CLIENT_UNAUTHORIZED',
      /127\.0\.0\.1:9/,
      /of the server that POSTMAN_API_BASE_URL names/,
    ],
    [
      'a login in front',
      { status: 401, body: '', headers: { 'www-authenticate': 'Basic realm="x"' } },
      'E_CLIENT_PAGE',
      /requires a login of its own/,
      /Sign in/,
    ],
    [
      'a login of the proxy',
      { status: 407, body: html('Login'), endpoint: PROXIED },
      'E_CLIENT_PROXY',
      /the proxy proxy\.example:3128 \(HTTPS_PROXY\) requires a login/,
      /USER:PASSWORD/,
    ],
    [
      'a wrong path',
      { status: 404, body: { message: 'no Route matched' }, endpoint: at('https://gw.example/postman/v2') },
      'E_CLIENT_NO_API',
      /the Postman API is not at https:\/\/gw\.example\/postman\/v2 \(404\)\. It says: no Route/,
      /the path \/postman\/v2 may be the mistake/,
    ],
    ['a body', { status: 413, body: {}, method: 'PUT' }, 'E_CLIENT_TOO_LARGE', /larger than Postman accepts/, /Split/],
    [
      'what was sent',
      { status: 400, body: { error: { name: 'malformedRequestError', message: 'm' } }, method: 'PUT' },
      'E_CLIENT_REJECTED',
      /^putThing: Postman refuses what was sent \(400\)\. It says: malformedRequestError: m$/,
      /postform plan/,
    ],
    [
      'a query',
      { status: 400, body: { error: { name: 'invalidParamError', message: 'm' } } },
      'E_CLIENT_REJECTED',
      /^getThing: Postman refuses the call \(400\)/,
      /postform plan/,
    ],
    [
      'half a body',
      { status: 200, body: '{"a":' },
      'E_CLIENT_UNREADABLE',
      /the reply reports success but is not JSON \(200\), with 5 characters/,
      /proxy/,
    ],
  ])('for the sake of %s is told by the cause, and its own words stand behind', (_, reply, code, message, hint) => {
    const failure = told(reply);
    expect(failure.code).toBe(code);
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(hint);
  });
});

describe('a redirect', () => {
  const to = (location: string | undefined, endpoint: Endpoint, status = 301) =>
    told({ status, endpoint, headers: location === undefined ? {} : { location } });

  it.each([301, 302, 307, 308])('%d from http to https names the address to set', (status) => {
    const { code, message, hint } = to('https://gw.example/api/things/x?a=b', at('http://gw.example/api'), status);
    expect(code).toBe('E_CLIENT_REDIRECTED');
    expect(message).toBe(
      `getThing: the server redirects to https://gw.example/api/things/x (${status}), with an empty body`,
    );
    expect(hint).toBe(
      'The server accepts only encrypted calls. If your key may be sent there, set POSTMAN_API_BASE_URL to https://gw.example/api, and run again.',
    );
  });

  it('to another host names that one, and where the key would go is for people to say', () => {
    expect(to('https://api.eu.postman.com/things/x', USUAL).hint).toMatch(
      /If your key may be sent there, set POSTMAN_API_BASE_URL to https:\/\/api\.eu\.postman\.com,/,
    );
  });

  it.each([
    ['https://sso.example/saml?ticket=canary-7', /to a sign-in page, https:\/\/sso\.example\/saml \(/, /Sign in/],
    ['https://user:canary-7@id.example/login', /to a sign-in page, https:\/\/id\.example\/login \(/, /Sign in/],
    ['/login?next=x', /to a sign-in page, https:\/\/api\.getpostman\.com\/login \(/, /Sign in/],
    ['https://www.postman.com/', /to https:\/\/www\.postman\.com\/ \(/, /address of the API itself/],
    ['/things/x/', /to the same address/, /address of the API itself/],
    ['http://[', /redirects without saying where/, /address of the API itself/],
    [undefined, /redirects without saying where/, /address of the API itself/],
    [`https://x.example/${'y'.repeat(5_000)}`, /^.{1,250}$/, /address of the API itself/],
  ])('to %s says so without what only a browser may know', (location, message, hint) => {
    const failure = to(location, USUAL, 302);
    expect(failure.message).toMatch(message);
    expect(failure.hint).toMatch(hint);
    expect(`${failure.message}${failure.hint}`).not.toContain('canary');
  });
});

describe('a connection that is not made', () => {
  const broken = (error: object, endpoint: Endpoint) => {
    const failure = classifyBreak(call('POST'), explainBreak(error, 30_000), endpoint);
    return { hint: clientErrors[failure.code].remedy, ...failure };
  };

  it.each<[string, object, Endpoint, string, RegExp, RegExp]>([
    [
      'no proxy',
      { code: 'ECONNREFUSED', address: '10.0.0.7', port: 443 },
      USUAL,
      'E_CLIENT_NETWORK',
      /the connection to 10\.0\.0\.7:443 was refused/,
      /requires a proxy, set HTTPS_PROXY/,
    ],
    [
      'a proxy that is down',
      { code: 'ECONNREFUSED', address: '10.0.0.8', port: 3128 },
      PROXIED,
      'E_CLIENT_PROXY',
      /that is the proxy proxy\.example:3128 \(HTTPS_PROXY\)/,
      /Correct HTTPS_PROXY/,
    ],
    [
      'a proxy of no name',
      { code: 'ENOTFOUND', hostname: 'proxy.example' },
      PROXIED,
      'E_CLIENT_PROXY',
      /the name proxy\.example cannot be resolved/,
      /api\.getpostman\.com in NO_PROXY/,
    ],
    [
      'a name that is no name',
      { code: 'ENOTFOUND', hostname: 'api.getpostmn.com' },
      at('https://api.getpostmn.com'),
      'E_CLIENT_NETWORK',
      /api\.getpostmn\.com/,
      /spelling of api\.getpostmn\.com/,
    ],
    [
      'no name server',
      { code: 'EAI_AGAIN', hostname: 'x' },
      USUAL,
      'E_CLIENT_NETWORK',
      /EAI_AGAIN/,
      /name server does not answer/,
    ],
    [
      'no route',
      { code: 'EHOSTUNREACH', syscall: 'connect' },
      USUAL,
      'E_CLIENT_NETWORK',
      /no connection could be made/,
      /HTTPS_PROXY/,
    ],
    [
      'no time',
      { code: 'UND_ERR_CONNECT_TIMEOUT' },
      USUAL,
      'E_CLIENT_TIMEOUT',
      /no connection was made in time/,
      /set HTTPS_PROXY/,
    ],
    [
      'a self-signed certificate',
      { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
      USUAL,
      'E_CLIENT_CERTIFICATE',
      /not trusted/,
      /NODE_EXTRA_CA_CERTS/,
    ],
    [
      'an old certificate',
      { code: 'CERT_HAS_EXPIRED' },
      USUAL,
      'E_CLIENT_CERTIFICATE',
      /has expired/,
      /clock of this machine/,
    ],
    [
      'a certificate of tomorrow',
      { code: 'CERT_NOT_YET_VALID' },
      USUAL,
      'E_CLIENT_CERTIFICATE',
      /not valid yet/,
      /clock of this machine seems to be behind/,
    ],
    [
      'the certificate of another',
      { code: 'ERR_TLS_CERT_ALTNAME_INVALID', message: "Host: a. is not in the cert's altnames: DNS:b.example" },
      USUAL,
      'E_CLIENT_CERTIFICATE',
      /for other names: DNS:b\.example/,
      /POSTMAN_API_BASE_URL/,
    ],
    [
      'no TLS',
      { code: 'ERR_SSL_WRONG_VERSION_NUMBER' },
      USUAL,
      'E_CLIENT_NETWORK',
      /TLS handshake failed/,
      /https:\/\//,
    ],
    [
      'a tunnel that is refused',
      { message: 'Proxy response (403) !== 200 when HTTP Tunneling' },
      PROXIED,
      'E_CLIENT_PROXY',
      /the proxy answered 403/,
      /let calls to api\.getpostman\.com through/,
    ],
    [
      'a tunnel that wants a login',
      { message: 'Proxy response (407) !== 200 when HTTP Tunneling' },
      PROXIED,
      'E_CLIENT_PROXY',
      /the proxy answered 407/,
      /USER:PASSWORD/,
    ],
  ])('for the sake of %s says what to change', (...row) => {
    const [, error, endpoint, code, message, hint] = row;
    const failure = broken(error, endpoint);
    expect(failure).toMatchObject({
      code,
      effect: 'none',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
    expect(JSON.stringify(failure)).not.toContain('canary');
  });

  it('is not laid at a proxy that does not stand in the way', () => {
    for (const no of ['getpostman.com', '.getpostman.com', '*.getpostman.com', 'x, api.getpostman.com:443', '*'])
      expect(at('https://api.getpostman.com', { ...PROXY, no }).proxy).toBeUndefined();
    expect(at('http://127.0.0.1:9', { http: 'http://proxy.example' }).proxy).toBeUndefined();
    expect(at('https://api.getpostman.com', { ...PROXY, no: 'tpostman.com' }).proxy).toBeDefined();
  });
});
