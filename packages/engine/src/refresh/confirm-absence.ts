// A second witness: that an object is gone is believed only where the workspace's index does not name it either.

import type { Reservation } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Observation } from '../model/observation.ts';
import { contradiction } from '../plan/existence-refusals.ts';
import { refusedError } from '../plan/refused-error.ts';
import { withDisputes } from '../plan/witnesses.ts';
import { askAgain, doubtsIn } from './ask-again.ts';
import { confirmWorkspace, lookById, type ObjectRef } from './read.ts';

/** Reads one object by its id. Costs one call, and one more for the index where that says that it is gone. */
export async function readSurely(
  world: Ports,
  workspace: string,
  item: ObjectRef,
  reservation: Reservation,
): Promise<Observation> {
  let first: Observation = { status: 'unread' };
  await lookById(world, item, {}, reservation, (_, observation) => {
    first = observation;
  });
  return confirmed(world, workspace, item, first, reservation);
}

/**
 * What a call by id said, confirmed by the index where it said that the object is gone. Where the two contradict each other
 * they are asked again; where they go on to, E_READ_CONTRADICTION (exit 7) says both.
 */
export async function confirmed(
  world: Ports,
  workspace: string,
  item: ObjectRef,
  first: Observation,
  reservation: Reservation,
): Promise<Observation> {
  if (first.status !== 'absent') return first;
  const index = await confirmWorkspace(world, workspace, reservation);
  const read = { index, observations: new Map([[item.address, first]]) };
  const live = await askAgain(world, workspace, read, (now) => doubtsIn(world, now, undefined, []), reservation);
  const observation = withDisputes(world.kinds, live).observations.get(item.address)!;
  if (observation.status !== 'disputed') return observation;
  throw refusedError({ refusals: [contradiction(item.address, item.kind, observation)], wroteNothing: false });
}
