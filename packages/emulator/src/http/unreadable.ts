// The unreadable room: answers to what is no HTTP, or too much of it.
import type { Server } from 'node:http';
import type { Socket } from 'node:net';

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
