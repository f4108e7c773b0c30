// Proves, before anything is written, that a plan is still true of every address that it touches.

import type { Address } from '../model/address.ts';
import type { Reservation } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { type Live, mergeLive } from '../model/observation.ts';
import type { Plan, Precondition, Step } from '../model/plan.ts';
import { type ObjectRef, type ReadSet, readsOf } from '../model/read-set.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import { currentAt, type State } from '../model/state.ts';
import { evaluate } from '../plan/evaluate.ts';
import { contradiction, incomplete } from '../plan/existence-refusals.ts';
import { preconditionsOf } from '../plan/preconditions.ts';
import { type Rechecked, recheckReads, UNKNOWN_IDENTITY } from '../plan/rechecks.ts';
import { refusedError } from '../plan/refused-error.ts';
import { claimedIds, kindOf, lookupFor, type ViewInput, viewResource } from '../plan/resource-view.ts';
import { gapsIn, withDisputes } from '../plan/witnesses.ts';
import { askAgain, type Doubts, doubtsIn, limited } from './ask-again.ts';
import { stalePlan } from './basis.ts';
import { readWhole } from './execute.ts';
import { observedInList } from './observe.ts';
import { identityOf, objectsToAdopt } from './select.ts';

export interface VerifyInput {
  readonly ports: Ports;
  readonly plan: Plan;
  readonly desired: Desired;
  readonly state: State;
  /** Steps that are still to be run. */
  readonly left: readonly Step[];
  /** Addresses that our own journal has touched: what changed there, we changed. */
  readonly ours: ReadonlySet<Address>;
}

/**
 * What proves it: all objects that the plan touches, but for what our own run is through with. For a saved plan that nobody
 * has begun it is what the plan's price counts.
 */
export function readsToVerify({ ports: { kinds }, plan, desired, state, left, ours }: VerifyInput): ReadSet {
  const written = new Set(left.map((step) => step.address));
  const deactivated = new Set(
    plan.changes.flatMap(({ reason, address }) => (reason === 'deactivated' ? [address] : [])),
  );
  const adopted = new Set(desired.resources.flatMap(({ address, adopt }) => (adopt === undefined ? [] : [address])));
  const touched = [...plan.preconditions]
    .sort((a, b) => (a.address < b.address ? -1 : 1))
    .flatMap(({ address, live }): Rechecked[] => {
      const current = currentAt(state, address);
      const kind = kindOf(kinds, address);
      if (current === undefined)
        return adopted.has(address) ? [{ address, kind, identity: UNKNOWN_IDENTITY, wasGone: false }] : [];
      if (ours.has(address) && !written.has(address)) return [];
      return [{ address, kind, identity: identityOf(current), wasGone: live === null && !deactivated.has(address) }];
    });
  return recheckReads(kinds, touched);
}

/**
 * Reads what the plan touches, and compares it with the plan's preconditions. `spare`: calls that the price holds for
 * reading contradicting witnesses again. Throws E_APPLY_STALE, E_READ_CONTRADICTION.
 */
export async function verifyPlan(
  input: VerifyInput,
  digester: Digester,
  reservation: Reservation,
  spare: number,
): Promise<Live> {
  const { ports, plan, desired, state, ours } = input;
  const run = { workspace: desired.workspace, reservation, isAnnounced: true };
  const atMs = ports.clock.nowMs();
  const first = await readWhole(ports, knownOf(readsToVerify(input)), run);
  const touched = new Set(plan.preconditions.map((item) => item.address));
  const found = objectsToAdopt(ports, desired, state, first).filter(({ address }) => touched.has(address));
  const listed = new Map(
    found.map((item) => {
      const entries = first.lists?.get(item.kind.plural) ?? [];
      return [item.address, observedInList(item.kind, [item], entries, first, atMs)[0]!];
    }),
  );
  const objects = found.filter(({ address }) => listed.get(address)?.status === 'unread');
  const rest = { index: false, lists: [], objects };
  const adopted = objects.length > 0 ? await readWhole(ports, rest, run) : { observations: new Map() };
  const read = mergeLive(mergeLive(first, { observations: listed }), adopted);
  const live = await withoutContradictions(input, read, reservation, spare);
  const { kinds, secrets } = ports;
  const stale = staleAddresses(plan, { kinds, desired, state, live, secrets, digester }, ours);
  if (stale.length > 0) throw stalePlan(`since it was made, ${stale.join('; ')}`);
  return live;
}

