// Reads again where what is read by id and what the lists name contradict each other, within the time in which lists may lag.
import { addCounts, type Count, type Reservation } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Kind } from '../model/kind.ts';
import { type Live, mergeLive, namedIn } from '../model/observation.ts';
import { type ListRead, listRead, type ObjectRef, type ReadSet } from '../model/read-set.ts';
import type { State } from '../model/state.ts';
import { priceOfReads, type Tariff, worstOf } from '../plan/price.ts';
import { kindOf } from '../plan/resource-view.ts';
import { type Gap, gapsIn, withDisputes } from '../plan/witnesses.ts';
import { executeReads, type ReadRun } from './execute.ts';

/** The first time they are read again after this, ms; the last time when the settle time is over. */
const FIRST_MS = 1_000;
const ROUNDS = 2;
/** Objects that are read again; where more are in doubt, something else is wrong, and the others stay in doubt. */
const MOST_OBJECTS = 20;

/** What contradicts itself: objects, and kinds whose lists do not show everything. */
export interface Doubts {
  readonly objects: readonly ObjectRef[];
  readonly gaps: readonly Gap[];
  /** The own lists that took part in it, as long as what is named of their kinds. */
  readonly lists: readonly ListRead[];
}

/** `counting`: kinds of which something would be created or forgotten because no list names it. */
export function doubtsIn(
  { kinds }: Pick<Ports, 'kinds'>,
  live: Live,
  state: State | undefined,
  counting: Iterable<Kind>,
): Doubts {
  const objects = [...withDisputes(kinds, live).observations].flatMap(([address, observation]): ObjectRef[] =>
    observation.status === 'disputed' && observation.claim.by !== 'forbidden'
      ? [{ address, kind: kindOf(kinds, address), identity: observation.identity }]
      : [],
  );
  const gaps = gapsIn(counting, live, state).filter((gap) => gap.isRead);
  const listed = objects.filter(({ kind, identity }) =>
    live.lists?.get(kind.plural)?.some(({ id }) => id === identity.id),
  );
  const lists = [...new Set([...gaps, ...listed].map(({ kind }) => kind))].map((kind) =>
    listRead(kind, [], namedIn(live, kind)?.size),
  );
  return { objects, gaps, lists };
}

export function isCertain({ objects, gaps }: Doubts): boolean {
  return objects.length + gaps.length === 0;
}

/** What one round reads: each object by its id, the index, and the lists that took part. */
function readsAgain({ objects, lists }: Doubts): ReadSet {
  return { index: true, lists, objects: objects.slice(0, MOST_OBJECTS) };
}

/** What the rounds may cost at the most. */
export function worstOfAsking(doubts: Doubts, tariff: Tariff): Count {
  return worstOf(addCounts(...Array.from({ length: ROUNDS }, () => priceOfReads(readsAgain(doubts), tariff))));
}

/**
 * Reads all witnesses again, once soon and once when lists have settled, and stops as soon as they agree. `doubtsOf` finds
 * what is left. An answer that is an error leaves the doubt as it is; only one after which no call makes sense is thrown.
 */
export async function askAgain(
  ports: Ports,
  first: Live,
  doubtsOf: (live: Live) => Doubts,
  { workspace, reservation }: ReadRun,
): Promise<Live> {
  const startMs = ports.clock.nowMs();
  let live = first;
  const times = [Math.min(FIRST_MS, ports.settleMs), ports.settleMs].map((ms) => startMs + ms);
  for (const [round, untilMs] of times.entries()) {
    const doubts = doubtsOf(live);
    if (isCertain(doubts) || (round > 0 && untilMs <= times[round - 1]!)) break;
    await waitUntil(ports, untilMs, doubts);
    const read = await executeReads(ports, readsAgain(doubts), { workspace, reservation, goesOn: true });
    live = mergeLive(live, read.live);
    if (read.stopped !== undefined || read.failed !== undefined) break;
  }
  return live;
}

/** The same reservation, of which so many more calls may be sent; then it is as if it were spent. */
export function limited(reservation: Reservation, calls: number): Reservation {
  let left = calls;
  return {
    ...reservation,
    send: async (call, leaving) => {
      if (left-- > 0) return reservation.send(call, leaving);
      throw new AppError('E_READ_CONTRADICTION', 'No call is left to read again.', { hint: '', category: 'deferred' });
    },
  };
}

async function waitUntil(ports: Ports, untilMs: number, { objects, gaps }: Doubts): Promise<void> {
  const leftMs = untilMs - ports.clock.nowMs();
  if (leftMs <= 0) return;
  const names = [...objects, ...gaps].map(({ address }) => address);
  const shown = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  const why = `what is read by id and what the lists name contradict each other (${shown}); asking again`;
  ports.emit({ type: 'resolve-wait', untilMs, why });
  await ports.clock.sleep(leftMs, ports.signal);
  ports.signal.throwIfAborted();
}
