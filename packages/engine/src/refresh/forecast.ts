// Forecasts what reading will cost, before the first call: exactly, if all is as it was left, and at the most where lists decide. Sends no call.
import type { Address } from '../model/address.ts';
import { addCounts, type Count } from '../model/call.ts';
import {
  listRead,
  NOTHING_TO_READ,
  type ObjectRef,
  objectsIn,
  type ReadSet,
  readsOf,
  unionOf,
} from '../model/read-set.ts';
import { currentAt } from '../model/state.ts';
import { kindsThatCount } from '../plan/existence-refusals.ts';
import { priceOfReads, tariffOf, worstOfReads } from '../plan/price.ts';
import { kindOf } from '../plan/resource-view.ts';
import { candidatePerRead } from './candidates.ts';
import type { RefreshInput } from './needs.ts';
import { firstReads, managedObjects, refreshReads } from './select.ts';
import { chooseRest, type SelectPorts, selectAuto } from './select-auto.ts';
import { planUnread } from './unread-plan.ts';
import { chooseWithin } from './urgency.ts';

/** What reading will cost, before it. */
export interface ReadForecast {
  /** Exact where nothing is missing from the lists. */
  readonly price: Count;
  /**
   * Calls at the most, without faults: an object that a list lacks is read by its id, what refers to one that is gone is read,
   * too, and a list may have more pages. Refresh `none` asks no list first: where more than one object is gone, it may cost more.
   */
  readonly most: number;
  /** Calls that read lists, the workspace's index included; each of the others reads one object. */
  readonly lists: number;
  /** Calls of a full refresh. */
  readonly ofCalls: number;
}

/** What a plan reads first, and what is known of the rest then. */
interface First {
  readonly reads: ReadSet;
  /** Calls that lists may need beyond `reads`: for objects that they lack, and for pages of what is not managed. */
  readonly extra: number;
  readonly ofCalls: number;
  /** Calls that are left for what must be read besides. */
  readonly left: number;
  /** False for a drift that may not read everything: it reads nothing for the sake of a write. */
  readonly goesOn: boolean;
}

export async function readForecastOf(ports: SelectPorts, input: RefreshInput): Promise<ReadForecast> {
  const first = input.plan.options.refresh === 'auto' ? await firstOfAuto(ports, input) : firstOf(ports, input);
  const { further, more } = first.goesOn ? furtherFrom(ports, input, first) : { further: [], more: 0 };
  const sets = [first.reads, ...further];
  const price = addCounts(...sets.map((set) => priceOfReads(set, tariffOf(ports))));
  const objects = sets.reduce((sum, set) => sum + set.objects.length, 0);
  return { price, lists: price.calls - objects, most: price.calls + more + first.extra, ofCalls: first.ofCalls };
}

function firstOf(ports: SelectPorts, { plan: { state, options } }: RefreshInput): First {
  const reads = firstReads(ports, state, options);
  const tariff = tariffOf(ports);
  const byList = objectsIn(reads).filter(({ kind }) => kind.readBy === 'list').length;
  const isPaged = options.refresh === 'list' && ports.kinds.some((kind) => kind.pageSize !== undefined);
  const reserve = worstOfReads(reads, tariff).calls - priceOfReads(reads, tariff).calls;
  return {
    reads,
    extra: isPaged ? Math.max(byList, reserve) : byList,
    ofCalls: priceOfReads(refreshReads(ports, state, 'full'), tariff).calls,
    left: Number.POSITIVE_INFINITY,
    goesOn: true,
  };
}

async function firstOfAuto(ports: SelectPorts, input: RefreshInput): Promise<First> {
  const choice = await selectAuto(ports, input);
  const hints = { ...NOTHING_TO_READ, lists: choice.hints };
  const tariff = tariffOf(ports);
  const rest = chooseRest(choice, choice.spare - priceOfReads(hints, tariff).calls, new Set());
  const chosen = unionOf([...choice.forced, ...rest].map(({ reads }) => reads));
  const reads = unionOf([hints, chosen]);
  const { calls } = priceOfReads(reads, tariff);
  const listed = chosen.lists.flatMap((list) => list.objects).length;
  return {
    reads,
    extra: Math.min(listed, Math.max(0, choice.allowance - calls)),
    ofCalls: choice.ofCalls,
    left: Math.max(0, ((await ports.client.allowance()) ?? Number.POSITIVE_INFINITY) - calls),
    goesOn: input.plan.options.command !== 'drift' || choice.isWhole,
  };
}

