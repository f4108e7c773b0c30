// Says what a plan will need to read and to write, as far as files, state and evidence tell it before the first read. Pure.
import { type Address, stepId } from '../model/address.ts';
import type { Cycle, Evidence } from '../model/evidence.ts';
import type { Evaluation } from '../plan/evaluate.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import { worstOf } from '../plan/price.ts';
import { addressesInScope } from '../plan/scope.ts';
import type { PartStep } from './affordable-part.ts';
import { planUnread } from './unread-plan.ts';

/** What a refresh is chosen from. */
export interface RefreshInput {
  readonly plan: Omit<PlanInput, 'live'>;
  readonly evidence: Readonly<Record<Address, Evidence>>;
  readonly cycle: Cycle | undefined;
  /** Epoch milliseconds. */
  readonly nowMs: number;
}

export interface Needs {
  /** What the files change, what somebody had changed by hand when it was last read, and the targets. */
  readonly asked: ReadonlySet<Address>;
  readonly asksIndex: boolean;
  /** Calls that writing will need at worst, as far as it is known without reading. */
  readonly writes: number;
  /** What would be written, undos included. */
  readonly steps: readonly PartStep[];
  readonly evaluations: readonly Evaluation[];
  /** What has to be read before it is written. */
  readonly unread: ReadonlySet<Address>;
}

/** An undo of what was changed by hand: an update and its read-back. */
const CALLS_OF_AN_UNDO = 2;

export function needsOf({ plan, evidence }: RefreshInput): Needs {
  const { evaluations, unread, steps, price } = planUnread(plan);
  const asked = new Set(unread.map((item) => item.view.address));
  const drifted = evaluations
    .map((item) => item.view.address)
    .filter((address) => evidence[address]?.moved === true && !asked.has(address));
  const scope = plan.options.targets.length === 0 ? [] : addressesInScope(plan);
  const isAdopted = ({ view: { resource, current } }: Evaluation): boolean =>
    resource?.adopt !== undefined && current === undefined;
  const adopted = evaluations.filter(isAdopted).map(({ view }) => view.address);
  return {
    asked: new Set([...asked, ...drifted, ...scope]),
    asksIndex: evaluations.some((item) => item.action === 'create' || item.action === 'replace' || isAdopted(item)),
    writes: worstOf({ calls: price.calls + CALLS_OF_AN_UNDO * drifted.length, byBucket: {} }).calls,
    steps: [...steps, ...drifted.map(undoOf)],
    evaluations,
    unread: new Set([...asked, ...drifted, ...adopted]),
  };
}

function undoOf(address: Address): PartStep {
  return { id: stepId(address, 'undo'), address, after: [], price: { calls: CALLS_OF_AN_UNDO, byBucket: {} } };
}
