// Opens a client for one test, with its events at hand.
import type { Call, Method, Purpose, Reply } from '@postform/engine';
import { CallError } from '@postform/engine';
import { onTestFinished } from 'vitest';
import { type ClientEvent, type ClientOptions, createClient, type PostmanClient } from '../index.ts';
import { jumpingClock } from './clocks.ts';

export const KEY = 'canary-key-5f1c/+=';

export interface Opened {
  readonly client: PostmanClient;
  readonly events: readonly ClientEvent[];
  /** Reserves generously and sends one call. */
  send(call: Call, purpose?: Purpose): Promise<Reply>;
  /** The CallError in which a call ends. */
  fail(call: Call): Promise<CallError>;
}

export function openClient(baseUrl: string, options: Partial<ClientOptions> = {}): Opened {
  const events: ClientEvent[] = [];
  const client = createClient({
    baseUrl,
    apiKey: KEY,
    clock: jumpingClock(),
    deadlineMs: 5_000,
    onEvent: (event) => events.push(event),
    ...options,
  });
  onTestFinished(() => client.close());
  const send: Opened['send'] = async (call, purpose = 'write') => {
    const reservation = await client.reserve(purpose, { calls: 20 });
    return reservation.send(call).finally(() => reservation.release());
  };
  return {
    client,
    events,
    send,
    fail: async (call) => {
      const ended: unknown = await send(call).catch((error: unknown) => error);
      if (ended instanceof CallError) return ended;
      throw new Error('the call did not end in a CallError', { cause: ended });
    },
  };
}

/** A call in the general bucket. */
export function call(method: Method, more: Partial<Call> = {}): Call {
  const hasBody = method !== 'GET' && method !== 'DELETE';
  return {
    route: { operation: `${method.toLowerCase()}Thing`, method, path: '/things/{id}' },
    params: { id: 'x' },
    ...(hasBody ? { body: { thing: { name: 'x' } } } : {}),
    ...more,
  };
}
