// Applies a fault to a call, before or after its handler.

import { edit } from '../control/edit.ts';
import type { CallEntry } from '../control/journal.ts';
import type { EmulatorParts } from '../control/parts.ts';
import type { Fault, FaultAction, FaultMoment, Truncation } from '../faults/faults.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json/json.ts';
import { monthExhausted, rateLimited } from '../limits/refusals.ts';
import { problem, type Reply, refusal, serverError, unauthenticated } from '../reply/replies.ts';
import { bareId } from '../seams/ids.ts';

/** The end of a call: the connection is dropped, or this reply is sent instead of the handler's. */
export type FaultEnd =
  | { readonly kind: 'drop' }
  | { readonly kind: 'reply'; readonly reply: Reply; readonly isWindowOver: boolean; readonly isMonthOver: boolean };

/** The call that is hit. `key` is its API key, `object` the first id in its path, `reply` that of the handler, once it answered. */
export interface HitCall {
  readonly parts: EmulatorParts;
  readonly fault: Fault;
  readonly entry: CallEntry;
  readonly key: string;
  readonly object: string | undefined;
  readonly reply: Reply | undefined;
}

/** What the fault does at this moment; undefined lets the call go on. Limits refuse before anything happens. */
export async function answerOfFault(hit: HitCall, moment: FaultMoment): Promise<FaultEnd | undefined> {
  const action = hit.fault.do;
  if (momentOf(action) !== moment) return undefined;
  const { server, month, revokedKeys } = hit.parts;
  const nowMs = server.clock.nowMs();
  switch (action.kind) {
    case 'status': {
      const { headers } = action;
      const body = action.body ?? standardBody(action.status);
      return instead({ status: action.status, body, ...(headers === undefined ? {} : { headers }) });
    }
    case 'reset':
      return { kind: 'drop' };
    case 'hang':
      await server.clock.wait(action.ms);
      return { kind: 'drop' };
    case 'slow':
      await server.clock.wait(action.ms);
      return undefined;
    case 'truncate':
      return hit.reply === undefined ? undefined : instead(truncated(hit.reply, action.how));
    case 'html':
      return instead(page(action.status));
    case 'stale':
      return undefined;
    case 'edit':
      editAs(hit, action.edit);
      return undefined;
    case 'rate-limit':
      return { ...instead(rateLimited(action.retryAfterS ?? 1, nowMs, server.switches)), isWindowOver: true };
    case 'month-exhausted':
      return { ...instead(monthExhausted(1, server.switches)), isMonthOver: true };
    case 'revoke-key':
      revokedKeys.revoke(hit.key, action, nowMs);
      return moment === 'before' && revokedKeys.holds(hit.key, nowMs) ? instead(unauthenticated) : undefined;
    case 'end-month':
      month.end(action, nowMs);
      if (moment === 'after' || !month.endHolds(nowMs)) return undefined;
      return { ...instead(monthExhausted(1, server.switches)), isMonthOver: true };
    case 'restore':
      month.restore();
      revokedKeys.restore();
      return undefined;
  }
}

/** How far lists lag for the call that is hit. */
export function lagOf(fault: Fault | undefined): number {
  return fault?.do.kind === 'stale' ? fault.do.ms : 0;
}

/** `slow` and `truncate` come after the handler, what has no moment before it. */
function momentOf(action: FaultAction): FaultMoment {
  if ('when' in action) return action.when;
  return action.kind === 'slow' || action.kind === 'truncate' ? 'after' : 'before';
}

/** Somebody else's edit. `id: "this"` is the object of the call. An edit that fails is noted in the journal. */
function editAs({ parts, entry, fault, object }: HitCall, wanted: JsonObject): void {
  const id = wanted['id'] === 'this' ? { id: bareId(object ?? '') } : {};
  try {
    edit(parts.server, { ...wanted, ...id });
    parts.disk.flush();
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    entry.fault = `${fault.name}: ${thrown.message}`;
  }
}

function instead(reply: Reply): FaultEnd & { kind: 'reply' } {
  return { kind: 'reply', reply, isWindowOver: false, isMonthOver: false };
}

function page(status: number): Reply {
  const raw =
    '<!DOCTYPE html>\n<html><head><title>Just a moment</title></head><body>Checking your browser.</body></html>\n';
  return { status, body: undefined, raw, headers: { 'Content-Type': 'text/html; charset=utf-8' } };
}

/** 500 as Postman words it (OpenAPI 1.45.0, common500Error), other 5xx as problem+json, the rest in envelope 1. */
function standardBody(status: number) {
  if (status === 500) return serverError.body;
  if (status > 500) return problem(status, 'service-unavailable', 'Service Unavailable', 'Try again later.').body;
  return refusal(status, 'injectedFault', `The emulator was told to answer ${status}.`).body;
}

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
