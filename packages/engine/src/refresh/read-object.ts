// Reads one object by its id, and believes that it is gone only where the workspace's index does not name it either.
import type { Ports } from '../model/engine-ports.ts';
import type { Observation } from '../model/observation.ts';
import { NOTHING_TO_READ, type ObjectRef } from '../model/read-set.ts';
import { contradiction } from '../plan/existence-refusals.ts';
import { refusedError } from '../plan/refused-error.ts';
import { withDisputes } from '../plan/witnesses.ts';
import { askAgain, doubtsIn } from './ask-again.ts';
import { type ReadRun, readWhole } from './execute.ts';

/** One call. */
export async function readObject(ports: Ports, item: ObjectRef, run: ReadRun): Promise<Observation> {
  const live = await readWhole(ports, { ...NOTHING_TO_READ, objects: [item] }, run);
  return live.observations.get(item.address)!;
}

/** One call, and one more for the index where that says that the object is gone. */
export async function readConfirmed(ports: Ports, item: ObjectRef, run: ReadRun): Promise<Observation> {
  return confirmAbsence(ports, item, await readObject(ports, item, run), run);
}

/**
 * What a read by id said, confirmed by the index where it said that the object is gone. Where the two contradict each other
 * both are read again; where they go on to, E_READ_CONTRADICTION says both.
 */
export async function confirmAbsence(
  ports: Ports,
  item: ObjectRef,
  first: Observation,
  run: ReadRun,
): Promise<Observation> {
  if (first.status !== 'absent') return first;
  const { index } = await readWhole(ports, { ...NOTHING_TO_READ, index: true }, run);
  const read = { ...(index ? { index } : {}), observations: new Map([[item.address, first]]) };
  const live = await askAgain(ports, read, (now) => doubtsIn(ports, now, undefined, []), run);
  const observation = withDisputes(ports.kinds, live).observations.get(item.address)!;
  if (observation.status !== 'disputed') return observation;
  throw refusedError({ refusals: [contradiction(item.address, item.kind, observation)], wroteNothing: false });
}
