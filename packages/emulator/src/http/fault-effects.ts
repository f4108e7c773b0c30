// The fault effect room: what the client gets to see of a fault, before or after the handler.

import { edit } from '../control/edit.ts';
import type { CallEntry } from '../control/journal.ts';
import type { Machine } from '../control/parts.ts';
import type { Fault, FaultAction, FaultMoment } from '../faults/faults.ts';
import { truncated } from '../faults/truncate.ts';
import type { JsonObject } from '../json/json.ts';
import { monthExhausted, rateLimited } from '../limits/refusals.ts';
import { problem, type Reply, refusal, serverError, unauthenticated } from '../reply/replies.ts';
import { bareId } from '../seams/ids.ts';

/** The end of a call: the connection is dropped, or this reply is sent instead of the handler's. */
export type FaultEnd =
  | { readonly kind: 'drop' }
  | { readonly kind: 'reply'; readonly reply: Reply; readonly isWindowOver: boolean; readonly isMonthOver: boolean };

/** The call that is hit. `key` is its API key, `object` the first id in its path, `reply` the handler's, once it spoke. */
export interface HitCall {
  readonly machine: Machine;
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
  const { world, month, revokedKeys } = hit.machine;
  const nowMs = world.clock.nowMs();
  switch (action.kind) {
    case 'status': {
      const { headers } = action;
      const body = action.body ?? standardBody(action.status);
      return instead({ status: action.status, body, ...(headers === undefined ? {} : { headers }) });
    }
    case 'reset':
      return { kind: 'drop' };
    case 'hang':
      await world.clock.wait(action.ms);
      return { kind: 'drop' };
    case 'slow':
      await world.clock.wait(action.ms);
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
      return { ...instead(rateLimited(action.retryAfterS ?? 1, nowMs, world.switches)), isWindowOver: true };
    case 'month-exhausted':
      return { ...instead(monthExhausted(1, world.switches)), isMonthOver: true };
    case 'revoke-key':
      revokedKeys.revoke(hit.key, action, nowMs);
      return moment === 'before' && revokedKeys.holds(hit.key, nowMs) ? instead(unauthenticated) : undefined;
    case 'end-month':
      month.end(action, nowMs);
      if (moment === 'after' || !month.endHolds(nowMs)) return undefined;
      return { ...instead(monthExhausted(1, world.switches)), isMonthOver: true };
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

/** Somebody else's edit. `id: "this"` is the object of the call. What cannot be is told in the journal. */
function editAs({ machine, entry, fault, object }: HitCall, wanted: JsonObject): void {
  const id = wanted['id'] === 'this' ? { id: bareId(object ?? '') } : {};
  try {
    edit(machine.world, { ...wanted, ...id });
    machine.disk.flush();
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
