// A planning run: look as far as asked, plan, look again at what would be written, plan again. Only GETs, no lock.
import type { Address } from '../model/address.ts';
import type { Count, Reservation } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import { type Digester, digesterFor } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Kind } from '../model/kind.ts';
import { type Live, mergeLive, observationOf } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanOptions, Refresh } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import { kindsThatCount } from '../plan/existence-refusals.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import { buildPlan, type Planned } from '../plan/planner.ts';
import { refuseUnknownAddresses } from '../plan/scope.ts';
import { driftOf } from '../plan/summary.ts';
import { withDisputes } from '../plan/witnesses.ts';
import { askAgain, type Doubts, doubtsIn, isCertain, worstOfAsking } from '../refresh/ask-again.ts';
import { lookAuto, lookFurther, type PaidLook } from '../refresh/auto-refresh.ts';
import { withDeferrals } from '../refresh/deferred.ts';
import { type Coverage, coverageOf, type LastVerified, lastVerifiedOf, recordEvidence } from '../refresh/evidence.ts';
import { forecastOf, type ReadForecast } from '../refresh/forecast-reads.ts';
import { kindsFor, type LookRequest, look, type ObjectRef, priceOf, worstOfLook } from '../refresh/read.ts';
import { adoptions, firstLook, furtherReads } from '../refresh/read-plans.ts';
import { entryOfUndoneDelete, findUndoneDeletes, type Learned } from '../refresh/undone-deletes.ts';

export interface PlanRun {
  readonly plan: Plan;
  readonly state: State | undefined;
  readonly readCalls: number;
  readonly coverage: Coverage;
  /** When those were last verified that this run did not look at. */
  readonly lastVerified: ReadonlyMap<Address, LastVerified>;
  /** What ended an automatic look before it had seen all that it was to see (exit 4). */
  readonly stopped?: Error;
}

/** A plan run with what apply needs besides the plan. */
export interface PlanRunInside extends PlanRun {
  readonly planned: Planned;
  readonly live: Live;
  readonly digester: Digester;
  /** What the state has to learn of earlier deletes. */
  readonly learned?: Learned;
  /** Epoch milliseconds at which the look began. */
  readonly readAtMs: number;
  /** Calls of one run with which the same command gets through, as far as it was known before reading. */
  readonly least?: number;
}

export async function runPlan(world: Ports, desired: Desired, options: PlanOptions): Promise<PlanRun> {
  const run = await planWith(world, desired, await world.store.load(), options);
  const { plan, state, readCalls, coverage, lastVerified, stopped } = run;
  return { plan, state, readCalls, coverage, lastVerified, ...(stopped ? { stopped } : {}) };
}

/** What the reads of a plan will cost, before the first. Sends no call. */
export async function forecastReads(world: Ports, desired: Desired, options: PlanOptions): Promise<ReadForecast> {
  const state = await world.store.load();
  const plan = planInput(world, desired, state, options, digesterFor(state, world.fingerprintKey));
  const [evidence, cycle] = await Promise.all([world.evidence.load(), world.evidence.cycle()]);
  return forecastOf(world, { plan, evidence, cycle, nowMs: world.clock.nowMs() });
}

/** What a look of this mode costs, whatever the budget. */
export function priceOfRefresh(
  world: Pick<Ports, 'kinds' | 'workspaces' | 'client'>,
  desired: Desired,
  state: State | undefined,
  refresh: Refresh,
): Count {
  return priceOf(world, firstLook(world, desired, state, refresh));
}

