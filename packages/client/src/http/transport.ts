// Makes HTTP exchanges over the network, through a proxy where one is set. The only file that uses undici.
import Pool from 'undici/lib/dispatcher/pool.js';
import { Deadlines } from './deadlines.ts';
import type { BaseUrl, ProxyOptions } from './endpoint.ts';
import { appError, type Redact } from './errors.ts';
import { Exchange, type MaySend } from './exchange.ts';
import type { WireRequest } from './request.ts';
import type { WireOutcome } from './wire-outcome.ts';

export interface Transport {
  exchange(wire: WireRequest, maySend: MaySend): Promise<WireOutcome>;
  close(): Promise<void>;
}

export interface TransportOptions {
  readonly base: BaseUrl;
  readonly connections: number;
  /** Real milliseconds for one exchange, from connecting to the last byte of the body. */
  readonly deadlineMs: number;
  readonly proxy: ProxyOptions;
  readonly redact: Redact;
}

const MAX_CONNECT_MS = 10_000;

export function createTransport(options: TransportOptions): Transport {
  const { base, deadlineMs, redact } = options;
  const deadlines = new Deadlines(deadlineMs);
  const uri = proxyFor(options);
  const opening = uri === undefined ? undefined : proxied(options, uri);
  const direct = uri === undefined ? new Pool(base.origin, settingsOf(options)) : undefined;
  return {
    async exchange(wire, maySend) {
      const dispatcher = direct ?? (await opening!);
      return new Promise((onEnd) => {
        const { method, path, headers, body = null } = wire;
        const exchange = new Exchange({ wire, maySend, deadlines, redact, onEnd });
        dispatcher.dispatch({ origin: base.origin, method, path, headers, body }, exchange);
      });
    },
    close: async () => (direct ?? (await opening!)).close(),
  };
}

/**
 * The coarse timeouts of undici are off: one deadline covers an exchange, body included. Only connecting has a shorter timeout
 * of its own, because a connection that was never made certainly had no effect.
 */
function settingsOf({ connections, deadlineMs }: TransportOptions) {
  return {
    connections,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: Math.min(MAX_CONNECT_MS, deadlineMs) },
  };
}

/** The URL of the proxy. Undefined where none is set for this server. */
function proxyFor({ base, proxy, redact }: TransportOptions): string | undefined {
  const uri = (base.isHttps ? proxy.https : proxy.http) ?? '';
  if (uri === '' || (base.isLoopback && proxy.loopback !== true)) return undefined;
  if (!URL.canParse(uri) || !/^https?:$/.test(new URL(uri).protocol))
    throw appError('E_CLIENT_PROXY', 'the address of the proxy is not an http(s) URL', redact);
  return uri;
}

/** Needs all of undici, which takes four times as long to load; few runs have a proxy. */
async function proxied(options: TransportOptions, uri: string) {
  const { EnvHttpProxyAgent } = await import('undici');
  const { base, proxy } = options;
  return new EnvHttpProxyAgent({
    ...settingsOf(options),
    httpProxy: base.isHttps ? '' : uri,
    httpsProxy: base.isHttps ? uri : '',
    noProxy: proxy.no ?? '',
  });
}
