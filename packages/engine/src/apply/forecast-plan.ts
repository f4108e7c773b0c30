// Forecasts what an apply would cost, without reading: what the files and the state say of each other. Sends no call.
import type { Count } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import { digesterFor } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { Evaluation } from '../plan/evaluate.ts';
import { planUnread } from '../refresh/unread-plan.ts';
import { planInput } from './run-plan.ts';

/** What was changed by hand is not in it, and what exists already under a name that the files declare is not either. */
export interface PlanForecast {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly price: Count;
}

export async function forecastPlan(ports: Ports, desired: Desired, options: PlanOptions): Promise<PlanForecast> {
  const state = await ports.store.load();
  const input = planInput(ports, desired, state, options, digesterFor(state, ports.fingerprintKey));
  const { evaluations, price } = planUnread(input);
  const count = (action: Evaluation['action']): number => evaluations.filter((item) => item.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    price,
  };
}
