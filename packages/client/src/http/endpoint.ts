// Where calls go: the server, and the proxy on the way, as far as settings name them.
import { type BaseUrl, DEFAULT_BASE_URL } from './base-url.ts';
import type { ProxyOptions } from './transport.ts';

export interface Where {
  /** `https://api.getpostman.com`. */
  readonly origin: string;
  /** `''`, or the path of a gateway in front of the API. */
  readonly prefix: string;
  readonly proxy?: {
    /** As people set it. */
    readonly variable: 'HTTPS_PROXY' | 'HTTP_PROXY';
    /** Host and port, without credentials. */
    readonly host: string;
    readonly port: string;
  };
}

export const DEFAULT_WHERE: Where = { origin: DEFAULT_BASE_URL, prefix: '' };

export function whereOf({ origin, prefix, isHttps, isLoopback }: BaseUrl, proxy: ProxyOptions): Where {
  const uri = (isHttps ? proxy.https : proxy.http) ?? '';
  const isUsed = URL.canParse(uri) && !(isLoopback && proxy.loopback !== true) && !isExcepted(origin, proxy.no ?? '');
  if (!isUsed) return { origin, prefix };
  const { hostname: host, port, protocol } = new URL(uri);
  const usual = protocol === 'https:' ? '443' : '80';
  return {
    origin,
    prefix,
    proxy: { variable: isHttps ? 'HTTPS_PROXY' : 'HTTP_PROXY', host, port: port === '' ? usual : port },
  };
}

/** As undici reads NO_PROXY: a host, or the end of one; `*` for all. */
function isExcepted(origin: string, list: string): boolean {
  const { hostname } = new URL(origin);
  return list.split(/[,\s]+/).some((entry) => {
    const name = entry.replace(/^\*?\./, '').replace(/:\d+$/, '');
    return name === '*' || (name !== '' && (hostname === name || hostname.endsWith(`.${name}`)));
  });
}
