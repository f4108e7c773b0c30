// Summaries of a plan: how many of what, and what somebody changed by hand.
import { type Address, replacedStepId } from '../model/address.ts';
import type { RunEnd } from '../model/errors.ts';
import type { Action, Change, Plan, Reason, Step } from '../model/plan.ts';

export type Summary = Readonly<Record<Exclude<Action, 'noop'> | 'blocked', number>>;

export function summaryOf(plan: Plan): Summary {
  const count = (action: Action): number => plan.changes.filter((change) => change.action === action).length;
  return {
    create: count('create'),
    update: count('update'),
    replace: count('replace'),
    delete: count('delete') + plan.steps.filter(deletesLeftover).length,
    adopt: count('adopt'),
    forget: count('forget'),
    blocked: plan.changes.filter((change) => change.blocked !== undefined).length,
  };
}

/** True for the delete of what an earlier run had replaced. It counts by itself; the second half of a replace of this plan does not. */
export function deletesLeftover({ id, address, deposed }: Step): boolean {
  return deposed !== undefined && id !== replacedStepId(address);
}

/** Changes that somebody made remotely, kept ones included. A vanished or deactivated object counts too. */
export function driftOf(plan: Plan): readonly Change[] {
  return plan.changes.filter(
    (change) =>
      change.changed.remote.length > 0 ||
      change.reason === 'vanished' ||
      change.reason === 'deactivated' ||
      change.reason === 'already-gone',
  );
}

/** What the files ask for and nobody applied yet. */
export function unappliedOf(plan: Plan): readonly Change[] {
  return plan.changes.filter(({ changed, reason }) => changed.config.length > 0 || ASKED_BY_FILES.includes(reason));
}

const ASKED_BY_FILES: readonly Reason[] = ['new', 'adopting', 'exists-unmanaged', 'ambiguous', 'undeclared'];

/** True where there is something to apply or to decide. */
export function hasDifferences(plan: Plan): boolean {
  return (
    plan.steps.length > 0 ||
    hasLeftOut(plan) ||
    plan.changes.some(
      (change) =>
        change.blocked !== undefined ||
        change.action === 'adopt' ||
        change.action === 'forget' ||
        change.reason === 'unresolved',
    )
  );
}

/**
 * The end of an apply that did all the plan's steps: what waits for a read comes before what was left out on purpose, and
 * before what a saved plan could not plan, because an earlier write was open when it was made.
 */
export function endOf(plan: Plan): RunEnd {
  if (isDeferred(plan)) return 'deferred';
  return hasLeftOut(plan) || unresolvedIn(plan).length > 0 ? 'partial' : 'done';
}

/** Addresses for which a plan holds nothing, because an interrupted write of theirs had to be resolved first. */
export function unresolvedIn(plan: Plan): readonly Address[] {
  return plan.changes.filter((change) => change.reason === 'unresolved').map((change) => change.address);
}

/** True where something was left as it is because the plan must not delete. */
export function hasLeftOut(plan: Plan): boolean {
  return (plan.leftOut ?? []).length > 0;
}

/** True where something would be written, but no call was left for the read that this needs: a later run does it. */
export function isDeferred(plan: Plan): boolean {
  return plan.changes.some((change) => change.deferred === true);
}
