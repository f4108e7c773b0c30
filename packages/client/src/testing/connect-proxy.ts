// A CONNECT proxy on loopback, with or without a password.
import { createServer, type IncomingMessage } from 'node:http';
import { connect, type Socket } from 'node:net';
import { listen } from './odd-server.ts';

export interface ConnectProxy {
  readonly port: number;
  /** Hosts that tunnels were asked for, in order. */
  readonly tunnels: readonly string[];
  /** `proxy-authorization` of each, decoded. */
  readonly credentials: readonly string[];
}

/** Opens tunnels, or answers `refuse`. Ends with the test. */
export async function connectProxy(refuse?: number): Promise<ConnectProxy> {
  const tunnels: string[] = [];
  const credentials: string[] = [];
  const server = createServer();
  server.on('connect', (request: IncomingMessage, client: Socket) => {
    tunnels.push(request.url ?? '');
    const [, encoded = ''] = (request.headers['proxy-authorization'] ?? '').split(' ');
    credentials.push(Buffer.from(encoded, 'base64').toString());
    client.on('error', () => {});
    if (refuse !== undefined) {
      client.end(`HTTP/1.1 ${refuse} No\r\n\r\n`);
      return;
    }
    const [host = '', port = ''] = (request.url ?? '').split(':');
    const upstream = connect(Number(port), host, () => {
      client.write('HTTP/1.1 200 OK\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on('error', () => client.destroy());
    client.on('close', () => upstream.destroy());
  });
  return { port: await listen(server), tunnels, credentials };
}
