// Room: transport, one HTTP exchange over the real network. The only file that knows undici, and the one real deadline.
import { Agent, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import type { BaseUrl } from './base-url.ts';
import { type Break, type BreakCause, explainBreak, explainExcess } from './breaks.ts';
import { appError, type Redact } from './errors.ts';
import type { WireHeaders } from './headers.ts';
import { readBody } from './read-body.ts';
import { FAILURE_BYTES } from './reply-bounds.ts';
import type { WireRequest } from './request.ts';

/** How an exchange ended. It never rejects: a broken exchange is a value, for the queue and the audit trail need one. */
export type WireOutcome =
  /** Given up before its first byte, as `mayLeave` asked. */
  | { readonly kind: 'held'; readonly status?: undefined; readonly headers?: undefined }
  | { readonly kind: 'reply'; readonly status: number; readonly headers: WireHeaders; readonly text: string }
  | {
      readonly kind: 'broken';
      readonly cause: BreakCause;
      /** What did not answer: the server or the proxy. */
      readonly peer?: NonNullable<Break['peer']>;
      /** False where the request certainly never left: connection, name or handshake failed. */
      readonly sent: boolean;
      /** In words, without key and credentials. */
      readonly detail: string;
      /** Where the head of the reply arrived and its body did not. */
      readonly status?: number;
      readonly headers?: WireHeaders;
    };

/** Asked in the turn in which the first byte leaves, however long connecting took: no other work comes between. */
export type MayLeave = () => boolean;

export interface Transport {
  exchange(wire: WireRequest, mayLeave: MayLeave): Promise<WireOutcome>;
  close(): Promise<void>;
}

/** Proxies as the environment names them; the cli reads the environment. */
export interface ProxyOptions {
  /** `HTTPS_PROXY`: for https base URLs. */
  readonly https?: string;
  /** `HTTP_PROXY`: for http base URLs. */
  readonly http?: string;
  /** `NO_PROXY`: hosts, separated by commas or blanks; `*` for all. */
  readonly no?: string;
  /** Loopback hosts go through the proxy too; they never do otherwise. */
  readonly loopback?: boolean;
}

export interface TransportOptions {
  readonly base: BaseUrl;
  readonly connections: number;
  /** Real milliseconds for one exchange, from connecting to the last byte of the body. */
  readonly deadlineMs: number;
  readonly proxy: ProxyOptions;
  readonly redact: Redact;
}

const MOST_CONNECT_MS = 10_000;

export function createTransport(options: TransportOptions): Transport {
  const { base, deadlineMs, redact } = options;
  const dispatcher = dispatcherOf(options);
  return {
    async exchange(wire, mayLeave) {
      let head: { readonly status: number; readonly headers: WireHeaders } | undefined;
      try {
        const reply = await request(base.origin + wire.path, {
          dispatcher: dispatcher.compose(asking(mayLeave)),
          method: wire.method,
          headers: wire.headers,
          body: wire.body ?? null,
          signal: AbortSignal.timeout(deadlineMs),
        });
        head = { status: reply.statusCode, headers: reply.headers };
        const isSuccess = head.status >= 200 && head.status < 300;
        const most = isSuccess ? wire.mostReplyBytes : FAILURE_BYTES;
        const { text, bytes, isCut } = await readBody(reply.body, most, lengthOf(head.headers));
        if (isCut && isSuccess)
          return { kind: 'broken', ...explainExcess(bytes, most, lengthOf(head.headers)), ...head };
        return { kind: 'reply', ...head, text };
      } catch (error) {
        if (error instanceof Held) return { kind: 'held' };
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

class Held extends Error {}

/** Undici starts a request in the turn in which it writes its head; one that fails there leaves the connection as it is. */
function asking(mayLeave: MayLeave): Dispatcher.DispatcherComposeInterceptor {
  return (dispatch) => (options, handler) =>
    dispatch(options, {
      onRequestStart: (controller, context) => {
        if (!mayLeave()) throw new Held();
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
 * Timeouts of undici are coarse and off: the deadline of an exchange is one signal, body included. Only connecting has a
 * shorter one of its own, since a connection that was never made is certain to have done nothing.
 */
function dispatcherOf({ base, connections, deadlineMs, proxy, redact }: TransportOptions): Agent | EnvHttpProxyAgent {
  const settings = {
    connections,
    pipelining: 1,
    keepAliveTimeout: 10_000,
    keepAliveMaxTimeout: 60_000,
    headersTimeout: 0,
    bodyTimeout: 0,
    connect: { timeout: Math.min(MOST_CONNECT_MS, deadlineMs) },
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
