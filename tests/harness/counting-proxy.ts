// Stands between a client and a server and counts every request; it shares no code with either.
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface CountedCall {
  /** From 1, in the order of arrival. */
  readonly n: number;
  readonly method: string;
  /** Without the query. */
  readonly path: string;
  /** Method and path with `{id}` for what follows a collection's name: `GET /monitors/{id}`. */
  readonly sort: string;
}

export interface CountingProxy {
  /** `http://127.0.0.1:12345`. */
  readonly url: string;
  count(): number;
  /** The calls after the first `since`. */
  calls(since?: number): readonly CountedCall[];
  close(): Promise<void>;
}

/** `onCall` hears of each request when its head has arrived, before it is passed on. */
export async function startCountingProxy(
  target: string,
  onCall: (call: CountedCall) => void = () => {},
): Promise<CountingProxy> {
  const calls: CountedCall[] = [];
  const agent = new Agent({ keepAlive: true });
  const { hostname, port } = new URL(target);
  const server = createServer((incoming, outgoing) => {
    const { method = '', url = '' } = incoming;
    const path = url.replace(/\?.*/, '');
    const call = { n: calls.length + 1, method, path, sort: `${method} ${path.replace(/^(\/[^/]+)\/.+/, '$1/{id}')}` };
    calls.push(call);
    onCall(call);
    const onward = request({ hostname, port, method, path: url, headers: incoming.headers, agent });
    onward.on('response', (reply) => passBack(reply, outgoing));
    onward.on('error', () => incoming.socket.resetAndDestroy());
    outgoing.on('close', () => onward.destroy());
    incoming.pipe(onward);
  });
  // A client must not meet a connection that is being closed because it was idle: that would be a fault of the proxy's own.
  server.keepAliveTimeout = 600_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    count: () => calls.length,
    calls: (since = 0) => calls.slice(since),
    close: () =>
      new Promise((resolve) => {
        agent.destroy();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The reply as it came: status, headers, bytes, and a break where it breaks. */
function passBack(reply: IncomingMessage, outgoing: ServerResponse): void {
  const headers = Object.entries(reply.headersDistinct).filter(
    ([name]) => name !== 'connection' && name !== 'keep-alive' && name !== 'transfer-encoding',
  );
  outgoing.sendDate = false;
  outgoing.writeHead(reply.statusCode ?? 502, Object.fromEntries(headers) as Record<string, string[]>);
  reply.on('error', () => outgoing.destroy());
  reply.pipe(outgoing);
}
