// A run that tells the changes of one address in full. Only GETs, no lock.
import type { Address } from '../model/address.ts';
import type { Desired } from '../model/desired.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Change } from '../model/plan.ts';
import type { PlanOptions } from '../model/settings.ts';
import { type Conflict, conflictsOf } from '../plan/conflicts.ts';
import { type PartsFound, partsFound } from '../plan/parts-found.ts';
import { redactedTrees } from '../plan/redacted-trees.ts';
import { lookupFor } from '../plan/resource-view.ts';
import { refuseUnknownAddresses } from '../plan/scope.ts';
import { planInput, planWith } from './run-plan.ts';

export interface DiffRun {
  /** Its lines are in full. */
  readonly change: Change;
  /** Where both sides changed the same. */
  readonly conflicts: readonly Conflict[];
  /** Absent where the object has no parts. */
  readonly parts?: PartsFound;
  readonly readCalls: number;
}

/** What a diff of an address is about: that address alone. Throws E_PLAN_TARGET where nobody knows it. */
export async function diffScope(ports: Pick<Ports, 'store'>, desired: Desired, options: PlanOptions): Promise<Desired> {
  refuseUnknownAddresses(desired, await ports.store.load(), options);
  const isAsked = ({ address }: { readonly address: Address }): boolean => options.targets.includes(address);
  return { ...desired, resources: desired.resources.filter(isAsked) };
}

/** `desired` is that of `diffScope`; `options` name one target. Its body is needed whether it is known already or not. */
export async function runDiff(given: Ports, desired: Desired, options: PlanOptions): Promise<DiffRun> {
  const { known: _, ...ports } = given;
  const run = await planWith(ports, desired, await ports.store.load(), options);
  const { planned, state, live, digester, readCalls } = run;
  const item = planned.evaluations[0]!;
  const input = { ...planInput(ports, desired, state, options, digester), live };
  const lookup = { ...lookupFor(input, new Set()), digester };
  const parts = partsFound(item.view);
  return {
    change: planned.plan.changes[0]!,
    conflicts: item.conflicting.length === 0 ? [] : conflictsOf(item, redactedTrees(item.view, lookup)),
    ...(parts === undefined ? {} : { parts }),
    readCalls,
  };
}
