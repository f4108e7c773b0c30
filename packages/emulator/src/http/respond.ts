// The passage room: one call on its way through the server, and how it ends.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { CallEntry } from '../control/journal.ts';
import type { Machine } from '../control/parts.ts';
import type { Json } from '../json/json.ts';
import { type RateFacts, rateHeaders } from '../limits/rate-headers.ts';
import type { Reply } from '../reply/replies.ts';
import { worded } from '../reply/wording.ts';
import { send } from './answer.ts';
import { type Exchange, exchanges } from './exchange.ts';
import type { FaultEnd } from './fault-effects.ts';

export interface Passage {
  readonly machine: Machine;
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
export function finish(passage: Passage, uttered: Reply): void {
  const { machine, response, entry, facts } = passage;
  const nowMs = machine.world.clock.nowMs();
  const reply = worded(uttered, machine.world.switches);
  entry.status = reply.status;
  const rates = rateHeaders(facts, nowMs, machine.world.switches);
  if (exchanges.hasSubscribers) exchanges.publish(exchangeOf(passage, reply));
  send(response, reply, nowMs, rates);
}

/** Ends the call as a fault says: without an answer, or with one whose headers agree with it. */
export function finishFault(passage: Passage, end: FaultEnd): void {
  if (end.kind === 'drop') {
    passage.request.socket.resetAndDestroy();
    return;
  }
  const { facts } = passage;
  const standing = end.isWindowOver ? { ...facts.standing, remaining: 0 } : facts.standing;
  const monthRemaining = end.isMonthOver ? 0 : facts.monthRemaining;
  finish({ ...passage, facts: { ...facts, standing, monthRemaining } }, end.reply);
}

function exchangeOf({ request, entry, body }: Passage, { status, body: sent, raw, headers }: Reply): Exchange {
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