/** Throws E_PLAN_OTHER_WORKSPACE (exit 7) where the state belongs to another workspace. */
export async function planWith(
  world: Ports,
  desired: Desired,
  stored: State | undefined,
  options: PlanOptions,
): Promise<PlanRunInside> {
  refuseOtherWorkspace(desired, stored);
  refuseUnknownAddresses(desired, stored, options);
  const digester = digesterFor(stored, world.fingerprintKey);
  const readAtMs = world.clock.nowMs();
  const asked = planInput(world, desired, stored, options, digester);
  const isAuto = options.refresh === 'auto';
  const [evidence, known] = await Promise.all([world.evidence.load(), world.evidence.cycle()]);
  const first = isAuto
    ? await lookAuto(world, { plan: asked, evidence, cycle: known, nowMs: readAtMs })
    : await lookPaid(world, firstLook(world, desired, stored, options.refresh));
  let { live, calls, stopped } = first;
  const stayed = await findUndoneDeletes(world, desired, stored, live);
  calls += stayed.calls;
  const learned = stored && entryOfUndoneDelete(world, stored, stayed, digester);
  const state = stored && learned ? { ...stored, resources: { ...stored.resources, ...learned.records } } : stored;
  const input = { ...asked, state };
  const further = async (request: LookRequest): Promise<boolean> => {
    if (request.wanted.length + (request.enumerated ?? []).length === 0 && !request.withIndex) return false;
    const kinds = kindsFor(world, request.wanted);
    const more = isAuto ? await lookFurther(world, request, first.keep) : await lookPaid({ ...world, kinds }, request);
    const before = live;
    live = mergeLive(live, more.live);
    calls += more.calls;
    stopped ??= more.stopped;
    return isMore(request, before, live);
  };
  // A drift that may not see everything spends nothing on writes that it will not do.
  const seesWrites = options.command !== 'drift' || !isAuto || first.isWhole;
  const seen = (): Live => withDisputes(world.kinds, live);
  let planned: Planned;
  for (let isSettled = false; ; isSettled = true) {
    do {
      if (seesWrites) await further(adoptions(world, desired, state, live));
      planned = buildPlan({ ...input, live: seen() });
    } while (seesWrites && (await further(furtherReads(planned, live, desired, state, options))));
    const counting = kindsThatCount(planned.evaluations);
    const doubtsOf = (now: Live): Doubts => doubtsIn(world, now, state, counting);
    if (isSettled || isCertain(doubtsOf(live))) break;
    const again = await askPaid(world, desired.workspace, live, doubtsOf);
    live = again.live;
    calls += again.calls;
  }
  live = seen();
  if (isAuto && seesWrites) {
    const unpaid = adoptions(world, desired, state, live).wanted.map(({ address }) => address);
    planned = withDeferrals({ ...input, live }, planned, new Set(unpaid));
  }
  const since = first.cycle ?? known;
  const cycle = since && live.index ? { ...since, indexAtMs: readAtMs } : first.cycle;
  const moved = new Set(
    driftOf(planned.plan)
      .filter(({ action }) => action !== 'noop')
      .map(({ address }) => address),
  );
  const noted = await recordEvidence(world, state, live, readAtMs, moved, cycle);
  const coverage = coverageOf(state, live, { ...evidence, ...noted }, isAuto ? cycle : undefined);
  const lastVerified = lastVerifiedOf(state, live, evidence);
  const made = { plan: planned.plan, planned, state, live, digester, readAtMs, ...(learned ? { learned } : {}) };
  const least = first.least === undefined ? {} : { least: first.least };
  const run = { ...made, readCalls: calls, coverage, lastVerified, ...least };
  return stopped === undefined ? run : { ...run, stopped };
}

/** What a plan is made of, but for what a look sees. */
export function planInput(
  world: Pick<Ports, 'kinds' | 'workspaces' | 'client' | 'secrets'>,
  desired: Desired,
  state: State | undefined,
  options: PlanOptions,
  digester: Digester,
): Omit<PlanInput, 'live'> {
  const { kinds, secrets, client, workspaces } = world;
  const { bucketsOf } = client;
  return { kinds, desired, state, secrets, digester, options, bucketsOf, workspaceRoute: workspaces.route };
}

/** A look with room for retries; its worst price is reserved. */
async function lookPaid(world: Ports, request: LookRequest): Promise<PaidLook> {
  const reservation = await world.client.reserve('read', worstOfLook(world, request));
  try {
    const live = await look(world, request, reservation);
    return { live, calls: reservation.spent(), isWhole: true };
  } finally {
    reservation.release();
  }
}

/** Asks the witnesses that contradict each other again. Where no call is left for that, the contradiction stands. */
async function askPaid(
  world: Ports,
  workspace: string,
  live: Live,
  doubtsOf: (live: Live) => Doubts,
): Promise<{ readonly live: Live; readonly calls: number }> {
  let reservation: Reservation;
  try {
    reservation = await world.client.reserve('read', worstOfAsking(world, doubtsOf(live)));
  } catch (error) {
    if (error instanceof AppError && error.category === 'deferred') return { live, calls: 0 };
    throw error;
  }
  try {
    return { live: await askAgain(world, workspace, live, doubtsOf, reservation), calls: reservation.spent() };
  } finally {
    reservation.release();
  }
}

/** True where the look has shown something of what was asked for. */
function isMore({ wanted, withIndex, enumerated = [] }: LookRequest, before: Live, after: Live): boolean {
  const isNew = ({ address }: ObjectRef): boolean =>
    observationOf(before, address).status === 'unread' && observationOf(after, address).status !== 'unread';
  const isListed = ({ plural }: Kind): boolean => !before.lists?.has(plural) && after.lists?.has(plural) === true;
  const hasIndex = withIndex && before.index === undefined && after.index !== undefined;
  return hasIndex || wanted.some(isNew) || enumerated.some(isListed);
}

function refuseOtherWorkspace(desired: Desired, state: State | undefined): void {
  if (state === undefined || state.workspace === desired.workspace) return;
  throw new AppError(
    'E_PLAN_OTHER_WORKSPACE',
    `The state of stack ${state.stack} belongs to workspace ${state.workspace}, the project names ${desired.workspace}.`,
    {
      hint: 'Put the old workspace id back, or use another stack name for the new workspace.',
      category: 'refused',
    },
  );
}
