// Where calls go: the base URL, whether a key may be sent there, and the proxy on the way.
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

/** Accepts plain http for loopback hosts only, unless `allowInsecure`. Throws E_CLIENT_BASE_URL. */
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

/** Proxies as the environment names them. The command line reads the environment. */
export interface ProxyOptions {
  /** `HTTPS_PROXY`: for https base URLs. */
  readonly https?: string;
  /** `HTTP_PROXY`: for http base URLs. */
  readonly http?: string;
  /** `NO_PROXY`: hosts, separated by commas or blanks; `*` for all. */
  readonly no?: string;
  /** True: calls to loopback hosts use the proxy too. */
  readonly loopback?: boolean;
}

export interface Endpoint {
  /** `https://api.getpostman.com`. */
  readonly origin: string;
  /** `''`, or the path of a gateway in front of the API. */
  readonly prefix: string;
  readonly proxy?: {
    /** The variable that sets it. */
    readonly variable: 'HTTPS_PROXY' | 'HTTP_PROXY';
    /** Host and port, without credentials. */
    readonly host: string;
    readonly port: string;
  };
}

export const DEFAULT_ENDPOINT: Endpoint = { origin: DEFAULT_BASE_URL, prefix: '' };

export function endpointOf({ origin, prefix, isHttps, isLoopback }: BaseUrl, proxy: ProxyOptions): Endpoint {
  const uri = (isHttps ? proxy.https : proxy.http) ?? '';
  const isUsed = URL.canParse(uri) && !(isLoopback && proxy.loopback !== true) && !isExcluded(origin, proxy.no ?? '');
  if (!isUsed) return { origin, prefix };
  const { hostname: host, port, protocol } = new URL(uri);
  const usual = protocol === 'https:' ? '443' : '80';
  return {
    origin,
    prefix,
    proxy: { variable: isHttps ? 'HTTPS_PROXY' : 'HTTP_PROXY', host, port: port === '' ? usual : port },
  };
}

/** Reads NO_PROXY as undici does: a host, or the end of one; `*` for all. */
function isExcluded(origin: string, list: string): boolean {
  const { hostname } = new URL(origin);
  return list.split(/[,\s]+/).some((entry) => {
    const name = entry.replace(/^\*?\./, '').replace(/:\d+$/, '');
    return name === '*' || (name !== '' && (hostname === name || hostname.endsWith(`.${name}`)));
  });
}
