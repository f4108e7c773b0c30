// The truncation room: answers without their tail.

import { isArray, isObject, type Json } from '../json/json.ts';
import type { Reply } from '../reply/replies.ts';
import type { Truncation } from './faults.ts';

/**
 * `cut`: the length of the whole is promised, half is sent and the connection ends. `torn`: half is sent as if it were
 * all, so the JSON does not parse. `halved`: the JSON parses, and every array in it has lost its last half.
 */
export function truncated(reply: Reply, how: Truncation): Reply {
  if (how === 'halved') return { ...reply, body: halved(reply.body) };
  const text = reply.raw ?? JSON.stringify(reply.body) ?? '';
  const halfLength = Math.floor(Buffer.byteLength(text) / 2);
  if (how === 'cut') return { ...reply, sentBytes: halfLength };
  const type = { 'Content-Type': 'application/json; charset=utf-8', ...reply.headers };
  return { ...reply, headers: type, raw: Buffer.from(text).subarray(0, halfLength).toString() };
}

function halved(value: Json | undefined): Json | undefined {
  if (isArray(value)) return value.slice(0, Math.floor(value.length / 2)).map((one) => halved(one) ?? null);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, halved(one)]));
}
