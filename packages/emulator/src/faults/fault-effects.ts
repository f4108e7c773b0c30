// The fault effect room: what the client gets to see of a fault, before or after the handler.
import { problem, type Reply, refusal, serverError } from '../api/errors.ts';
import { monthExhausted, rateLimited } from '../limits/refusals.ts';
import type { World } from '../world/world.ts';
import type { FaultAction, FaultMoment } from './faults.ts';

/** The end of a call: the connection is dropped, or this reply is sent instead of the handler's. */
export type FaultEnd =
  | { readonly kind: 'drop' }
  | { readonly kind: 'reply'; readonly reply: Reply; readonly isWindowOver: boolean; readonly isMonthOver: boolean };

/**
 * What the fault does at this moment; undefined lets the call go on. Limits refuse before anything happens, `slow`
 * delays the answer after it did.
 */
export async function answerOfFault(
  world: World,
  action: FaultAction,
  moment: FaultMoment,
): Promise<FaultEnd | undefined> {
  const due = 'when' in action ? action.when : action.kind === 'slow' ? 'after' : 'before';
  if (due !== moment) return undefined;
  switch (action.kind) {
    case 'status':
      return instead({ status: action.status, body: action.body ?? standardBody(action.status) });
    case 'reset':
      return { kind: 'drop' };
    case 'hang':
      await world.clock.wait(action.ms);
      return { kind: 'drop' };
    case 'slow':
      await world.clock.wait(action.ms);
      return undefined;
    case 'rate-limit': {
      const reply = rateLimited(action.retryAfterS ?? 1, world.clock.nowMs(), world.switches);
      return { ...instead(reply), isWindowOver: true };
    }
    case 'month-exhausted':
      return { ...instead(monthExhausted(1, world.switches)), isMonthOver: true };
  }
}

function instead(reply: Reply): FaultEnd & { kind: 'reply' } {
  return { kind: 'reply', reply, isWindowOver: false, isMonthOver: false };
}

/** 500 as Postman words it (OpenAPI 1.45.0, common500Error), other 5xx as problem+json, the rest in envelope 1. */
function standardBody(status: number) {
  if (status === 500) return serverError.body;
  if (status > 500) return problem(status, 'service-unavailable', 'Service Unavailable', 'Try again later.').body;
  return refusal(status, 'injectedFault', `The emulator was told to answer ${status}.`).body;
}
