// A plan ready to be written: made under the lock from a refresh, or taken from a file.
import { type Address, addressOfStep } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Live } from '../model/observation.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { Lease } from '../model/state-store.ts';
import type { Evaluation } from '../plan/evaluate.ts';
import { planDigest } from '../plan/plan-file.ts';
import type { Resolved } from '../recover/context.ts';
import type { Coverage, LastVerified } from '../refresh/coverage.ts';
import type { ApplyInput } from './apply-input.ts';
import { planWith } from './run-plan.ts';

/** A plan made under the lock, and what writing it needs besides. */
export interface Ready {
  readonly plan: Plan;
  readonly evaluations: readonly Evaluation[];
  readonly live: Live;
  readonly readAtMs: number;
  readonly readCalls: number;
  /** Calls of one run with which the same command gets through, as far as it was known before reading. */
  readonly least?: number;
  readonly coverage: Coverage;
  readonly lastVerified: ReadonlyMap<Address, LastVerified>;
  /** What ended the refresh before its end. */
  readonly stopped?: Error;
  /** Steps that are done already. */
  readonly resumes: ReadonlySet<string>;
  /** Steps of a saved plan that have left something behind and are not done. */
  readonly begun: readonly string[];
  /** Addresses that our own interrupted run has touched. */
  readonly ours: ReadonlySet<Address>;
}

export async function fromRefresh(ports: Ports, input: ApplyInput, lease: Lease): Promise<Ready> {
  const isRestore = input.recordsOf !== undefined;
  const options: PlanOptions = { ...input.options, saved: false, command: isRestore ? 'restore' : 'apply' };
  const run = await planWith(ports, input.desired, lease.state(), options);
  if (run.learned) await lease.append(run.learned);
  return {
    ...run,
    evaluations: isRestore ? [] : run.planned.evaluations,
    resumes: new Set(),
    begun: [],
    ours: new Set(),
  };
}

/** A saved plan is not refreshed here: its re-checks are part of its price. */
export function fromFile(plan: Plan, desired: Desired, lease: Lease, resolved: readonly Resolved[]): Ready {
  const { inProgress } = lease.state();
  const mine = inProgress?.plan === planDigest(plan);
  const finished = resolved.filter((item) => item.isWhole === true || item.how === 'deleted').map((item) => item.step);
  const resumes = new Set(mine ? [...(inProgress?.done ?? []), ...finished] : []);
  const partly = resolved.filter((item) => item.how === 'adopted' && item.isWhole === false).map((item) => item.step);
  const undone = new Set(resolved.filter((item) => item.how === 'absent').map((item) => item.step));
  const begun = (mine ? [...(inProgress?.begun ?? []), ...partly] : []).filter((id) => !undone.has(id));
  const quiet = plan.changes.filter((change) => change.action === 'adopt' || change.action === 'forget');
  const touched = [
    ...[...resumes, ...begun].map(addressOfStep),
    ...resolved.map((item) => item.address),
    ...quiet.map((change) => change.address),
  ];
  return {
    plan: { ...plan, steps: plan.steps.map((step) => (begun.includes(step.id) ? asUpdate(step) : step)) },
    evaluations: [],
    live: { observations: new Map() },
    readAtMs: Number.NEGATIVE_INFINITY,
    readCalls: 0,
    lastVerified: new Map(),
    coverage: { verified: 0, total: desired.resources.length },
    resumes,
    begun,
    ours: new Set(mine ? touched : []),
  };
}

/** The object of a create that was begun is there: what it lacks is written into it. */
function asUpdate(step: Step): Step {
  const { replaces: _, ...rest } = step;
  return step.op === 'create' ? { ...rest, op: 'update' } : step;
}
