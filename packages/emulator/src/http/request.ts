// Reads a request: its target, and its body within a limit.

import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { BodyRule } from '../api/route.ts';
import { isDeeperThan } from '../json/depth.ts';
import type { Json } from '../json/json.ts';
import { lengthRequired, notJson, type Reply, tooLarge, unsupported } from '../reply/replies.ts';
import type { Call } from '../world/state.ts';

/** A body read and parsed, a refusal, or the news that the client went away. Absent and empty bodies are undefined. */
export type ReadBody =
  | { readonly kind: 'json'; readonly value: Json | undefined }
  | { readonly kind: 'refused'; readonly reply: Reply }
  | { readonly kind: 'gone' };

/** Deeper than any collection; shallow enough for every walk over it. */
const mostDepth = 500;
const jsonType = /^application\/([\w.+-]+\+)?json$/;

/**
 * Reads a body under its rule: 411 without Content-Length where Postman documents it, 413 over the limit (what is left
 * is read and thrown away, so that the client gets to the answer), 415 for a compressed body, 400 for what is not JSON
 * in UTF-8. `onlyJson`: 415 for a body that says it is of another type.
 */
export async function readBody(request: IncomingMessage, rule: BodyRule, onlyJson = false): Promise<ReadBody> {
  const declared = request.headers['content-length'];
  if (declared === undefined && rule.needsLength === true) return refused(request, lengthRequired);
  if (declared !== undefined && Number(declared) > rule.maxBytes) return refused(request, tooLarge);
  const encoding = request.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') return refused(request, unsupported('Content-Encoding', encoding));
  const bytes = await collect(request, rule.maxBytes);
  if (bytes === 'gone') return { kind: 'gone' };
  if (bytes === 'too large') return refused(request, tooLarge);
  if (bytes.length === 0) return { kind: 'json', value: undefined };
  const type = request.headers['content-type'];
  if (onlyJson && type !== undefined && !isJson(type)) return refused(request, unsupported('Content-Type', type));
  return parsed(bytes);
}

function isJson(type: string): boolean {
  return jsonType.test(type.split(';')[0]?.trim().toLowerCase() ?? '');
}

function parsed(bytes: Buffer): ReadBody {
  if (!isUtf8(bytes)) return { kind: 'refused', reply: notJson('it is not UTF-8') };
  if (isDeeperThan(bytes, mostDepth)) return { kind: 'refused', reply: notJson(`nested deeper than ${mostDepth}`) };
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

const noQuery: Readonly<Record<string, string>> = {};
const origin = /^https?:\/\/[^/?#]*/i;

/** The target without scheme and host: every server must take whole URLs, as proxies are sent (RFC 9112, 3.2.2). */
export function localTarget(target: string): string {
  return target.startsWith('/') ? target : target.replace(origin, '');
}

/** Path and query of a local target. */
export function splitTarget(target: string): { readonly path: string; readonly query: Call['query'] } {
  const at = target.indexOf('?');
  if (at < 0) return { path: target, query: noQuery };
  return { path: target.slice(0, at), query: Object.fromEntries(new URLSearchParams(target.slice(at + 1))) };
}
