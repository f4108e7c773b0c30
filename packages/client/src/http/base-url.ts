// Room: the base URL, where the calls go, and whether a key may be sent there.
import { appError, type Redact } from './errors.ts';

/** Postman OpenAPI 1.45.0 names https://api.postman.com; the learning center names this one. Both are in official use. */
export const DEFAULT_BASE_URL = 'https://api.getpostman.com';

export interface BaseUrl {
  /** `https://api.getpostman.com`, without a slash at the end. */
  readonly origin: string;
  /** `''`, or the path of a gateway in front of the API, without a slash at the end. */
  readonly prefix: string;
  readonly isHttps: boolean;
  readonly isLoopback: boolean;
}

/** Plain http is taken for loopback hosts only, unless `allowInsecure`. Throws E_CLIENT_BASE_URL. */
export function parseBaseUrl(text: string, allowInsecure: boolean, redact: Redact): BaseUrl {
  const url = URL.canParse(text) ? new URL(text) : null;
  const refuse = (why: string) => appError('E_CLIENT_BASE_URL', `the base URL ${why}`, redact);
  if (url === null) throw refuse('is not a URL');
  if (url.username !== '' || url.password !== '') throw refuse('must not hold credentials');
  if (url.protocol !== 'https:' && url.protocol !== 'http:') throw refuse(`is ${url.protocol}, not https:`);
  if (url.search !== '' || url.hash !== '') throw refuse('must not hold a query or a fragment');
  const isLoopback = /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(url.hostname);
  const isHttps = url.protocol === 'https:';
  if (!isHttps && !isLoopback && !allowInsecure)
    throw refuse(`${url.origin} is not encrypted, and the API key would travel in the clear`);
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, ''), isHttps, isLoopback };
}
