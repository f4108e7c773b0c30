// Room: an applying run: lock, resolve what an earlier run left open, plan or re-check, ask, reserve, write.
import type { Address } from '../address.ts';
import type { Desired } from '../desired.ts';
import { type Digester, digesterFor, PUBLIC_DIGESTER } from '../digest.ts';
import { AppError, type ExitCode } from '../errors.ts';
import { type Judged, judge } from '../judge.ts';
import type { Live } from '../live.ts';
import { planDigest } from '../plan-file.ts';
import type { Plan } from '../plan-types.ts';
import type { Pointer } from '../pointer.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../settings.ts';
import type { Lease, State } from '../state.ts';
import { claimedIds, lookupFor, type SurveyInput, surveyOne } from '../survey.ts';
import type { World } from '../world.ts';
import { adopted, catchUp } from './catch-up.ts';
import { isFatal } from './look.ts';
import { type Coverage, type PlanRun, planWith } from './plan-run.ts';
import { checkBasis, recheck } from './recheck.ts';
import { type Resolved, resolveIntents } from './resolve.ts';
import { refuseUnreviewed } from './review.ts';
import { type StepOutcome, schedule } from './schedule.ts';
import { type Running, runStep } from './write.ts';

/** `reviewed`: a person accepted this very plan, at the prompt or by saving it. */
export interface Approval {
  readonly approved: boolean;
  readonly reviewed: boolean;
}

export interface ApplyInput {
  readonly desired: Desired;
  readonly options: PlanOptions;
  /** A plan file: exactly this is applied, or nothing. */
  readonly saved?: Plan;
  /** Called once with the plan, before anything can refuse it. */
  show?(run: PlanRun): void;
  /** Called where the plan could be applied. */
  approve(run: PlanRun): Promise<Approval>;
}

export interface ApplyResult {
  readonly plan: Plan;
  readonly outcomes: readonly StepOutcome[];
  /** Calls sent: by looking (resolving included), and by what the plan priced. */
  readonly calls: { readonly look: number; readonly write: number; readonly expected: number };
  /** What ended the run before its plan did. */
  readonly stopped?: Error;
  readonly declined?: true;
  readonly residues: readonly { readonly address: Address; readonly pointers: readonly Pointer[] }[];
  readonly after: State;
  readonly exit: ExitCode;
}

/** A plan made under the lock, ready to be written: reads younger than this are not repeated, ms. */
const FRESH_MS = 5 * 60_000;

interface Ready {
  readonly plan: Plan;
  readonly judged: readonly Judged[];
  readonly live: Live;
  readonly digester: Digester;
  readonly lookedAt: number;
  readonly lookCalls: number;
  readonly coverage: Coverage;
  /** Steps that are done already. */
  readonly resumes: ReadonlySet<string>;
  /** Addresses that our own interrupted run has touched. */
  readonly ours: ReadonlySet<Address>;
}

/** Errors before the first write are thrown; what goes wrong later is in the result. */
export async function runApply(world: World, input: ApplyInput): Promise<ApplyResult> {
  const operation = input.options.destroy ? 'destroy' : 'apply';
  const lease = await world.store.lock({ operation, initial: () => firstState(world, input.desired) });
  try {
    return await applyLocked(world, input, lease);
  } finally {
    await lease.release();
  }
}

/** A new state: lineage, and a fingerprint key of its own. */
export function firstState(world: Pick<World, 'random'>, desired: Pick<Desired, 'workspace' | 'stack'>): State {
  return {
    format: 1,
    lineage: world.random.uuid(),
    serial: 0,
    workspace: desired.workspace,
    stack: desired.stack,
    key: Buffer.from(world.random.bytes(32)).toString('base64'),
    resources: {},
    intents: [],
  };
}

