// Replies that a test makes up in the place of the server's, with the hash that belongs to them.
import { createHash } from 'node:crypto';
import type { Json, Reply, Send } from '@postform/engine';

/** A body as a server might have sent it. */
export function bodyOf(body: Json): Pick<Reply, 'body' | 'bodyHash'> {
  return { body, bodyHash: createHash('sha256').update(JSON.stringify(body)).digest('base64url') };
}

/** `wrap` around `send`: it sees every body, and what the caller knows is left out of what it answers. */
export function wrapSend(send: Send, wrap: (send: Send) => Send): Send {
  const wrapped = wrap(({ isKnown: _, ...call }, leaving) => send(call, leaving));
  return async (call, leaving) => {
    const reply = await wrapped(call, leaving);
    return call.isKnown?.(reply.bodyHash) === true ? { ...reply, body: undefined } : reply;
  };
}
