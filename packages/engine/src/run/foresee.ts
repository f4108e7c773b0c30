// Room: foreseeing what an apply would cost, without a look: what the files and the state say of each other. Sends no call.
import type { Count } from '../calls.ts';
import type { Desired } from '../desired.ts';
import { digesterFor } from '../digest.ts';
import type { Judged } from '../judge.ts';
import type { PlanOptions } from '../settings.ts';
import type { World } from '../world.ts';
import { planAhead } from './ahead.ts';
import { planInput } from './plan-run.ts';

/** What was changed by hand is not in it, and what exists already under a name that the files declare is not either. */
export interface Foreseen {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly price: Count;
}

export async function foresee(world: World, desired: Desired, options: PlanOptions): Promise<Foreseen> {
  const state = await world.store.load();
  const input = planInput(world, desired, state, options, digesterFor(state, world.fingerprintKey));
  const { judged, price } = planAhead(input);
  const count = (action: Judged['action']): number => judged.filter((item) => item.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    price,
  };
}
