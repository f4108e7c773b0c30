// Makes one HTTP exchange over the network, with a deadline. The only file that uses undici.
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { type Break, type BreakCause, explainBreak, explainExcess } from './breaks.ts';
import type { BaseUrl, ProxyOptions } from './endpoint.ts';
import { appError, type Redact } from './errors.ts';
import type { WireHeaders } from './headers.ts';
import { FAILURE_BYTES, readReplyBody } from './reply-body.ts';
import type { WireRequest } from './request.ts';

/** How an exchange ended. A broken exchange is a value, not an error, because quota and audit trail need it. */
export type WireOutcome =
  /** Given up before its first byte, because `maySend` said no. */
  | { readonly kind: 'unsent'; readonly status?: undefined; readonly headers?: undefined }
  | { readonly kind: 'reply'; readonly status: number; readonly headers: WireHeaders; readonly text: string }
  | {
      readonly kind: 'broken';
      readonly cause: BreakCause;
      /** What did not answer: the server or the proxy. */
      readonly peer?: NonNullable<Break['peer']>;
      /** False where the request certainly was not sent: connection, name or handshake failed. */
      readonly sent: boolean;
      /** In words, without key and credentials. */
      readonly detail: string;
      /** Where the head of the reply arrived and its body did not. */
      readonly status?: number;
      readonly headers?: WireHeaders;
    };

/** Called in the same turn in which the first byte is sent, however long connecting took: no other work comes in between. */
export type MaySend = () => boolean;

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
  const dispatcher = dispatcherOf(options);
  return {
    async exchange(wire, maySend) {
      let head: { readonly status: number; readonly headers: WireHeaders } | undefined;
      try {
        const reply = await request(base.origin + wire.path, {
          dispatcher: dispatcher.compose(askFirst(maySend)),
          method: wire.method,
          headers: wire.headers,
          body: wire.body ?? null,
          signal: AbortSignal.timeout(deadlineMs),
        });
        head = { status: reply.statusCode, headers: reply.headers };
        const isSuccess = head.status >= 200 && head.status < 300;
        const most = isSuccess ? wire.mostReplyBytes : FAILURE_BYTES;
        const { text, bytes, isCut } = await readReplyBody(reply.body, most, lengthOf(head.headers));
        if (isCut && isSuccess)
          return { kind: 'broken', ...explainExcess(bytes, most, lengthOf(head.headers)), ...head };
        return { kind: 'reply', ...head, text };
      } catch (error) {
        if (error instanceof Unsent) return { kind: 'unsent' };
        const broken = explainBreak(error, deadlineMs);
        return { kind: 'broken', ...broken, detail: redact(broken.detail), ...head };
      }
    },
    close: () => dispatcher.close(),
  };
}

function lengthOf(headers: WireHeaders): number | undefined {
  const length = Number(headers['content-length'] ?? Number.NaN);
  return Number.isFinite(length) ? length : undefined;
}

class Unsent extends Error {}

/** Undici starts a request in the turn in which it writes the head; a request that fails there leaves the connection usable. */
function askFirst(maySend: MaySend): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        if (!maySend()) throw new Unsent();
        handler.onRequestStart?.(controller, context);
      },
      onRequestUpgrade: (...all) => handler.onRequestUpgrade?.(...all),
      onResponseStart: (...all) => handler.onResponseStart?.(...all),
      onResponseData: (...all) => handler.onResponseData?.(...all),
      onResponseEnd: (...all) => handler.onResponseEnd?.(...all),
      onResponseError: (...all) => handler.onResponseError?.(...all),
    });
}

/**
 * The coarse timeouts of undici are off: one signal is the deadline of an exchange, body included. Only connecting has a
 * shorter timeout of its own, because a connection that was never made certainly had no effect.
 */
function dispatcherOf({ base, connections, deadlineMs, proxy, redact }: TransportOptions): Agent | EnvHttpProxyAgent {
  const settings = {
    connections,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: Math.min(MAX_CONNECT_MS, deadlineMs) },
  };
  const uri = (base.isHttps ? proxy.https : proxy.http) ?? '';
  if (uri === '' || (base.isLoopback && proxy.loopback !== true)) return new Agent(settings);
  if (!URL.canParse(uri) || !/^https?:$/.test(new URL(uri).protocol))
    throw appError('E_CLIENT_PROXY', 'the address of the proxy is not an http(s) URL', redact);
  return new EnvHttpProxyAgent({
    ...settings,
    httpProxy: base.isHttps ? '' : uri,
    httpsProxy: base.isHttps ? uri : '',
    noProxy: proxy.no ?? '',
  });
}
