// Plans without reading: what the files and the state say of each other, if everything is as it was left. Pure.
import type { Address } from '../model/address.ts';
import { addCounts, type Count } from '../model/call.ts';
import type { Live } from '../model/observation.ts';
import type { Step } from '../model/plan.ts';
import { isWithin } from '../model/pointer.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { Evaluation } from '../plan/evaluate.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import { evaluateInput } from '../plan/planner.ts';
import { buildSteps, CycleError } from '../plan/steps.ts';
import { isUnreadWrite } from './deferred.ts';

export interface UnreadPlan {
  /** What would be done to each address. What was changed by hand is not known, nor what exists under a new name already. */
  readonly evaluations: readonly Evaluation[];
  /** Those that would be written and have to be read before. */
  readonly unread: readonly Evaluation[];
  /** In order; none where refs form a cycle, which the plan itself refuses. */
  readonly steps: readonly Step[];
  readonly price: Count;
}

export const NOTHING_READ: Live = { observations: new Map() };

/** `gone`: addresses to take for gone; what refers to them would be written, too. */
export function planUnread(input: Omit<PlanInput, 'live'>, gone: ReadonlySet<Address> = new Set()): UnreadPlan {
  const { state, options, bucketsOf } = input;
  for (let renewed = gone; ; ) {
    const all = evaluateInput({ ...input, live: NOTHING_READ, renewed });
    const unread = all.filter((item) => isUnreadWrite(item, NOTHING_READ, options));
    const isUnread = new Set(unread);
    const evaluations = all.map((item) => (isUnread.has(item) ? asWritten(item, options) : item));
    const made = evaluations.filter(({ action }) => action === 'create' || action === 'replace');
    const unknown = new Set([...renewed, ...made.map(({ view }) => view.address)]);
    if (unknown.size > renewed.size && options.noDelete !== true) {
      renewed = unknown;
      continue;
    }
    const steps = unlessCyclic(() => buildSteps(evaluations, state, unknown, options, bucketsOf));
    return { evaluations, unread, steps, price: addCounts(...steps.map((step) => step.price)) };
  }
}

/** The plan itself refuses a cycle, and says so. */
function unlessCyclic(build: () => readonly Step[]): readonly Step[] {
  try {
    return build();
  } catch (error) {
    if (error instanceof CycleError) return [];
    throw error;
  }
}

/** What would be done to an object that was not read, if it is as it was left. */
function asWritten(item: Evaluation, { replace }: Pick<PlanOptions, 'replace'>): Evaluation {
  const { resource, kind } = item.view;
  if (resource === undefined) return { ...item, action: 'delete' };
  const isAsked = replace.includes(item.view.address);
  const isFixed = item.leafChanges.config.some((pointer) => kind.immutable.some((at) => isWithin(pointer, at)));
  return { ...item, action: isAsked || isFixed ? 'replace' : 'update' };
}
