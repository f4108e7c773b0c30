// A planning run: refresh and plan, and write down what was verified. Only GETs, no lock.
import type { Address } from '../model/address.ts';
import type { Count } from '../model/call.ts';
import type { Desired } from '../model/desired.ts';
import { type Digester, digesterFor } from '../model/digest.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Live } from '../model/observation.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanOptions, Refresh } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import type { Planned } from '../plan/planner.ts';
import { priceOfReads, tariffOf } from '../plan/price.ts';
import { refuseUnknownAddresses } from '../plan/scope.ts';
import { driftOf } from '../plan/summary.ts';
import { type Coverage, coverageOf, type LastVerified, lastVerifiedOf } from '../refresh/coverage.ts';
import { recordEvidence } from '../refresh/evidence.ts';
import { type ReadForecast, readForecastOf } from '../refresh/forecast.ts';
import { refreshAndPlan } from '../refresh/refresh-and-plan.ts';
import { refreshReads } from '../refresh/select.ts';
import type { Learned } from '../refresh/undone-deletes.ts';

export interface PlanRun {
  readonly plan: Plan;
  readonly state: State | undefined;
  readonly readCalls: number;
  readonly coverage: Coverage;
  /** When those were last verified that this run did not read. */
  readonly lastVerified: ReadonlyMap<Address, LastVerified>;
  /** What ended an automatic refresh before its end. */
  readonly stopped?: Error;
}

/** A plan run with what apply needs besides the plan. */
export interface PlanRunInside extends PlanRun {
  readonly planned: Planned;
  readonly live: Live;
  readonly digester: Digester;
  /** What the state has to learn of earlier deletes. */
  readonly learned?: Learned;
  /** Epoch milliseconds at which reading began. */
  readonly readAtMs: number;
  /** Calls of one run with which the same command gets through, as far as it was known before reading. */
  readonly least?: number;
}

export async function runPlan(ports: Ports, desired: Desired, options: PlanOptions): Promise<PlanRun> {
  const run = await planWith(ports, desired, await ports.store.load(), options);
  const { plan, state, readCalls, coverage, lastVerified, stopped } = run;
  return { plan, state, readCalls, coverage, lastVerified, ...(stopped ? { stopped } : {}) };
}

/** What the reads of a plan will cost, before the first. Sends no call. */
export async function forecastReads(ports: Ports, desired: Desired, options: PlanOptions): Promise<ReadForecast> {
  const state = await ports.store.load();
  const plan = planInput(ports, desired, state, options, digesterFor(state, ports.fingerprintKey));
  const [evidence, cycle] = await Promise.all([ports.evidence.load(), ports.evidence.cycle()]);
  return readForecastOf(ports, { plan, evidence, cycle, nowMs: ports.clock.nowMs() });
}

/** What a refresh of this mode costs, whatever the budget. */
export function priceOfRefresh(
  ports: Pick<Ports, 'kinds' | 'workspaces' | 'client'>,
  state: State | undefined,
  refresh: Refresh,
): Count {
  return priceOfReads(refreshReads(ports, state, refresh), tariffOf(ports));
}

/** Throws E_PLAN_OTHER_WORKSPACE where the state belongs to another workspace. */
export async function planWith(
  ports: Ports,
  desired: Desired,
  stored: State | undefined,
  options: PlanOptions,
): Promise<PlanRunInside> {
  refuseOtherWorkspace(desired, stored);
  refuseUnknownAddresses(desired, stored, options);
  const digester = digesterFor(stored, ports.fingerprintKey);
  const readAtMs = ports.clock.nowMs();
  const [evidence, known] = await Promise.all([ports.evidence.load(), ports.evidence.cycle()]);
  const plan = planInput(ports, desired, stored, options, digester);
  const run = await refreshAndPlan(ports, { plan, evidence, cycle: known, nowMs: readAtMs });
  const { planned, state, live, calls, first, learned, stopped } = run;
  const since = first.cycle ?? known;
  const cycle = since && live.index ? { ...since, indexAtMs: readAtMs } : first.cycle;
  const drifted = new Set(
    driftOf(planned.plan)
      .filter(({ action }) => action !== 'noop')
      .map(({ address }) => address),
  );
  const noted = await recordEvidence(ports, { state, live, atMs: readAtMs, moved: drifted }, cycle);
  const isAuto = options.refresh === 'auto';
  return {
    plan: planned.plan,
    planned,
    state,
    live,
    digester,
    readAtMs,
    readCalls: calls,
    coverage: coverageOf(state, live, { ...evidence, ...noted }, isAuto ? cycle : undefined, readAtMs),
    lastVerified: lastVerifiedOf(state, live, evidence, readAtMs),
    ...(learned === undefined ? {} : { learned }),
    ...(first.least === undefined ? {} : { least: first.least }),
    ...(stopped === undefined ? {} : { stopped }),
  };
}

/** What a plan is made of, but for what is read. */
export function planInput(
  ports: Pick<Ports, 'kinds' | 'workspaces' | 'client' | 'secrets' | 'known'>,
  desired: Desired,
  state: State | undefined,
  options: PlanOptions,
  digester: Digester,
): Omit<PlanInput, 'live'> {
  const { kinds, secrets, client, workspaces, known } = ports;
  const { bucketsOf } = client;
  const memory = known === undefined ? {} : { known };
  return { ...memory, kinds, desired, state, secrets, digester, options, bucketsOf, workspaceRoute: workspaces.route };
}

/** Throws E_PLAN_OTHER_WORKSPACE where the state belongs to another workspace. */
export function refuseOtherWorkspace(desired: Desired, state: State | undefined): void {
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
