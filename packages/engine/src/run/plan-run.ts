// Room: a planning run: look as far as asked, plan, look again at what would be written, plan again. Only GETs, no lock.
import type { Count } from '../calls.ts';
import type { Desired } from '../desired.ts';
import { type Digester, digesterFor } from '../digest.ts';
import { AppError } from '../errors.ts';
import { type Live, mergeLive } from '../live.ts';
import type { Plan } from '../plan-types.ts';
import { buildPlan, type Planned } from '../planner.ts';
import { refuseUnknownAddresses } from '../scope.ts';
import type { PlanOptions, Refresh } from '../settings.ts';
import type { State } from '../state.ts';
import type { World } from '../world.ts';
import { type LookRequest, look, priceOf, worstOfLook } from './look.ts';
import { adoptions, blindWrites, firstLook } from './looks.ts';
import { ageTexts, type Coverage, coverageOf, recordEvidence } from './seen.ts';

export interface PlanRun {
  readonly plan: Plan;
  readonly state: State | undefined;
  readonly lookCalls: number;
  readonly coverage: Coverage;
}

/** A plan run with what apply needs besides the plan. */
export interface PlanRunInside extends PlanRun {
  readonly planned: Planned;
  readonly live: Live;
  readonly digester: Digester;
  /** Epoch milliseconds at which the look began. */
  readonly lookedAt: number;
}

export async function runPlan(world: World, desired: Desired, options: PlanOptions): Promise<PlanRun> {
  const { plan, state, lookCalls, coverage } = await planWith(world, desired, await world.store.load(), options);
  return { plan, state, lookCalls, coverage };
}

/** What the first look of a plan costs, before looking. */
export function priceOfLook(
  world: Pick<World, 'kinds' | 'workspaces' | 'client'>,
  desired: Desired,
  state: State | undefined,
  refresh: Refresh,
): Count {
  return priceOf(world, firstLook(world, desired, state, refresh));
}

/** Throws E_PLAN_OTHER_WORKSPACE (exit 7) where the state belongs to another workspace. */
export async function planWith(
  world: World,
  desired: Desired,
  state: State | undefined,
  options: PlanOptions,
): Promise<PlanRunInside> {
  refuseOtherWorkspace(desired, state);
  refuseUnknownAddresses(desired, state, options);
  const digester = digesterFor(state, world.fingerprintKey);
  const lookedAt = world.clock.nowMs();
  let lookCalls = 0;
  const paid = async (request: LookRequest): Promise<Live> => {
    const reservation = await world.client.reserve('look', worstOfLook(world, request));
    try {
      return await look(world, request, reservation);
    } finally {
      lookCalls += reservation.spent();
      reservation.release();
    }
  };
  let live = await paid(firstLook(world, desired, state, options.refresh));
  const input = {
    kinds: world.kinds,
    desired,
    state,
    secrets: world.secrets,
    digester,
    options,
    bucketsOf: world.client.bucketsOf,
    workspaceRoute: world.workspaces.route,
  };
  const evidence = await world.evidence.load();
  const evidenceAge = ageTexts(evidence, live, world.clock.nowMs());
  let planned: Planned;
  for (;;) {
    const named = adoptions(world, desired, state, live);
    if (named.wanted.length > 0) live = mergeLive(live, await paid(named));
    planned = buildPlan({ ...input, live, evidenceAge });
    const blind = blindWrites(planned, live, desired, state);
    if (blind.wanted.length === 0 && !blind.withIndex) break;
    live = mergeLive(live, await paid(blind));
  }
  const seen = await recordEvidence(world, live, lookedAt);
  const coverage = coverageOf(state, live, { ...evidence, ...seen });
  return { plan: planned.plan, planned, state, live, digester, lookedAt, lookCalls, coverage };
}

function refuseOtherWorkspace(desired: Desired, state: State | undefined): void {
  if (state === undefined || state.workspace === desired.workspace) return;
  throw new AppError(
    'E_PLAN_OTHER_WORKSPACE',
    `The state of stack ${state.stack} belongs to workspace ${state.workspace}, the project names ${desired.workspace}.`,
    {
      hint: 'Put the old workspace id back, or use another stack name for the new workspace.',
      exit: 7,
    },
  );
}
