// Room: the scope of a plan: which addresses it is about.
import type { Address } from './address.ts';
import { AppError } from './errors.ts';
import { refsIn } from './late.ts';
import type { PlanInput } from './planner.ts';

/** Sorted: what the files declare and what state remembers, cut down to the targets and what they need. */
export function addressesInScope(input: PlanInput): readonly Address[] {
  const { desired, state, options } = input;
  const declared = options.destroy ? [] : desired.resources.map((resource) => resource.address);
  const all = new Set([
    ...declared,
    ...Object.keys(state?.resources ?? {}),
    ...(state?.intents ?? []).map((intent) => intent.address),
  ]);
  if (options.targets.length === 0) return [...all].sort();
  const byAddress = new Map(desired.resources.map((resource) => [resource.address, resource]));
  const wanted = new Set<Address>();
  const add = (address: Address): void => {
    if (wanted.has(address) || !all.has(address)) return;
    wanted.add(address);
    const needs = options.destroy
      ? dependentsOf(address, input)
      : refsIn(byAddress.get(address)?.spec ?? null).map((ref) => ref.address);
    for (const need of needs) add(need);
  };
  for (const target of options.targets) {
    if (!all.has(target))
      throw new AppError('E_PLAN_TARGET', `There is no ${target} in the files or in the state.`, {
        hint: 'List the addresses: postform state list',
        exit: 64,
      });
    add(target);
  }
  return [...wanted].sort();
}

function dependentsOf(address: Address, input: PlanInput): readonly Address[] {
  return Object.entries(input.state?.resources ?? {})
    .filter(([, recorded]) => recorded.dependsOn.includes(address))
    .map(([dependent]) => dependent);
}
