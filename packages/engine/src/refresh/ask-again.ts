// Asking again: where the witnesses of an object contradict each other, they are asked once more, within the time in which lists may lag.
import { addCounts, type Count, countRoute, type Reservation } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Kind, Listed } from '../model/kind.ts';
import { type Live, mergeLive, type Observation } from '../model/observation.ts';
import type { State } from '../model/state.ts';
import { worstOf } from '../plan/price.ts';
import { kindOf } from '../plan/resource-view.ts';
import { type Gap, gapsIn, withDisputes } from '../plan/witnesses.ts';
import { confirmWorkspace, hintsByList, isFatal, lookById, type ObjectRef } from './read.ts';

/** The first time they are asked again after this, ms; the last time when the settle time is over. */
const FIRST_MS = 1_000;
const ROUNDS = 2;
/** Objects that are asked for again; where more are in doubt, something else is wrong, and the others stay in doubt. */
const MOST_OBJECTS = 20;

/** What contradicts itself: objects, and kinds whose lists do not show everything. */
export interface Doubts {
  readonly objects: readonly ObjectRef[];
  readonly gaps: readonly Gap[];
  /** Kinds whose own list took part in it. */
  readonly lists: readonly Kind[];
}

/** `counting`: kinds of which something would be created or forgotten because no list names it. */
export function doubtsIn(
  world: Pick<Ports, 'kinds'>,
  live: Live,
  state: State | undefined,
  counting: Iterable<Kind>,
): Doubts {
  const objects = [...withDisputes(world.kinds, live).observations].flatMap(([address, observation]): ObjectRef[] =>
    observation.status === 'disputed' && observation.claim.by !== 'forbidden'
      ? [{ address, kind: kindOf(world.kinds, address), identity: observation.identity }]
      : [],
  );
  const gaps = gapsIn(counting, live, state).filter((gap) => gap.isRead);
  const listed = objects.filter(({ kind, identity }) =>
    live.lists?.get(kind.plural)?.some(({ id }) => id === identity.id),
  );
  const lists = [...new Set([...gaps, ...listed].map(({ kind }) => kind))];
  return { objects, gaps, lists };
}

export function isCertain({ objects, gaps }: Doubts): boolean {
  return objects.length + gaps.length === 0;
}

/** Calls of one round: each object by its id, the index, and the lists that took part. */
export function priceOfAsking(world: Pick<Ports, 'client' | 'workspaces'>, { objects, lists }: Doubts): Count {
  const { bucketsOf } = world.client;
  return addCounts(
    countRoute(world.workspaces.route, 1, bucketsOf),
    ...objects.slice(0, MOST_OBJECTS).map(({ kind }) => countRoute(kind.routes.read, 1, bucketsOf)),
    ...lists.map((kind) => countRoute(kind.routes.list, 1, bucketsOf)),
  );
}

/** What rounds may cost at the most. */
export function worstOfAsking(world: Pick<Ports, 'client' | 'workspaces'>, doubts: Doubts): Count {
  return worstOf(addCounts(...Array.from({ length: ROUNDS }, () => priceOfAsking(world, doubts))));
}

/**
 * Asks all witnesses again, once soon and once when lists have settled, and stops as soon as they agree. `doubtsOf` finds
 * what is left. An answer that is an error leaves the doubt as it is; only one after which no call makes sense is thrown.
 */
export async function askAgain(
  world: Ports,
  workspace: string,
  first: Live,
  doubtsOf: (live: Live) => Doubts,
  reservation: Reservation,
): Promise<Live> {
  const startMs = world.clock.nowMs();
  let live = first;
  const times = [Math.min(FIRST_MS, world.settleMs), world.settleMs].map((ms) => startMs + ms);
  for (const [round, untilMs] of times.entries()) {
    const doubts = doubtsOf(live);
    if (isCertain(doubts) || (round > 0 && untilMs <= times[round - 1]!)) break;
    await waitUntil(world, untilMs, doubts);
    const observations = new Map<string, Observation>();
    const lists = new Map<string, readonly Listed[]>();
    try {
      const index = await confirmWorkspace(world, workspace, reservation);
      live = mergeLive(live, { index, observations: new Map() });
      for (const kind of doubts.lists)
        lists.set(kind.plural, await hintsByList(workspace, { kind, wanted: [] }, reservation.send, () => undefined));
      for (const item of doubts.objects.slice(0, MOST_OBJECTS))
        await lookById(
          world,
          item,
          live,
          reservation,
          (_, observation) => void observations.set(item.address, observation),
        );
    } catch (error) {
      if (!(error instanceof AppError) || (isFatal(error) && error.category !== 'deferred')) throw error;
      return mergeLive(live, { observations, lists });
    }
    live = mergeLive(live, { observations, lists });
  }
  return live;
}

/** The same reservation, of which so many more calls may be sent; then it is as if it were spent (exit 4). */
export function withRoom(reservation: Reservation, calls: number): Reservation {
  let left = calls;
  return {
    ...reservation,
    send: async (call, leaving) => {
      if (left-- > 0) return reservation.send(call, leaving);
      throw new AppError('E_READ_CONTRADICTION', 'No call is left to ask again.', { hint: '', category: 'deferred' });
    },
  };
}

async function waitUntil(world: Ports, untilMs: number, { objects, gaps }: Doubts): Promise<void> {
  const leftMs = untilMs - world.clock.nowMs();
  if (leftMs <= 0) return;
  const names = [...objects, ...gaps].map(({ address }) => address);
  const shown = names.length > 5 ? `${names.slice(0, 5).join(', ')} and ${names.length - 5} more` : names.join(', ');
  const why = `what is read by id and what the lists name contradict each other (${shown}); asking again`;
  world.emit({ type: 'resolve-wait', untilMs, why });
  await world.clock.sleep(leftMs, world.signal);
  world.signal.throwIfAborted();
}