/** Addresses of which the first reads tell everything. A hint does not. */
function readIn({ lists, objects }: ReadSet): ReadonlySet<Address> {
  const whole = lists.filter(({ kind }) => kind.readBy === 'list').flatMap((list) => list.objects);
  return new Set([...whole, ...objects].map(({ address }) => address));
}

/**
 * Adoptions, and what would be written and was not read; as the plan run reads them, if all is as it was left. `more`: calls
 * that may have to be added.
 */
function furtherFrom(
  ports: SelectPorts,
  input: RefreshInput,
  first: First,
): { readonly further: readonly ReadSet[]; readonly more: number } {
  const { desired, state, options } = input.plan;
  const { evaluations, unread } = planUnread(input.plan);
  const read = readIn(first.reads);
  const written = managedIn(
    ports,
    input,
    unread.map(({ view }) => view.address),
  ).filter(({ address }) => !read.has(address));
  const counting = [...kindsThatCount(evaluations)];
  const creates = desired.resources.some(({ address }) => currentAt(state, address) === undefined);
  const index = !first.reads.index && (creates || counting.length > 0 || written.length > 0);
  const adopted = readsOf(
    desired.resources.flatMap(({ address, adopt }): ObjectRef[] =>
      adopt === undefined || currentAt(state, address) !== undefined
        ? []
        : [{ address, kind: kindOf(ports.kinds, address), identity: { id: adopt, uid: adopt } }],
    ),
  );
  const ownLists = counting.filter((kind) => kind.existence === 'own-list' && kind.readBy === 'id');
  const reads = readsOf(written);
  const all = { ...reads, index, lists: [...ownLists.map((kind) => listRead(kind, [])), ...reads.lists] };
  const further: ReadSet[] = [];
  let { left } = first;
  for (const set of first.reads.index ? [adopted, all] : [all, adopted]) {
    const fits =
      options.refresh === 'auto' ? unionOf(chooseWithin(candidatePerRead(set), left).map((part) => part.reads)) : set;
    further.push(fits);
    left -= priceOfReads(fits, tariffOf(ports)).calls;
  }
  const unsure = counting.filter((kind) =>
    managedObjects(ports.kinds, state).some((item) => item.kind === kind && !read.has(item.address)),
  );
  const unlisted = counting.filter((kind) => kind.existence === 'workspace-index');
  const byList = written.filter(({ kind }) => kind.readBy === 'list').length;
  const dependents = dependentsOf(ports, input, new Set([...read, ...written.map(({ address }) => address)]));
  return { further, more: Math.min(dependents + unsure.length + unlisted.length + byList, left) };
}

/** What would have to be read besides, if everything that is read turned out to be gone: what refers to it. */
function dependentsOf(ports: SelectPorts, input: RefreshInput, read: ReadonlySet<Address>): number {
  const isAllRead = managedObjects(ports.kinds, input.plan.state).every(({ address }) => read.has(address));
  if (read.size === 0 || isAllRead) return 0;
  let count = 0;
  for (let renewed = read; ; ) {
    const all = planUnread(input.plan, renewed).unread.map(({ view }) => view.address);
    const more = all.filter((address) => !renewed.has(address));
    if (more.length === 0) return count;
    count += managedIn(ports, input, more).length;
    renewed = new Set([...renewed, ...more]);
  }
}

function managedIn(
  { kinds }: SelectPorts,
  { plan }: RefreshInput,
  addresses: readonly Address[],
): readonly ObjectRef[] {
  const wanted = new Set(addresses);
  return managedObjects(kinds, plan.state).filter(({ address }) => wanted.has(address));
}
