// The unreadable room: answers to what is no HTTP, or too much of it.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';
import { problem, type Reply } from '../api/errors.ts';

const tooManyHeaders = problem(
  431,
  'request-header-fields-too-large',
  'Request Header Fields Too Large',
  'Too many headers',
);
const notInTime = problem(408, 'request-timeout', 'Request Timeout', 'The request did not arrive in time');
const notHttp = problem(400, 'bad-request', 'Bad Request', 'The request is not valid HTTP');

/** Says a 4xx with a body where Node's parser gave up, and ends the connection. */
export function answerUnreadable(server: Server): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    socket.end(onTheWire(replyTo(error.code)));
  });
}

function replyTo(code: string | undefined): Reply {
  if (code === 'HPE_HEADER_OVERFLOW') return tooManyHeaders;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? notInTime : notHttp;
}

function onTheWire({ status, body }: Reply): string {
  const text = JSON.stringify(body);
  const lines = [`HTTP/1.1 ${status} Refused`, 'Content-Type: application/problem+json; charset=utf-8'];
  return [...lines, `Content-Length: ${Buffer.byteLength(text)}`, 'Connection: close', '', text].join('\r\n');
}