async function applyLocked(world: World, input: ApplyInput, lease: Lease): Promise<ApplyResult> {
  const own = digesterFor(lease.state(), world.fingerprintKey);
  if (input.saved)
    checkBasis(
      world,
      input.saved,
      input.desired,
      lease.state(),
      input.saved.basis.lineage === '' ? PUBLIC_DIGESTER : own,
    );
  const resolved = await resolveIntents(world, lease, input.desired, own);
  const ready = input.saved
    ? fromFile(input.saved, input.desired, lease, resolved)
    : await fromLook(world, input, lease);
  const run: PlanRun = { plan: ready.plan, state: lease.state(), lookCalls: ready.lookCalls, coverage: ready.coverage };
  const done = (
    outcomes: readonly StepOutcome[],
    more: Partial<ApplyResult> & Pick<ApplyResult, 'exit'>,
  ): ApplyResult => ({
    plan: ready.plan,
    outcomes,
    calls: { look: ready.lookCalls, write: 0, expected: ready.plan.price.expected.calls },
    residues: [],
    after: lease.state(),
    ...more,
  });
  input.show?.(run);
  refuseBlocked(ready.plan);
  const approval = await input.approve(run);
  if (!approval.approved) return done([], { declined: true, exit: 1 });
  refuseUnreviewed(
    ready.plan,
    { ...approval, reviewed: approval.reviewed || input.saved !== undefined },
    input.options,
  );
  if (ready.plan.steps.length === 0) {
    await catchUp(lease, ready.judged, own);
    return done([], { exit: 0 });
  }
  return writeAll(world, input, lease, ready, own, done);
}

async function fromLook(world: World, input: ApplyInput, lease: Lease): Promise<Ready> {
  const run = await planWith(world, input.desired, lease.state(), { ...input.options, saved: false });
  return { ...run, judged: run.planned.judged, resumes: new Set(), ours: new Set() };
}

/** A saved plan is not looked at again here: its re-checks are part of its price. */
function fromFile(plan: Plan, desired: Desired, lease: Lease, resolved: readonly Resolved[]): Ready {
  const { inProgress } = lease.state();
  const mine = inProgress?.plan === planDigest(plan);
  const finished = resolved.filter((item) => item.how === 'adopted' || item.how === 'deleted').map((item) => item.step);
  const resumes = new Set(mine ? [...(inProgress?.done ?? []), ...finished] : []);
  const touched = [...[...resumes].map((id) => id.slice(0, id.indexOf(':'))), ...resolved.map((item) => item.address)];
  return {
    plan,
    judged: [],
    live: { sightings: new Map() },
    digester: PUBLIC_DIGESTER,
    lookedAt: Number.NEGATIVE_INFINITY,
    lookCalls: 0,
    coverage: { verified: 0, total: desired.resources.length },
    resumes,
    ours: new Set(mine ? touched : []),
  };
}

function refuseBlocked(plan: Plan): void {
  const all = [...plan.refused, ...plan.changes.flatMap((change) => (change.blocked ? [change.blocked] : []))];
  if (all.length === 0) return;
  const [first] = all;
  const more = all.length === 1 ? '' : ` (and ${all.length - 1} more; see the plan)`;
  throw new AppError(first!.code, `${first!.message}${more} Nothing was written.`, { hint: first!.hint, exit: 7 });
}

