// Reads a read set within a reservation: the one place that sends the calls of a refresh.
import type { Address } from '../model/address.ts';
import type { Reservation } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError, CallError, type CallProblem } from '../model/errors.ts';
import type { Listed } from '../model/kind.ts';
import type { Live, Observation } from '../model/observation.ts';
import { callsOfReads, type ReadSet } from '../model/read-set.ts';
import type { WorkspaceIndex } from '../model/workspace.ts';
import { eachLimited } from './each-limited.ts';
import { isFatal } from './fatal.ts';
import { type KnownLists, type OnObserved, readById, readIndex, readList } from './observe.ts';

/** What a read set is read with. */
export interface ReadRun {
  /** Workspace id. */
  readonly workspace: string;
  readonly reservation: Reservation;
  /** Calls that the reservation pays for; absent where only the reservation itself says when they are spent. */
  readonly calls?: number;
  /** What was read before. */
  readonly known?: KnownLists;
  /** Told of each object as soon as it is read. */
  readonly onObserved?: OnObserved;
  /** True where the rest is read although one read failed. */
  readonly goesOn?: boolean;
  /** True where people are told how far it is. */
  readonly isAnnounced?: boolean;
  /** True for a part of a write under way: Ctrl-C does not stop it. */
  readonly isPartOfWrite?: boolean;
}

export interface ReadOutcome {
  readonly live: Live;
  /** Why not everything was read: no call was left. */
  readonly stopped?: Error;
  /** The first read that failed, where the rest was read nevertheless. */
  readonly failed?: Error;
}

/**
 * The index first, then the lists and the objects, in order, a few at a time. Where the calls are spent, a window or the
 * month is used up, or the time is over, no further read is begun, and `live` holds what was read. Throws what ends the
 * run, and the first failure unless it `goesOn`.
 */
export async function executeReads(ports: Ports, set: ReadSet, run: ReadRun): Promise<ReadOutcome> {
  const observations = new Map<Address, Observation>();
  const lists = new Map<string, readonly Listed[]>(run.known?.lists ?? []);
  const read = new Map<string, readonly Listed[]>();
  const ended: { index?: WorkspaceIndex; stopped?: Error; done: number; readonly failures: Error[] } = {
    done: 0,
    failures: [],
  };
  const of = callsOfReads(set);
  const announce = (event: Parameters<Ports['emit']>[0]): void => {
    if (run.isAnnounced === true) ports.emit(event);
  };
  const onObserved: OnObserved = (item, observation) => {
    observations.set(item.address, observation);
    run.onObserved?.(item, observation);
  };
  const attempt = async (job: () => Promise<void>): Promise<void> => {
    if (ended.stopped !== undefined) return;
    try {
      await job();
      ended.done += 1;
      announce({ type: 'refresh-progress', done: ended.done, of });
    } catch (error) {
      if (isSpent(error, run)) ended.stopped = error;
      else if (run.goesOn !== true || isFatal(error) || !(error instanceof AppError)) throw error;
      else ended.failures.push(error);
    }
  };
  if (of > 0) announce({ type: 'refresh-start', calls: of });
  if (set.index)
    await attempt(async () => {
      ended.index = await readIndex(ports, run);
    });
  if (ended.failures.length === 0) {
    const index = ended.index ?? run.known?.index;
    const context = { ports, run, known: { ...(index ? { index } : {}), lists }, onObserved };
    const jobs = [
      ...set.lists.map((list) => async () => {
        const entries = await readList(context, list);
        lists.set(list.kind.plural, entries);
        read.set(list.kind.plural, entries);
      }),
      ...set.objects.map((item) => () => readById(context, item)),
    ];
    await eachLimited(jobs, ports.parallelism, run.isPartOfWrite === true ? NEVER : ports.signal, attempt);
  }
  const failed = ended.failures.find((error) => !isSpent(error, run));
  const stopped = ended.stopped ?? ended.failures[0];
  const live = { ...(ended.index ? { index: ended.index } : {}), lists: read, observations };
  if (failed !== undefined) return { live, failed };
  return stopped === undefined ? { live } : { live, stopped };
}

const NEVER = new AbortController().signal;

/** All of the set, or the error because of which that is not possible. */
export async function readWhole(ports: Ports, set: ReadSet, run: ReadRun): Promise<Live> {
  const { live, stopped, failed } = await executeReads(ports, set, run);
  if (stopped !== undefined || failed !== undefined) throw failed ?? stopped;
  return live;
}

/** What may be sent again, and is not where no call is left for it. */
const PASSING: readonly CallProblem[] = ['server', 'timeout', 'network', 'unreadable', 'rate-limited'];

/** No call may be sent now, or the reservation holds none for this, or for trying it again. */
function isSpent(error: unknown, { reservation, calls = Number.POSITIVE_INFINITY }: ReadRun): error is AppError {
  if (!(error instanceof AppError)) return false;
  if (error.category === 'deferred') return true;
  if (reservation.spent() < calls) return false;
  return !(error instanceof CallError) || PASSING.includes(error.problem);
}
