// Room: foreseeing what an apply would cost, without a look: what the files and the state say of each other. Sends no call.
import { addCounts, type Count } from '../calls.ts';
import type { Desired } from '../desired.ts';
import { digesterFor } from '../digest.ts';
import type { Judged } from '../judge.ts';
import { buildPlan } from '../planner.ts';
import { isWithin } from '../pointer.ts';
import type { PlanOptions } from '../settings.ts';
import { buildSteps } from '../steps.ts';
import type { World } from '../world.ts';
import { isBlind } from './deferred.ts';
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
  const live = { sightings: new Map() };
  const judged = buildPlan({ ...input, live }).judged.map((item) =>
    isBlind(item, live, options) ? acted(item) : item,
  );
  const count = (action: Judged['action']): number => judged.filter((item) => item.action === action).length;
  const renewed = judged.filter(({ action }) => action === 'create' || action === 'replace');
  const unknown = new Set(renewed.map(({ surveyed }) => surveyed.address));
  const steps = buildSteps(judged, state, unknown, options, input.bucketsOf);
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete'),
    price: addCounts(...steps.map((step) => step.price)),
  };
}

/** What would be done to an object that nobody has looked at, if it is as it was left. */
function acted(item: Judged): Judged {
  const { resource, kind } = item.surveyed;
  if (resource === undefined) return { ...item, action: 'delete' };
  const isFixed = item.moves.config.some((pointer) => kind.immutable.some((at) => isWithin(pointer, at)));
  return { ...item, action: isFixed ? 'replace' : 'update', written: item.moves.config };
}
