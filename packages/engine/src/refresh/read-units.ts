// Looking at units within a reservation. It stops cleanly where that is spent: what was seen stays seen.
import type { Address } from '../model/address.ts';
import type { Reservation } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError, CallError, type CallProblem } from '../model/errors.ts';
import type { Listed } from '../model/kind.ts';
import type { Live, Observation } from '../model/observation.ts';
import type { WorkspaceIndex } from '../model/workspace.ts';
import { callsOf } from './choose-units.ts';
import { eachLimited } from './each-limited.ts';
import { confirmWorkspace, isFatal, lookById, lookByList, type Saw } from './read.ts';
import type { Unit } from './units.ts';

export interface Looked {
  readonly live: Live;
  /** Why not every unit was looked at. */
  readonly stopped?: Error;
}

/** What a reservation of so many calls pays for. */
export interface Paid {
  readonly reservation: Reservation;
  readonly calls: number;
}

/**
 * In the order given. Where the calls are spent, a window or the month is used up, or the time is over, no further unit is
 * begun. Where one object fails, the others are looked at first; then the error is thrown.
 */
export async function lookAtUnits(
  world: Ports,
  workspace: string,
  units: readonly Unit[],
  paid: Paid,
  saw: Saw = () => undefined,
): Promise<Looked> {
  const { reservation } = paid;
  const total = callsOf(units);
  let done = 0;
  const progress = (): void => world.emit({ type: 'refresh-progress', done: ++done, of: total });
  const observations = new Map<Address, Observation>();
  const see: Saw = (item, observation) => {
    observations.set(item.address, observation);
    saw(item, observation);
  };
  const lists = new Map<string, readonly Listed[]>();
  let index: WorkspaceIndex | undefined;
  let stopped: Error | undefined;
  const failures: Error[] = [];
  const attempt = async (job: () => Promise<void>): Promise<void> => {
    if (stopped !== undefined) return;
    try {
      await job();
      progress();
    } catch (error) {
      if (isSpent(error, paid)) stopped = error as Error;
      else if (isFatal(error) || !(error instanceof AppError)) throw error;
      else failures.push(error);
    }
  };
  if (total > 0) world.emit({ type: 'refresh-start', calls: total });
  if (units.some((unit) => unit.withIndex))
    await attempt(async () => {
      index = await confirmWorkspace(world, workspace, reservation);
    });
  throwUnlessSpent(failures, paid);
  const known: Pick<Live, 'index' | 'lists'> = { ...(index ? { index } : {}), lists };
  const jobs = units.flatMap((unit) => [
    ...unit.lists.map((list) => async () => {
      lists.set(list.kind.plural, await lookByList(world, workspace, list, known, reservation, see));
    }),
    ...unit.bodies.map((item) => () => lookById(world, item, known, reservation, see)),
  ]);
  await eachLimited(jobs, world.parallelism, world.signal, attempt);
  stopped ??= throwUnlessSpent(failures, paid);
  return { live: { ...known, observations }, ...(stopped ? { stopped } : {}) };
}

/** A call may have been refused while the last ones that were paid for were still on their way. */
function throwUnlessSpent(failures: readonly Error[], paid: Paid): Error | undefined {
  const failure = failures.find((error) => !isSpent(error, paid));
  if (failure !== undefined) throw failure;
  return failures[0];
}

/** What may be sent again, and is not where no call is left for it. */
const PASSING: readonly CallProblem[] = ['server', 'timeout', 'network', 'unreadable', 'rate-limited'];

/** No call may be sent now (exit 4), or the reservation holds none for this, or for trying it again. */
function isSpent(error: unknown, { reservation, calls }: Paid): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.category === 'deferred') return true;
  if (reservation.spent() < calls) return false;
  return !(error instanceof CallError) || PASSING.includes(error.problem);
}