/** Without what is to be adopted: its id is found in the index first. */
function knownOf(set: ReadSet): ReadSet {
  const isKnown = ({ identity }: ObjectRef): boolean => identity !== UNKNOWN_IDENTITY;
  const lists = set.lists.map((list) => ({ ...list, objects: list.objects.filter(isKnown) }));
  return { ...set, lists, objects: set.objects.filter(isKnown) };
}

/**
 * Before something is created or forgotten because no list names it, one object that state knows and no list names is read:
 * where it exists, the lists do not show everything.
 */
async function withoutContradictions(
  { ports, plan, desired, state, left }: VerifyInput,
  read: Live,
  reservation: Reservation,
  spare: number,
): Promise<Live> {
  const { workspace } = desired;
  const creates = left.filter((step) => step.op === 'create');
  const forgets = plan.changes.filter((change) => change.action === 'forget');
  const counting = new Set([...creates, ...forgets].map(({ address }) => kindOf(ports.kinds, address)));
  const unread = gapsIn(counting, read, state)
    .filter((gap) => !gap.isRead)
    .map(({ kind, address }) => ({ kind, address, identity: identityOf(currentAt(state, address)!) }));
  const spots = { workspace, reservation, isAnnounced: true };
  const checked = unread.length > 0 ? mergeLive(read, await readWhole(ports, readsOf(unread), spots)) : read;
  const doubtsOf = (now: Live): Doubts => doubtsIn(ports, now, state, counting);
  const asked = await askAgain(ports, checked, doubtsOf, { workspace, reservation: limited(reservation, spare) });
  const live = withDisputes(ports.kinds, asked);
  for (const [address, observation] of live.observations)
    if (observation.status === 'disputed')
      throw refusedError({
        refusals: [contradiction(address, kindOf(ports.kinds, address), observation)],
        wroteNothing: true,
      });
  const [gap] = doubtsOf(live).gaps;
  if (gap !== undefined) throw refusedError({ refusals: [incomplete(gap)], wroteNothing: true });
  return live;
}

function staleAddresses(plan: Plan, input: ViewInput, skip: ReadonlySet<Address>): readonly Address[] {
  const declared = new Map(input.desired.resources.map((resource) => [resource.address, resource]));
  const lookup = lookupFor(input, new Set());
  const claimed = claimedIds(input.state);
  const touched = plan.preconditions.map((item) => item.address).sort();
  const evaluations = touched.map((address) =>
    evaluate(viewResource(input, address, declared.get(address), lookup, claimed), false, DEFAULT_PLAN_OPTIONS),
  );
  const now = new Map(preconditionsOf(evaluations, new Set(touched), input).map((item) => [item.address, item]));
  return plan.preconditions
    .filter((before) => !skip.has(before.address))
    .filter(
      (before) => before.record !== now.get(before.address)?.record || before.live !== now.get(before.address)?.live,
    )
    .map((before) => `${before.address} ${whyStale(before, now.get(before.address))}`);
}

/** What has become of an address, as a predicate. */
function whyStale(before: Precondition, now: Precondition | undefined): string {
  if (before.record !== now?.record)
    return before.record === null ? 'was taken into the state' : 'was written by another run';
  if (before.record === null) return 'has got, or lost, an object of its name in the workspace';
  if (before.live === null) return 'is there again';
  return now.live === null ? 'is gone' : 'changed in Postman';
}
