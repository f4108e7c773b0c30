// A loopback server for replies that a well-behaved API never gives.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export type PermitAnswer = (request: Seen, response: ServerResponse, socket: Socket) => void;

export interface OddServer {
  readonly url: string;
  readonly port: number;
  /** Every request whose body has arrived, in order. */
  readonly seen: readonly Seen[];
}

/** The nth request gets the nth answer, all later ones the last. Ends with the test. */
export async function oddServer(...answers: readonly PermitAnswer[]): Promise<OddServer> {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      const one = { method, url, headers, body: Buffer.concat(chunks).toString() };
      seen.push(one);
      answers[Math.min(seen.length, answers.length) - 1]?.(one, response, request.socket);
    });
  });
  const port = await listen(server);
  return { url: `http://127.0.0.1:${port}`, port, seen };
}

/** Opens the server on a free loopback port and closes it with the test. */
export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

/** Answers with JSON and these headers. */
export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): PermitAnswer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(JSON.stringify(body));
  };
}

export function page(status: number, html: string): PermitAnswer {
  return (_, response) => {
    response.writeHead(status, { 'content-type': 'text/html' });
    response.end(html);
  };
}

/** Takes the request and drops the connection. */
export const drop: PermitAnswer = (_, __, socket) => {
  socket.destroy();
};

/** Promises more bytes than it sends, then drops the connection. */
export function cut(status: number, text: string): PermitAnswer {
  return (_, response, socket) => {
    response.writeHead(status, { 'content-type': 'application/json', 'content-length': String(text.length + 100) });
    response.write(text, () => setTimeout(() => socket.destroy(), 20));
  };
}

/** Sends the head and a first byte, and nothing more. */
export const stall: PermitAnswer = (_, response) => {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.write('{');
};

export const never: PermitAnswer = () => {};
