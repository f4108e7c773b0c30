// Parts: which steps of a plan a few calls hold, with the reads that they need. Pure.
import type { Address } from '../model/address.ts';
import { addCounts, type Count, NO_CALLS } from '../model/call.ts';
import type { Step } from '../model/plan.ts';
import type { State } from '../model/state.ts';
import type { Evaluation } from '../plan/evaluate.ts';
import { worstOf } from '../plan/price.ts';

/** A step as far as a part is chosen by it. */
export type PartStep = Pick<Step, 'id' | 'address' | 'after' | 'price'>;

export interface PartInput {
  /** In an order that respects `after`. */
  readonly steps: readonly PartStep[];
  readonly evaluations: readonly Evaluation[];
  readonly state: State | undefined;
  /** Objects that have to be read before they are written. */
  readonly unread: ReadonlySet<Address>;
  /** What is read together with an address: equal keys cost one call. */
  readonly readWith: (address: Address) => string;
}

export interface Part {
  readonly reads: ReadonlySet<Address>;
  /** Worst price of its steps. */
  readonly writes: number;
  readonly steps: number;
}

/** The index is read in any case: it confirms the workspace, and names what exists. */
const INDEX_CALLS = 1;

/** As many steps, in order, as so many calls hold together with what has to be read for them. */
export function partWithin(input: PartInput, calls: number): Part {
  const reads = new Set<Address>();
  const dropped = new Set<string>();
  let price: Count = NO_CALLS;
  let steps = 0;
  for (const step of input.steps) {
    const needed = [...readsFor(input, step.address)].filter((address) => !reads.has(address));
    const all = new Set([...reads, ...needed]);
    const cost = addCounts(price, step.price);
    if (step.after.some((id) => dropped.has(id)) || costOf(input, all) + worstOf(cost).calls > calls) {
      dropped.add(step.id);
      continue;
    }
    for (const address of needed) reads.add(address);
    price = cost;
    steps += 1;
  }
  return { reads, writes: worstOf(price).calls, steps };
}

/** The fewest calls of one run with which runs in parts get through all of it: the dearest step, with its reads. */
export function leastCalls(input: PartInput): number {
  return Math.max(
    0,
    ...input.steps.map(({ address, price }) => costOf(input, readsFor(input, address)) + worstOf(price).calls),
  );
}

/** Calls that hold all of it in one run. */
export function wholeCalls(input: PartInput): number {
  const price = addCounts(...input.steps.map((step) => step.price));
  return (
    costOf(input, new Set(input.steps.flatMap(({ address }) => [...readsFor(input, address)]))) + worstOf(price).calls
  );
}

function costOf({ readWith }: PartInput, addresses: ReadonlySet<Address>): number {
  return INDEX_CALLS + new Set([...addresses].map(readWith)).size;
}

/** An object is deleted or replaced only when what uses it could let go of it, so that has to be read, too. */
function readsFor({ evaluations, state, unread }: PartInput, address: Address): ReadonlySet<Address> {
  const found = new Set<Address>();
  const actions = new Map(evaluations.map(({ action, view }) => [view.address, action]));
  const add = (one: Address): void => {
    if (found.has(one)) return;
    found.add(one);
    const action = actions.get(one);
    if (action !== 'delete' && action !== 'replace') return;
    for (const [user, { dependsOn }] of Object.entries(state?.resources ?? {})) if (dependsOn.includes(one)) add(user);
  };
  add(address);
  return new Set([...found].filter((one) => unread.has(one)));
}
