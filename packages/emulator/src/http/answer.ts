// The answer room: puts a reply on the wire, with the headers every reply carries.
import type { ServerResponse } from 'node:http';
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
