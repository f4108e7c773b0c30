// Explains where a redirect leads, and what to set. Redirects are not followed, because the API key would go there too. Pure.
import type { Endpoint } from './endpoint.ts';

export interface Redirect {
  /** `to http://…/login, a sign-in page`. */
  readonly to: string;
  readonly hint: string;
}

const MOST_CHARACTERS = 120;

/** `path`: of the call, with the prefix. Query and credentials of the location are not shown, because they may be secret. */
export function redirectOf(location: string | undefined, path: string, endpoint: Endpoint): Redirect {
  const from = `${endpoint.origin}${path}`;
  if (location === undefined || !URL.canParse(location, from)) return { to: 'without saying where', hint: TO_THE_API };
  const to = new URL(location, from);
  const shown = `${to.origin}${to.pathname}`.slice(0, MOST_CHARACTERS);
  const before = new URL(from);
  if (/log-?in|sign-?in|sso|saml|oauth|authorize|captive|portal/i.test(`${to.hostname}${to.pathname}`))
    return { to: `to a sign-in page, ${shown}`, hint: SIGN_IN };
  if (to.pathname.replace(/\/+$/, '') === before.pathname.replace(/\/+$/, '') && to.origin === before.origin)
    return { to: 'to the same address', hint: TO_THE_API };
  const route = path.slice(endpoint.prefix.length).split('?')[0]!;
  if (!to.pathname.endsWith(route)) return { to: `to ${shown}`, hint: TO_THE_API };
  const base = `${to.origin}${to.pathname.slice(0, -route.length)}`;
  const isEncrypted = before.protocol === 'http:' && to.protocol === 'https:';
  const why = isEncrypted ? 'The server accepts only encrypted calls' : 'The API seems to have another address';
  const hint = `${why}. If your key may be sent there, set POSTMAN_API_BASE_URL to ${base}, and run again.`;
  return { to: `to ${shown}`, hint };
}

export const SIGN_IN =
  'Sign in to the network, VPN or proxy that asks for it (open any page in a browser), or set POSTMAN_API_BASE_URL to an address of the API that requires only the key. Then run again.';
const TO_THE_API =
  'Set POSTMAN_API_BASE_URL to the address of the API itself: https://api.getpostman.com, or https://api.eu.postman.com for a team with its data in the EU (region: eu in postform.yaml does the same). Then run again.';
