// Explains a page that came instead of JSON, by its sender, and what to do. Pure.

import type { Endpoint } from './endpoint.ts';
import type { ClientErrorCode } from './error-codes.ts';
import type { Cause } from './errors.ts';
import type { Page } from './page.ts';
import { SIGN_IN } from './redirects.ts';

/** `code`: from the status. A page about a failure or a limit keeps it, because those pass. */
export function causeOfPage(code: ClientErrorCode, page: Page, status: number, endpoint: Endpoint): Cause {
  const { what } = page;
  if (status === 404)
    return noApi(endpoint, `${endpoint.origin}${endpoint.prefix} answered with ${what}: the Postman API is not there`);
  if (code === 'E_CLIENT_TOO_LARGE')
    return { code, sentence: `what was sent is larger than ${nameOf(page, endpoint)} accepts`, hint: TOO_LARGE };
  const isPassing = status >= 500 || status === 429 || status === 408;
  const about = { code: isPassing || status < 300 ? code : ('E_CLIENT_PAGE' as const) };
  const first = isPassing ? 'Wait five minutes and run again; the run resumes. If it happens again: ' : '';
  if (page.by === 'cloudflare') {
    const ray = page.rayId === undefined ? '' : ` (ray ${page.rayId})`;
    return {
      ...about,
      sentence: `Cloudflare, in front of the server, answered with ${what}${ray}, and not the Postman API`,
      hint: `${first}Cloudflare decides by the network that a call comes from. Run from another network, without VPN, or ask Postman support and name the ray.`,
    };
  }
  const sentence = `${nameOf(page, endpoint)} answered with ${what}, and not the Postman API`;
  if (page.by === 'sign-in' && !isPassing) return { ...about, sentence, hint: SIGN_IN };
  const hint = `${first}Ask the administrator of that proxy, firewall or gateway to let calls to ${endpoint.origin} through, bypass it (HTTPS_PROXY, NO_PROXY), or correct POSTMAN_API_BASE_URL.`;
  return { ...about, sentence, hint };
}

/** The cause where another server than the API answers. */
export function noApi({ origin, prefix }: Endpoint, sentence = `the Postman API is not at ${origin}${prefix}`): Cause {
  const path = prefix === '' ? '' : ` (the path ${prefix} may be the mistake)`;
  return {
    code: 'E_CLIENT_NO_API',
    sentence,
    hint: `Set POSTMAN_API_BASE_URL to the address of the API, such as https://api.getpostman.com${path}, and run again.`,
  };
}

export function proxyOf({ proxy }: Endpoint): string {
  return proxy === undefined ? 'a proxy' : `the proxy ${proxy.host}:${proxy.port} (${proxy.variable})`;
}

function nameOf({ name, by }: Page, endpoint: Endpoint): string {
  const named = name === undefined ? '' : ` (${name})`;
  if (endpoint.proxy !== undefined) return `${proxyOf(endpoint)}, or something behind it${named},`;
  return by === 'sign-in' ? `a login page or captive portal${named}` : `a proxy, a firewall or another server${named}`;
}

const TOO_LARGE =
  'Ask the administrator of that proxy or gateway to let larger bodies through, or bypass it with NO_PROXY. Otherwise split the collection or environment.';
