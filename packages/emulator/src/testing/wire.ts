// Sends bytes to a socket and reads what comes back, where no HTTP client would send them.
import { connect } from 'node:net';

/** One answer as read from the wire. `status` is 0 when the connection ended without one. */
export interface WireAnswer {
  readonly status: number;
  readonly text: string;
}

/** Sends the parts one after another and reads until the other side ends, or the first answer is whole. */
export function onTheWire(url: string, ...parts: readonly (string | Buffer)[]): Promise<WireAnswer> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname);
    const end = () => {
      socket.destroy();
      resolve(answerIn(Buffer.concat(chunks).toString('latin1')));
    };
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      if (isWhole(Buffer.concat(chunks).toString('latin1'))) end();
    });
    socket.on('error', end);
    socket.on('close', end);
    for (const part of parts) socket.write(part);
  });
}

/** The lines of a call with key and length, by a client that says it is hostile; `more` are further header lines. */
export function callText(line: string, body: string | Buffer, ...more: readonly string[]): string {
  const own = ['Host: example.test', 'X-Api-Key: emulator-key', 'User-Agent: hostile-input'];
  const length = `Content-Length: ${Buffer.byteLength(body)}`;
  return [`${line} HTTP/1.1`, ...own, length, ...more, '', ''].join('\r\n');
}

function isWhole(text: string): boolean {
  const end = text.indexOf('\r\n\r\n');
  const length = /content-length: (\d+)/i.exec(text)?.[1];
  return end >= 0 && (length === undefined ? / 204 /.test(text.slice(0, 20)) : text.length >= end + 4 + Number(length));
}

function answerIn(text: string): WireAnswer {
  return { status: Number(/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 0), text };
}
