// The re-check. A saved plan is proved to be still true of every address it touches, before anything is written.

import type { Address } from '../model/address.ts';
import { addCounts, type Count, countRoute, type Reservation } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import type { Digester } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Identity } from '../model/kind.ts';
import { type Live, mergeLive } from '../model/observation.ts';
import type { Plan, Precondition, Step } from '../model/plan.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import { currentAt, type State } from '../model/state.ts';
import { evaluate } from '../plan/evaluate.ts';
import { contradiction, incomplete } from '../plan/existence-refusals.ts';
import { digestOfDesired, fingerprintsOf, preconditionsOf } from '../plan/preconditions.ts';
import { refusedError } from '../plan/refused-error.ts';
import { claimedIds, kindOf, lookupFor, type ViewInput, viewResource } from '../plan/resource-view.ts';
import { gapsIn, withDisputes } from '../plan/witnesses.ts';
import { askAgain, type Doubts, doubtsIn, withRoom } from './ask-again.ts';
import { kindsFor, look, type ObjectRef, priceOf } from './read.ts';
import { adoptions } from './read-plans.ts';

const HINT = 'Nothing was written. Plan again: postform plan -o FILE';

/** Same files, variables, secrets, workspace and state lineage as when the plan was made; else E_APPLY_STALE (exit 5). */
export function checkBasis(world: Ports, plan: Plan, desired: Desired, state: State, digester: Digester): void {
  const stale = (what: string): AppError =>
    new AppError('E_APPLY_STALE', `The saved plan is stale: ${what}.`, { hint: HINT, category: 'stale' });
  const { basis } = plan;
  if (basis.workspace !== desired.workspace || basis.stack !== desired.stack)
    throw stale(
      `it is for stack ${basis.stack} and workspace ${basis.workspace}, these are ${desired.stack} and ${desired.workspace}`,
    );
  const isFirst = basis.lineage === '';
  if (
    isFirst
      ? Object.keys(state.resources).length > 0 && state.inProgress === undefined
      : basis.lineage !== state.lineage
  )
    throw stale(
      isFirst
        ? 'it was made before there was a state, and now there is one'
        : 'it belongs to another state (its lineage differs)',
    );
  const input: ViewInput = {
    kinds: world.kinds,
    desired,
    state,
    live: { observations: new Map() },
    secrets: world.secrets,
    digester,
  };
  if (digestOfDesired(input) !== basis.desired)
    throw stale('the files or the variables are not those it was made from');
  const now = fingerprintsOf(input);
  for (const [name, fingerprint] of Object.entries(basis.secrets))
    if (fingerprint !== null && (!Object.hasOwn(now, name) || now[name] !== fingerprint))
      throw stale(`secret ${name} has another value, or is not set here`);
}

/** What a re-check is about. */
export interface RecheckInput {
  readonly world: Ports;
  readonly plan: Plan;
  readonly desired: Desired;
  readonly state: State;
  /** Steps that are still to be run. */
  readonly left: readonly Step[];
  /** Addresses that our own journal has touched: what moved there, we moved. */
  readonly ours: ReadonlySet<Address>;
}

/** The objects to look at: all that the plan touches, but for what our own run is through with. */
function wantedOf({ world, plan, state, left, ours }: RecheckInput): readonly ObjectRef[] {
  const written = new Set(left.map((step) => step.address));
  return plan.preconditions
    .map((item) => item.address)
    .sort()
    .flatMap((address) => {
      const current = currentAt(state, address);
      return current === undefined || (ours.has(address) && !written.has(address))
        ? []
        : [{ address, kind: kindOf(world.kinds, address), identity: identityOf(current) }];
    });
}