async function writeAll(
  world: World,
  input: ApplyInput,
  lease: Lease,
  ready: Ready,
  own: Digester,
  done: (outcomes: readonly StepOutcome[], more: Partial<ApplyResult> & Pick<ApplyResult, 'exit'>) => ApplyResult,
): Promise<ApplyResult> {
  const { plan } = ready;
  const isOld = world.clock.nowMs() - ready.lookedAt > FRESH_MS;
  const reservation = await world.client.reserve('write', plan.price.worst);
  const residues: { address: Address; pointers: readonly Pointer[] }[] = [];
  try {
    const checker = plan.basis.lineage === '' ? PUBLIC_DIGESTER : own;
    const live =
      input.saved || isOld
        ? await recheck(world, plan, input.desired, lease.state(), input.saved ? checker : own, reservation, ready.ours)
        : ready.live;
    await catchUp(lease, ready.judged, own);
    if (input.saved) {
      await adoptFromFile(world, input, lease, live, own);
      await lease.append({ inProgress: { plan: planDigest(plan), done: [...ready.resumes] } });
    }
    const running: Running = {
      world,
      lease,
      desired: input.desired,
      resources: new Map(input.desired.resources.map((resource) => [resource.address, resource])),
      live,
      digester: own,
      reservation,
      overwritten: new Map(plan.changes.map((change) => [change.address, change.moved.remote])),
      made: new Map(),
      created: new Map(),
      residues,
    };
    world.emit({ type: 'apply-start', steps: plan.steps.length, calls: plan.price.expected.calls });
    const outcomes = await runSchedule(world, plan, running, ready.resumes);
    const finished = outcomes.every((outcome) => outcome.status === 'done');
    if (input.saved && finished) await lease.append({ inProgress: null });
    const stopped = outcomes.find((outcome) => outcome.error !== undefined && isFatal(outcome.error))?.error;
    return done(outcomes, {
      calls: { look: ready.lookCalls, write: reservation.spent(), expected: plan.price.expected.calls },
      residues,
      after: lease.state(),
      ...(stopped ? { stopped } : {}),
      exit: exitOf(outcomes, world.signal.aborted, stopped, lease.state().intents.length > 0),
    });
  } finally {
    reservation.release();
  }
}

async function runSchedule(
  world: World,
  plan: Plan,
  running: Running,
  alreadyDone: ReadonlySet<string>,
): Promise<readonly StepOutcome[]> {
  const names = new Map(plan.changes.map((change) => [change.address, change.name]));
  return schedule({
    steps: plan.steps,
    alreadyDone,
    parallelism: world.parallelism,
    lockKey: (step) => (step.op === 'create' ? `${step.kind} ${names.get(step.address)}` : step.address),
    isFatal,
    stopRequested: () => world.signal.aborted,
    onSkip: (step, because) =>
      world.emit({ type: 'step-skipped', step: step.id, address: step.address, op: step.op, because }),
    run: async (step) => {
      const at = world.clock.nowMs();
      const about = { step: step.id, address: step.address, op: step.op };
      world.emit({ type: 'step-start', ...about });
      try {
        await runStep(running, step);
        world.emit({ type: 'step-done', ...about, ms: world.clock.nowMs() - at });
      } catch (error) {
        world.emit({ type: 'step-failed', ...about, error: error instanceof Error ? error : new Error(String(error)) });
        throw error;
      }
    },
  });
}

/** Objects that `import:` blocks of a saved plan name are recorded once the plan has proved to be true still. */
async function adoptFromFile(
  world: World,
  input: ApplyInput,
  lease: Lease,
  live: Live,
  digester: Digester,
): Promise<void> {
  const state = lease.state();
  const survey: SurveyInput = {
    kinds: world.kinds,
    desired: input.desired,
    state,
    live,
    secrets: world.secrets,
    digester,
  };
  const lookup = lookupFor(survey, new Set());
  for (const change of input.saved!.changes.filter((item) => item.action === 'adopt')) {
    const resource = input.desired.resources.find((item) => item.address === change.address);
    const record = adopted(
      judge(surveyOne(survey, change.address, resource, lookup, claimedIds(state)), false, DEFAULT_PLAN_OPTIONS),
      digester,
    );
    if (record && state.resources[change.address] === undefined)
      await lease.append({ records: { [change.address]: record } });
  }
}

function exitOf(
  outcomes: readonly StepOutcome[],
  aborted: boolean,
  stopped: Error | undefined,
  open: boolean,
): ExitCode {
  if (outcomes.every((outcome) => outcome.status === 'done')) return 0;
  if (aborted) return 130;
  if (stopped instanceof AppError && stopped.exit !== 1) return stopped.exit;
  return open || outcomes.some((outcome) => outcome.status === 'done') ? 3 : 1;
}
