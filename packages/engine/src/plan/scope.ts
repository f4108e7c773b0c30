// The scope of a plan: which addresses it is about.
import type { Address } from '../model/address.ts';
import { type Desired, refsOf } from '../model/desired.ts';
import { AppError } from '../model/errors.ts';
import { nearest } from '../model/nearest.ts';
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
  const { targets, excluded, replace, notMoved } = options;
  const asked = { '--target': targets, '--exclude': excluded, '--replace': replace, '--not-moved': notMoved };
  for (const [option, addresses] of Object.entries(asked)) {
    const unknown = addresses.find((address) => !known.has(address));
    if (unknown === undefined) continue;
    const near = nearest(unknown, [...known].sort());
    const named = options.command === 'diff' ? `${unknown} is` : `${option} names ${unknown}, which is`;
    throw new AppError('E_PLAN_TARGET', `${named} neither in the files nor in the state.`, {
      hint: `${near === undefined ? '' : `Did you mean ${near}? `}List what is managed: postform state list`,
      category: 'usage',
    });
  }
  if (targets.length > 0 && excluded.length > 0)
    throw new AppError('E_PLAN_TARGET', '--target and --exclude cannot be combined.', {
      hint: 'Name either what the run is about or what it leaves out.',
      category: 'usage',
    });
  refuseOutOfScope({ desired, state, options });
}

/** Throws E_PLAN_TARGET (exit 64) where `--replace` or `--not-moved` name what is left out, so that they would do nothing. */
function refuseOutOfScope(input: ScopeInput): void {
  const { targets, excluded, replace, notMoved } = input.options;
  if (targets.length + excluded.length === 0) return;
  const scope = new Set(addressesInScope(input));
  for (const [option, addresses] of Object.entries({ '--replace': replace, '--not-moved': notMoved })) {
    const outside = addresses.find((address) => !scope.has(address));
    if (outside === undefined) continue;
    const [by, hint] =
      targets.length > 0
        ? ['--target', `Add --target ${outside}, or leave ${option} out.`]
        : ['--exclude', 'Leave out one of the two options.'];
    throw new AppError('E_PLAN_TARGET', `${option} names ${outside}, which ${by} leaves out.`, {
      hint,
      category: 'usage',
    });
  }
}

/** Sorted: what the files declare and what state remembers, cut down to the targets and what they need, or without the excluded and what depends on them. */
export function addressesInScope(input: ScopeInput): readonly Address[] {
  const { desired, state, options } = input;
  const declared = options.destroy ? [] : desired.resources.map((resource) => resource.address);
  const all = new Set([
    ...declared,
    ...Object.keys(state?.resources ?? {}),
    ...(state?.intents ?? []).map((intent) => intent.address),
  ]);
  if (options.excluded.length > 0) {
    const without = closureOf(options.excluded, all, leftOutWith(input));
    return [...all].filter((address) => !without.has(address)).sort();
  }
  if (options.targets.length === 0) return [...all].sort();
  const byAddress = new Map(desired.resources.map((resource) => [resource.address, resource]));
  const needsOf = (address: Address): readonly Address[] => {
    if (options.command === 'import' || options.command === 'diff') return [];
    if (options.destroy) return dependentsOf(address, input);
    return refsOf(byAddress.get(address)).map((ref) => ref.address);
  };
  return [...closureOf(options.targets, all, needsOf)].sort();
}

/** The addresses of `all` that can be reached from `first`, these included. */
function closureOf(
  first: readonly Address[],
  all: ReadonlySet<Address>,
  next: (address: Address) => readonly Address[],
): ReadonlySet<Address> {
  const reached = new Set<Address>();
  const add = (address: Address): void => {
    if (reached.has(address) || !all.has(address)) return;
    reached.add(address);
    for (const one of next(address)) add(one);
  };
  for (const address of first) add(address);
  return reached;
}

/** What cannot be done while an address stays as it is: to write what refers to it, and to delete what it needs. */
function leftOutWith({ desired, state, options }: ScopeInput): (address: Address) => readonly Address[] {
  const declared = new Set<Address>();
  const users = new Map<Address, Address[]>();
  for (const resource of options.destroy ? [] : desired.resources) {
    const { address } = resource;
    declared.add(address);
    for (const ref of refsOf(resource)) {
      const known = users.get(ref.address);
      if (known === undefined) users.set(ref.address, [address]);
      else known.push(address);
    }
  }
  const needsOf = (address: Address) => state?.resources[address]?.dependsOn ?? [];
  return (address) => [...(users.get(address) ?? []), ...needsOf(address).filter((need) => !declared.has(need))];
}

function dependentsOf(address: Address, input: ScopeInput): readonly Address[] {
  return Object.entries(input.state?.resources ?? {})
    .filter(([, recorded]) => recorded.dependsOn.includes(address))
    .map(([dependent]) => dependent);
}
