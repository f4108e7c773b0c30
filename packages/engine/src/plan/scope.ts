// The scope of a plan: which addresses it is about.
import type { Address } from '../model/address.ts';
import { refsIn } from '../model/deferred-value.ts';
import type { Desired } from '../model/desired.ts';
import { AppError } from '../model/errors.ts';
import type { PlanOptions } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import type { PlanInput } from './plan-input.ts';

type ScopeInput = Pick<PlanInput, 'desired' | 'state' | 'options'>;

/**
 * Throws E_PLAN_TARGET (exit 64) where an option names an address that is neither in the files nor in the state, or one
 * that another option leaves out. Costs no call.
 */
export function refuseUnknownAddresses(desired: Desired, state: State | undefined, options: PlanOptions): void {
  const known = new Set([
    ...desired.resources.map((resource) => resource.address),
    ...Object.keys(state?.resources ?? {}),
  ]);
  const named = { '--target': options.targets, '--replace': options.replace, '--not-moved': options.notMoved };
  for (const [option, addresses] of Object.entries(named)) {
    const unknown = addresses.find((address) => !known.has(address));
    if (unknown === undefined) continue;
    throw new AppError('E_PLAN_TARGET', `${option} names ${unknown}, which is neither in the files nor in the state.`, {
      hint: 'List what is managed: postform state list',
      category: 'usage',
    });
  }
  refuseOutOfScope({ desired, state, options });
}

/** Throws E_PLAN_TARGET (exit 64) where `--replace` or `--not-moved` name what `--target` leaves out, so that they would do nothing. */
function refuseOutOfScope(input: ScopeInput): void {
  const { targets, replace, notMoved } = input.options;
  if (targets.length === 0) return;
  const scope = new Set(addressesInScope(input));
  for (const [option, addresses] of Object.entries({ '--replace': replace, '--not-moved': notMoved })) {
    const outside = addresses.find((address) => !scope.has(address));
    if (outside === undefined) continue;
    throw new AppError('E_PLAN_TARGET', `${option} names ${outside}, which --target leaves out.`, {
      hint: `Add --target ${outside}, or leave ${option} out.`,
      category: 'usage',
    });
  }
}

/** Sorted: what the files declare and what state remembers, cut down to the targets and what they need. */
export function addressesInScope(input: ScopeInput): readonly Address[] {
  const { desired, state, options } = input;
  const declared = options.destroy ? [] : desired.resources.map((resource) => resource.address);
  const all = new Set([
    ...declared,
    ...Object.keys(state?.resources ?? {}),
    ...(state?.intents ?? []).map((intent) => intent.address),
  ]);
  if (options.targets.length === 0) return [...all].sort();
  const byAddress = new Map(desired.resources.map((resource) => [resource.address, resource]));
  const needsOf = (address: Address): readonly Address[] => {
    if (options.command === 'import') return [];
    if (options.destroy) return dependentsOf(address, input);
    return refsIn(byAddress.get(address)?.spec ?? null).map((ref) => ref.address);
  };
  const wanted = new Set<Address>();
  const add = (address: Address): void => {
    if (wanted.has(address) || !all.has(address)) return;
    wanted.add(address);
    for (const need of needsOf(address)) add(need);
  };
  for (const target of options.targets) add(target);
  return [...wanted].sort();
}

function dependentsOf(address: Address, input: ScopeInput): readonly Address[] {
  return Object.entries(input.state?.resources ?? {})
    .filter(([, recorded]) => recorded.dependsOn.includes(address))
    .map(([dependent]) => dependent);
}
