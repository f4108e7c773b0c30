// Sends a reply with the headers that every reply carries, and answers requests that are no HTTP.
import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Reply } from '../reply/replies.ts';

const jsonType = 'application/json; charset=utf-8';
let dateSecond = 0;
let dateText = '';

/** Sends the reply with `more` headers (flat names and values). Does nothing when the connection is gone. */
export function send(response: ServerResponse, reply: Reply, nowMs: number, more: readonly string[] = []): void {
  if (response.destroyed || response.headersSent) return;
  const text = reply.raw ?? (reply.body === undefined ? '' : JSON.stringify(reply.body));
  const headers = ['Date', dateOf(nowMs), ...more];
  if (reply.status !== 204) headers.push('Content-Length', String(Buffer.byteLength(text)));
  let type = text === '' ? '' : jsonType;
  for (const [name, value] of Object.entries(reply.headers ?? {})) {
    if (name.toLowerCase() === 'content-type') type = value;
    else headers.push(name, value);
  }
  if (type !== '') headers.push('Content-Type', type);
  response.writeHead(reply.status, headers);
  if (reply.sentBytes === undefined) response.end(text);
  else breakOff(response, Buffer.from(text).subarray(0, reply.sentBytes));
}

function breakOff(response: ServerResponse, part: Buffer): void {
  response.write(part, () => response.destroy());
}

/** RFC 9110 date of the emulator's clock, which may differ from the machine's. */
function dateOf(nowMs: number): string {
  const second = Math.floor(nowMs / 1000);
  if (second !== dateSecond) {
    dateSecond = second;
    dateText = new Date(nowMs).toUTCString();
  }
  return dateText;
}

/** Says a 4xx where Node's parser gave up, and ends the connection. Without a body: the method may have been HEAD. */
export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    socket.end(`HTTP/1.1 ${lineFor(error.code)}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
  });
}

function lineFor(code: string | undefined): string {
  if (code === 'HPE_HEADER_OVERFLOW') return '431 Request Header Fields Too Large';
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request';
}
