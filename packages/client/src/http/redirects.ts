// Where a redirect points, and what to set because of it. Redirects are not followed: the key would follow them. Pure.
import type { Where } from './endpoint.ts';

export interface Redirect {
  /** `to http://…/login, a sign-in page`. */
  readonly to: string;
  readonly hint: string;
}

const MOST_CHARACTERS = 120;

/** `path`: of the call, with the prefix. Query and credentials of the location are not shown: they may hold a ticket. */
export function redirectOf(location: string | undefined, path: string, where: Where): Redirect {
  const from = `${where.origin}${path}`;
  if (location === undefined || !URL.canParse(location, from))
    return { to: 'somewhere else, without saying where', hint: TO_THE_API };
  const to = new URL(location, from);
  const shown = `${to.origin}${to.pathname}`.slice(0, MOST_CHARACTERS);
  const before = new URL(from);
  if (/log-?in|sign-?in|sso|saml|oauth|authorize|captive|portal/i.test(`${to.hostname}${to.pathname}`))
    return { to: `to a sign-in page, ${shown}`, hint: SIGN_IN };
  if (to.pathname.replace(/\/+$/, '') === before.pathname.replace(/\/+$/, '') && to.origin === before.origin)
    return { to: 'to the same address', hint: TO_THE_API };
  const route = path.slice(where.prefix.length).split('?')[0]!;
  if (!to.pathname.endsWith(route)) return { to: `to ${shown}`, hint: TO_THE_API };
  const base = `${to.origin}${to.pathname.slice(0, -route.length)}`;
  const isEncrypted = before.protocol === 'http:' && to.protocol === 'https:';
  const why = isEncrypted ? 'The server takes encrypted calls only' : 'The API seems to have another address';
  const hint = `${why}: if your key may go there, set POSTMAN_API_BASE_URL to ${base}, and run again.`;
  return { to: `to ${shown}`, hint };
}

export const SIGN_IN =
  'Sign in to the network, VPN or proxy that asks for it (open any page in a browser), or set POSTMAN_API_BASE_URL to an address of the API that asks for nothing but the key; then run again.';
const TO_THE_API =
  'Set POSTMAN_API_BASE_URL to the address of the API itself: https://api.getpostman.com, or https://api.eu.postman.com for a team with its data in the EU; then run again.';
