// The request body room: reads what a client sends, within a limit.
import type { IncomingMessage } from 'node:http';
import { lengthRequired, notJson, type Reply, tooLarge } from '../api/errors.ts';
import type { BodyRule } from '../api/route.ts';
import type { Json } from '../json/json.ts';

/** A body read and parsed, a refusal, or the news that the client went away. Absent and empty bodies are undefined. */
export type ReadBody =
  | { readonly kind: 'json'; readonly value: Json | undefined }
  | { readonly kind: 'refused'; readonly reply: Reply }
  | { readonly kind: 'gone' };

/**
 * Reads a body under its rule: 411 without Content-Length where Postman documents it, 413 over the limit (what is left
 * is read and thrown away, so that the client gets to the answer), 400 for what is not JSON.
 */
export async function readBody(request: IncomingMessage, rule: BodyRule): Promise<ReadBody> {
  const declared = request.headers['content-length'];
  if (declared === undefined && rule.needsLength === true) return refused(request, lengthRequired);
  if (declared !== undefined && Number(declared) > rule.maxBytes) return refused(request, tooLarge);
  const bytes = await collect(request, rule.maxBytes);
  if (bytes === 'gone') return { kind: 'gone' };
  if (bytes === 'too large') return refused(request, tooLarge);
  if (bytes.length === 0) return { kind: 'json', value: undefined };
  try {
    return { kind: 'json', value: JSON.parse(bytes.toString()) as Json };
  } catch (thrown) {
    return { kind: 'refused', reply: notJson(thrown instanceof Error ? thrown.message : 'unreadable') };
  }
}

function refused(request: IncomingMessage, reply: Reply): ReadBody {
  request.resume();
  return { kind: 'refused', reply };
}

/** The bytes of a body. What is over the limit stays unread. */
export function collect(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'gone' | 'too large'> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > maxBytes) {
        request.removeAllListeners('data');
        resolve('too large');
      } else chunks.push(chunk);
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', () => resolve('gone'));
    request.on('close', () => resolve('gone'));
  });
}