/** Calls of a re-check as things stand, exact on a faultless run. For a saved plan that nobody has begun it is the plan's. */
export function priceOfRecheck(input: RecheckInput): Count {
  const { world, plan, desired, state } = input;
  const { bucketsOf } = world.client;
  const touched = new Map(plan.preconditions.map((item) => [item.address, item]));
  const wanted = wantedOf(input);
  const gone = wanted.filter(({ kind, address }) => kind.readBy === 'list' && touched.get(address)?.live === null);
  const named = desired.resources.filter(
    ({ address, adopt }) => adopt !== undefined && touched.has(address) && currentAt(state, address) === undefined,
  );
  const first = { workspace: desired.workspace, refresh: 'full', wanted, withIndex: true } as const;
  return addCounts(
    priceOf({ ...world, kinds: kindsFor(world, wanted) }, first),
    ...gone.map(({ kind }) => countRoute(kind.routes.read, 1, bucketsOf)),
    priceOf(world, { ...first, wanted: named.map(({ address }) => wantedAs(world, address)), withIndex: false }),
  );
}

/** An object whose id nobody knows yet, for a price. */
function wantedAs(world: Ports, address: Address): ObjectRef {
  return { address, kind: kindOf(world.kinds, address), identity: { id: '', uid: '' } };
}

/** Looks at the touched addresses only, and compares with the plan's preconditions. */
export async function recheck(input: RecheckInput, digester: Digester, reservation: Reservation): Promise<Live> {
  const { world, plan, desired, state, ours } = input;
  const touched = plan.preconditions.map((item) => item.address).sort();
  const wanted = wantedOf(input);
  const first = await look(
    { ...world, kinds: kindsFor(world, wanted) },
    { workspace: desired.workspace, refresh: 'full', wanted, withIndex: true },
    reservation,
  );
  const named = adoptions(world, desired, state, first);
  const read = named.wanted.length > 0 ? mergeLive(first, await look(world, named, reservation)) : first;
  const live = await certain(input, read, reservation);
  const survey: ViewInput = { kinds: world.kinds, desired, state, live, secrets: world.secrets, digester };
  const moved = staleAddresses(plan, touched, survey, ours);
  if (moved.length === 0) return live;
  throw new AppError('E_APPLY_STALE', `The saved plan is stale: since it was made, ${moved.join('; ')}.`, {
    hint: HINT,
    category: 'stale',
  });
}

/**
 * What was read, without contradictions. Before something is created or forgotten because no list names it, one object that
 * state knows and no list names is read: where it exists, the lists do not show everything. Asking again is paid from what
 * the price has room for. Throws E_READ_CONTRADICTION (exit 7).
 */
async function certain(
  { world, plan, desired, state, left }: RecheckInput,
  read: Live,
  reservation: Reservation,
): Promise<Live> {
  const { workspace } = desired;
  const creates = left.filter((step) => step.op === 'create');
  const forgets = plan.changes.filter((change) => change.action === 'forget');
  const counting = new Set([...creates, ...forgets].map(({ address }) => kindOf(world.kinds, address)));
  const unread = gapsIn(counting, read, state).filter((gap) => !gap.isRead);
  const wanted = unread.map(({ kind, address }) => ({
    kind,
    address,
    identity: identityOf(currentAt(state, address)!),
  }));
  const spots = { workspace, refresh: 'full', wanted, withIndex: false } as const;
  const checked = wanted.length > 0 ? mergeLive(read, await look(world, spots, reservation)) : read;
  const doubtsOf = (now: Live): Doubts => doubtsIn(world, now, state, counting);
  const room = plan.price.worst.calls - plan.price.expected.calls;
  const asked = await askAgain(world, workspace, checked, doubtsOf, withRoom(reservation, room));
  const live = withDisputes(world.kinds, asked);
  for (const [address, observation] of live.observations)
    if (observation.status === 'disputed')
      throw refusedError({
        refusals: [contradiction(address, kindOf(world.kinds, address), observation)],
        wroteNothing: true,
      });
  const [gap] = doubtsOf(live).gaps;
  if (gap !== undefined) throw refusedError({ refusals: [incomplete(gap)], wroteNothing: true });
  return live;
}

function identityOf({ id, uid }: Identity): Identity {
  return { id, uid };
}

function staleAddresses(
  plan: Plan,
  touched: readonly Address[],
  input: ViewInput,
  skip: ReadonlySet<Address>,
): readonly Address[] {
  const declared = new Map(input.desired.resources.map((resource) => [resource.address, resource]));
  const lookup = lookupFor(input, new Set());
  const claimed = claimedIds(input.state);
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
