// What reading will cost, before the first call: exactly, if all is as it was left, and at the most where lists decide. Sends no call.
import type { Address } from '../model/address.ts';
import { addCounts, type Count, countRoute } from '../model/call.ts';
import { currentAt, currentObjects } from '../model/state.ts';
import { kindsThatCount } from '../plan/existence-refusals.ts';
import { kindOf } from '../plan/resource-view.ts';
import { unitsFor } from './auto-refresh.ts';
import { chooseLook, chooseRest, type LookInput, type LookWorld, pagesOf } from './choice.ts';
import { callsOf, chooseLooks } from './choose-units.ts';
import { planAhead } from './plan-ahead.ts';
import { kindsFor, type LookRequest, type ObjectRef, priceOf, worstOfLook } from './read.ts';
import { firstLook, managed } from './read-plans.ts';
import { priceOfUnits } from './units.ts';

/** What reading will cost, before it. */
export interface ReadForecast {
  /** Exact where nothing is missing from the lists. */
  readonly price: Count;
  /**
   * Calls at the most, without faults: an object that a list lacks is asked for by its id, what refers to one that is gone
   * is read, too, and a list may have more pages.
   */
  readonly most: number;
  /** Calls that read lists, the workspace's index included; the others read one body each. */
  readonly lists: number;
  /** Calls of a full look. */
  readonly ofCalls: number;
}

/** What the first reads of a plan tell: their price, and what is known then. */
interface First {
  readonly price: Count;
  readonly lists: number;
  readonly seen: ReadonlySet<Address>;
  /** Managed objects that are read by a list, and may be missing from it. */
  readonly listed: number;
  readonly withIndex: boolean;
  readonly ofCalls: number;
  /** Calls that are left for what must be read besides; absent where nothing bounds them. */
  readonly left?: number;
  /** False for a drift that may not read everything: it reads nothing for the sake of a write. */
  readonly goesOn: boolean;
  /** Pages that lists may have beyond what is managed. */
  readonly extraPages: number;
}

export async function forecastOf(world: LookWorld, input: LookInput): Promise<ReadForecast> {
  const { options } = input.plan;
  const first = options.refresh === 'auto' ? await firstOfAuto(world, input) : firstOf(world, input);
  const further = first.goesOn
    ? furtherFrom(world, input, first)
    : { price: first.price, lists: first.lists, most: first.price.calls };
  const spots = first.listed + first.extraPages;
  return { ...further, most: further.most + spots, ofCalls: first.ofCalls };
}

function firstOf(world: LookWorld, { plan }: LookInput): First {
  const { desired, state, options } = plan;
  const request = firstLook(world, desired, state, options.refresh);
  const price = priceOf(world, request);
  const byList = request.wanted.filter((item) => item.kind.readBy === 'list');
  const read = request.refresh === 'full' ? request.wanted : request.refresh === 'list' ? byList : [];
  const bodies = read.filter((item) => item.kind.readBy === 'id').length;
  const isPaged = request.refresh === 'list' && world.kinds.some((kind) => kind.pageSize !== undefined);
  const room = worstOfLook(world, request).calls - price.calls;
  return {
    price,
    lists: price.calls - bodies,
    seen: new Set(read.map(({ address }) => address)),
    listed: request.refresh === 'none' ? 0 : byList.length,
    withIndex: request.withIndex,
    ofCalls: priceOf(world, firstLook(world, desired, state, 'full')).calls,
    goesOn: true,
    extraPages: isPaged ? Math.max(0, room - byList.length) : 0,
  };
}

async function firstOfAuto(world: LookWorld, input: LookInput): Promise<First> {
  const choice = await chooseLook(world, input);
  const pages = choice.hints.map((list) => countRoute(list.kind.routes.list, pagesOf(list), world.client.bucketsOf));
  const hinted = addCounts(...pages);
  const units = [...choice.forced, ...chooseRest(choice, choice.spare - hinted.calls, new Set())];
  const price = addCounts(hinted, priceOfUnits(units, world));
  const bodies = units.flatMap((unit) => unit.bodies);
  const listed = units.flatMap((unit) => unit.lists.flatMap((list) => list.wanted));
  const allowance = await world.client.allowance();
  return {
    price,
    lists: price.calls - bodies.length,
    seen: new Set([...bodies, ...listed].map(({ address }) => address)),
    listed: Math.min(listed.length, Math.max(0, choice.allowance - price.calls)),
    withIndex: units.some((unit) => unit.withIndex),
    ofCalls: choice.ofCalls,
    ...(allowance === undefined ? {} : { left: Math.max(0, allowance - price.calls) }),
    goesOn: input.plan.options.command !== 'drift' || choice.isWhole,
    extraPages: 0,
  };
}

