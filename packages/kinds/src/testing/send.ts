// A small Send for tests: one fetch a call, no pace, no retries. Only what the client would call not-found is one here.
import { createHash } from 'node:crypto';
import { type Call, CallError, type Json, type Reply, type Send } from '@postform/engine';

export interface Recorder {
  readonly send: Send;
  readonly calls: Call[];
}

export function sendTo(url: string, apiKey: string): Recorder {
  const calls: Call[] = [];
  const send: Send = async (call) => {
    calls.push(call);
    const path = call.route.path.replace(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(call.params?.[name] ?? ''),
    );
    const response = await fetch(`${url}${path}?${new URLSearchParams(call.query)}`, {
      method: call.route.method,
      headers: {
        'x-api-key': apiKey,
        'content-type': 'application/json',
        ...(call.prefer === undefined ? {} : { prefer: call.prefer }),
      },
      ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
    });
    const text = await response.text();
    if (response.ok) return replyOf(response.status, text);
    const gone =
      (response.status === 404 || response.status === 400) && /NotFoundError|problems\/not-?found/i.test(text);
    throw new CallError(gone ? 'not-found' : 'rejected', `${response.status} ${text}`, {
      code: 'E_TEST_CALL',
      hint: '',
      effect: 'none',
      status: response.status,
    });
  };
  return { send, calls };
}

/** A Send that answers from a list, in order. */
export function answering(...bodies: readonly Json[]): Recorder {
  const calls: Call[] = [];
  const rest = [...bodies];
  return {
    calls,
    send: async (call) => {
      calls.push(call);
      return replyOf(200, JSON.stringify(rest.shift() ?? null));
    },
  };
}

function replyOf(status: number, text: string): Reply {
  return { status, body: JSON.parse(text) as Json, bodyHash: createHash('sha256').update(text).digest('base64url') };
}
