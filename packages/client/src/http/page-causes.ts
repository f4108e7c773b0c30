// Why a page came where JSON was due, and what to do about it: by whose page it is. Pure.

import type { Where } from './endpoint.ts';
import type { Cause, ClientErrorCode } from './errors.ts';
import type { Page } from './page.ts';
import { SIGN_IN } from './redirects.ts';

/** `code`: by the status, which a page keeps where it is about a failure or a limit: those pass. */
export function causeOfPage(code: ClientErrorCode, page: Page, status: number, where: Where): Cause {
  const { what } = page;
  if (status === 404)
    return noApi(where, `${where.origin}${where.prefix} answered with ${what}: the Postman API is not there`);
  if (code === 'E_CLIENT_TOO_LARGE')
    return { code, sentence: `what was sent is larger than ${nameOf(page, where)} lets through`, hint: TOO_LARGE };
  const isPassing = status >= 500 || status === 429 || status === 408;
  const about = { code: isPassing || status < 300 ? code : ('E_CLIENT_PAGE' as const) };
  const first = isPassing ? 'Wait five minutes and run again; the run resumes. If it goes on: ' : '';
  if (page.by === 'cloudflare') {
    const ray = page.rayId === undefined ? '' : ` (ray ${page.rayId})`;
    return {
      ...about,
      sentence: `Cloudflare, in front of the server, answered with ${what}${ray}, and not the Postman API`,
      hint: `${first}Cloudflare judges calls by the network they come from. Run from another one, without VPN, or ask Postman support and name the ray.`,
    };
  }
  const sentence = `${nameOf(page, where)} answered with ${what}, and not the Postman API`;
  if (page.by === 'sign-in' && !isPassing) return { ...about, sentence, hint: SIGN_IN };
  const hint = `${first}Ask who runs that proxy, firewall or gateway to let calls to ${where.origin} through, go around it (HTTPS_PROXY, NO_PROXY), or correct POSTMAN_API_BASE_URL.`;
  return { ...about, sentence, hint };
}

/** Where there is something else than the API. */
export function noApi({ origin, prefix }: Where, sentence = `the Postman API is not at ${origin}${prefix}`): Cause {
  const path = prefix === '' ? '' : ` (the path ${prefix} may be the mistake)`;
  return {
    code: 'E_CLIENT_NO_API',
    sentence,
    hint: `Set POSTMAN_API_BASE_URL to the address of the API, such as https://api.getpostman.com${path}, and run again.`,
  };
}

export function proxyOf({ proxy }: Where): string {
  return proxy === undefined ? 'a proxy' : `the proxy ${proxy.host}:${proxy.port} (${proxy.variable})`;
}

function nameOf({ name, by }: Page, where: Where): string {
  const named = name === undefined ? '' : ` (${name})`;
  if (where.proxy !== undefined) return `${proxyOf(where)}, or something behind it${named},`;
  return by === 'sign-in' ? `a login page or captive portal${named}` : `a proxy, a firewall or another server${named}`;
}

const TOO_LARGE =
  'Ask who runs that proxy or gateway to let larger bodies through, or go around it with NO_PROXY; else split the collection or environment.';