type Further = Pick<ReadForecast, 'price' | 'lists' | 'most'>;

/** Adoptions, and what would be written and was not read; as the plan run asks for them, if all is as it was left. */
function furtherFrom(world: LookWorld, input: LookInput, first: First): Further {
  const { desired, state } = input.plan;
  const ahead = planAhead(input.plan);
  const blind = wantedIn(
    world,
    input,
    first,
    ahead.blind.map(({ view }) => view.address),
  );
  const counting = kindsThatCount(ahead.evaluations);
  const creates = desired.resources.some(({ address }) => currentAt(state, address) === undefined);
  const withIndex = !first.withIndex && (creates || counting.size > 0 || blind.length > 0);
  const adopted = desired.resources.flatMap(({ address, adopt }): ObjectRef[] =>
    adopt === undefined || currentAt(state, address) !== undefined
      ? []
      : [{ address, kind: kindOf(world.kinds, address), identity: { id: adopt, uid: adopt } }],
  );
  const shared = { workspace: desired.workspace, refresh: 'full' } as const;
  const creating = [...counting].filter((kind) => kind.existence === 'own-list' && kind.readBy === 'id');
  const requests: readonly LookRequest[] = [
    { ...shared, wanted: first.withIndex ? adopted : [], withIndex: false },
    { ...shared, wanted: blind, withIndex, enumerated: creating },
    { ...shared, wanted: first.withIndex ? [] : adopted, withIndex: false },
  ];
  let { price, lists } = first;
  let left = first.left ?? Number.POSITIVE_INFINITY;
  for (const request of requests) {
    const one = priceWithin(world, input, request, left);
    price = addCounts(price, one.price);
    lists += one.lists;
    left -= one.price.calls;
  }
  const dependents = dependentsOf(world, input, first, blind);
  const unread = currentObjects(state)
    .map(([address]) => address)
    .filter((address) => !first.seen.has(address));
  const unsure = [...counting].filter((kind) => unread.some((address) => kindOf(world.kinds, address) === kind));
  const unlisted = [...counting].filter((kind) => kind.existence === 'workspace-index');
  const byList = blind.filter(({ kind }) => kind.readBy === 'list').length;
  const more = dependents + unsure.length + unlisted.length + byList;
  return { price, lists, most: price.calls + Math.min(more, left) };
}

/** As a plan run pays for it: in an automatic look as many as fit. */
function priceWithin(
  world: LookWorld,
  { plan }: LookInput,
  request: LookRequest,
  left: number,
): { readonly price: Count; readonly lists: number } {
  if (plan.options.refresh !== 'auto') {
    const price = priceOf({ ...world, kinds: kindsFor(world, request.wanted) }, request);
    return { price, lists: price.calls - request.wanted.filter(({ kind }) => kind.readBy === 'id').length };
  }
  const units = chooseLooks(unitsFor(request), left);
  const bodies = units.reduce((sum, unit) => sum + unit.bodies.length, 0);
  return { price: priceOfUnits(units, world), lists: callsOf(units) - bodies };
}

/** What would have to be read besides, if everything that is read turned out to be gone: what refers to it. */
function dependentsOf(world: LookWorld, input: LookInput, first: First, blind: readonly ObjectRef[]): number {
  const read = new Set([...first.seen, ...blind.map(({ address }) => address)]);
  if (read.size === 0) return 0;
  let count = 0;
  for (let renewed: ReadonlySet<Address> = read; ; ) {
    const all = planAhead(input.plan, renewed).blind.map(({ view }) => view.address);
    const more = all.filter((address) => !renewed.has(address) && !read.has(address));
    if (more.length === 0) return count;
    count += wantedIn(world, input, first, more).length;
    renewed = new Set([...renewed, ...more]);
  }
}

function wantedIn(
  world: LookWorld,
  { plan }: LookInput,
  { seen }: First,
  addresses: readonly Address[],
): readonly ObjectRef[] {
  const wanted = new Set(addresses);
  return managed(world, plan.state).filter(({ address }) => wanted.has(address) && !seen.has(address));
}
