// Ends a call: notes it in the journal, publishes it on a diagnostics channel and answers it.
import { channel } from 'node:diagnostics_channel';
import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http';
import type { CallEntry } from '../control/journal.ts';
import type { EmulatorParts } from '../control/parts.ts';
import type { Json } from '../json/json.ts';
import { type RateFacts, rateHeaders } from '../limits/rate-headers.ts';
import type { Reply } from '../reply/replies.ts';
import { worded } from '../reply/wording.ts';
import { send } from './answer.ts';
import type { FaultEnd } from './fault-effects.ts';

export interface OpenCall {
  readonly parts: EmulatorParts;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly entry: CallEntry;
  readonly facts: RateFacts;
  /** The API key sent, or nothing. */
  readonly key: string;
  /** What was sent, once it is read. */
  body?: Json | undefined;
}

/** Answers, and notes it in the journal. */
export function finish(openCall: OpenCall, uttered: Reply): void {
  const { parts, response, entry, facts } = openCall;
  const nowMs = parts.server.clock.nowMs();
  const reply = worded(uttered, parts.server.switches);
  entry.status = reply.status;
  const rates = rateHeaders(facts, nowMs, parts.server.switches);
  if (exchanges.hasSubscribers) exchanges.publish(exchangeOf(openCall, reply));
  send(response, reply, nowMs, rates);
}

/** Ends the call as a fault says: without an answer, or with one whose headers agree with it. */
export function finishFault(openCall: OpenCall, end: FaultEnd): void {
  if (end.kind === 'drop') {
    openCall.request.socket.resetAndDestroy();
    return;
  }
  const { facts } = openCall;
  const standing = end.isWindowOver ? { ...facts.standing, remaining: 0 } : facts.standing;
  const monthRemaining = end.isMonthOver ? 0 : facts.monthRemaining;
  finish({ ...openCall, facts: { ...facts, standing, monthRemaining } }, end.reply);
}

function exchangeOf({ request, entry, body }: OpenCall, { status, body: sent, raw, headers }: Reply): Exchange {
  const { method, path, query, operation, fault } = entry;
  return {
    method,
    path,
    query,
    operation,
    fault,
    request: { headers: request.headers, body },
    response: { status, headers: { ...headers }, body: raw ?? sent },
  };
}

/** One call and its answer. `operation` is '' for paths Postman does not have; `fault` names the fault that hit it. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
  readonly operation: string;
  readonly fault: string | undefined;
  /** `body` is parsed; undefined when none was read. */
  readonly request: { readonly headers: IncomingHttpHeaders; readonly body: Json | undefined };
  /** `body` before it is serialised: values may be undefined, and a text is sent as it is when the reply was raw. */
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: Json | undefined;
  };
}

/** `postform.emulator.exchange`. Costs nothing while nobody subscribes. */
export const exchanges = channel('postform.emulator.exchange');
