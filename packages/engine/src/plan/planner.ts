// The planner. Desired, state and live in; a plan out. Pure: the same input gives the same bytes.

import { type Address, kindNameOf } from '../model/address.ts';
import { addCounts, type Count, NO_CALLS } from '../model/call.ts';
import { AppError } from '../model/errors.ts';
import type { Kinds } from '../model/kind.ts';
import { namedIn } from '../model/observation.ts';
import type { Plan, Step } from '../model/plan.ts';
import type { Refusal } from '../model/refusal.ts';
import { currentObjects } from '../model/state.ts';
import { changeOf, missingSecrets } from './change.ts';
import { type Evaluation, evaluate, nameForPeople } from './evaluate.ts';
import { existenceRefusal, readGaps } from './existence-refusals.ts';
import { guard } from './guard.ts';
import { type LeavingOut, leaveOut, leftOutIn, leftOutOf } from './left-out.ts';
import type { PlanInput } from './plan-input.ts';
import { digestOfDesired, fingerprintsOf, preconditionsOf, touchedBy } from './preconditions.ts';
import { priceOfPlan, priceOfReads } from './price.ts';
import { type Rechecked, recheckReads, UNKNOWN_IDENTITY } from './rechecks.ts';
import { adoptRefusals, missingState, moveRefusals, nothingDeclared, type Orphan, refusalOf } from './refusals.ts';
import { claimedIds, kindOf, lookupFor, viewResource } from './resource-view.ts';
import { addressesInScope } from './scope.ts';
import { buildSteps, CycleError } from './steps.ts';

/** A plan, and the evaluations behind it, which apply needs for what is not in the plan file. */
export interface Planned {
  readonly plan: Plan;
  readonly evaluations: readonly Evaluation[];
}

/** The evaluations alone: all that a plan without reading needs, at a fraction of the cost of showing it. */
export function evaluateInput(input: PlanInput): readonly Evaluation[] {
  return evaluateWithin(input, addressesInScope(input)).evaluations;
}

export function buildPlan(input: PlanInput): Planned {
  const { options, state } = input;
  const scope = addressesInScope(input);
  const { evaluations, unknown, leftOut } = evaluateWithin(input, scope);
  const pairs = new Map([
    ...(options.noDelete ? [] : moveRefusals(evaluations, options, orphansOf(input))),
    ...adoptRefusals(evaluations),
  ]);
  const steps = stepsOrCycle(input.kinds, () => buildSteps(evaluations, state, unknown, options, input.bucketsOf));
  const stateIsEmpty = Object.keys(state?.resources ?? {}).length === 0;
  const missing = missingState(evaluations, input.desired, stateIsEmpty);
  const prices = pricesOf(steps);
  const gaps = readGaps(evaluations, input.live, state);
  const blocked = (item: Evaluation): Refusal | undefined =>
    existenceRefusal(item, input.live, gaps) ?? pairs.get(item.view.address) ?? refusalOf(item, options, state);
  const changes = evaluations.map((item) =>
    changeOf(
      item,
      input,
      unknown,
      isDeferred(item, input) || leftOut.has(item.view.address) ? undefined : blocked(item),
      prices.get(item.view.address) ?? NO_CALLS,
    ),
  );
  const touched = touchedBy(steps, evaluations);
  const plan: Plan = {
    format: 2,
    basis: {
      lineage: state?.lineage ?? '',
      serial: state?.serial ?? 0,
      workspace: input.desired.workspace,
      stack: input.desired.stack,
      desired: digestOfDesired(input),
      secrets: fingerprintsOf(input),
      saved: options.saved,
      overwriteRemote: options.overwriteRemote,
    },
    preconditions: preconditionsOf(evaluations, touched, input),
    changes,
    steps,
    price: priceOfPlan(steps, options.saved ? rechecksOf(steps, evaluations, touched, input) : NO_CALLS),
    unmanaged: unmanagedIn(input, evaluations),
    refused: [
      ...(missing ? [missing] : []),
      ...nothingDeclared(input),
      ...guard(evaluations, managedCounts(input), input.kinds, options),
    ],
    missingSecrets: secretsOfUnchanged(evaluations, input),
    ...(options.noDelete ? { leftOut: leftOutOf(evaluations, leftOut) } : {}),
  };
  return { plan, evaluations };
}

/** Where nothing may be deleted: evaluated until nothing more has to be left out. */
function evaluateWithin(
  input: PlanInput,
  scope: readonly Address[],
): ReturnType<typeof evaluateAll> & { leftOut: LeavingOut } {
  const about = { state: input.state, options: input.options, orphans: orphansOf(input) };
  for (let leftOut: LeavingOut = new Map(); ; ) {
    const found = evaluateAll(input, scope, leftOut);
    if (!input.options.noDelete) return { ...found, leftOut };
    const more = leftOutIn(found.evaluations, leftOut, about);
    if (more.size === leftOut.size) return { ...found, leftOut };
    leftOut = more;
  }
}

/** Whoever gets a new identity makes others' refs unknown, which may make them change too: repeated until nothing moves. */
function evaluateAll(
  input: PlanInput,
  scope: readonly Address[],
  leftOut: LeavingOut,
): { readonly evaluations: readonly Evaluation[]; readonly unknown: ReadonlySet<Address> } {
  const byAddress = new Map(
    input.options.destroy ? [] : input.desired.resources.map((resource) => [resource.address, resource]),
  );
  const claimed = claimedIds(input.state);
  const open = new Set((input.state?.intents ?? []).map((intent) => intent.address));
  let unknown: ReadonlySet<Address> = input.renewed ?? new Set();
  for (;;) {
    const lookup = lookupFor(input, unknown);
    const evaluations = scope
      .filter((address) => byAddress.has(address) || input.state?.resources[address] !== undefined || open.has(address))
      .map((address) => {
        const view = viewResource(input, address, byAddress.get(address), lookup, claimed);
        const evaluations = evaluate(view, open.has(address), input.options);
        if (leftOut.has(address)) return leaveOut(evaluations);
        return input.deferred?.has(address) === true ? deferred(evaluations) : evaluations;
      });
    const renewed = evaluations
      .filter((item) => item.action === 'create' || item.action === 'replace')
      .map((item) => item.view.address);
    if (renewed.every((address) => unknown.has(address)))
      return { evaluations: inKindOrder(evaluations, input), unknown };
    unknown = new Set([...unknown, ...renewed]);
  }
}

/** Nothing is done to it; a later run, which can read it, decides. */
function deferred(evaluations: Evaluation): Evaluation {
  return { ...evaluations, action: 'noop', reason: 'unverified', written: [], overwritten: [] };
}

function isDeferred({ view }: Evaluation, { deferred }: PlanInput): boolean {
  return deferred?.has(view.address) === true;
}

function inKindOrder(evaluations: readonly Evaluation[], input: PlanInput): readonly Evaluation[] {
  const rank = new Map(input.kinds.map((kind, index) => [kind.name, index]));
  return [...evaluations].sort((a, b) => rank.get(a.view.kind.name)! - rank.get(b.view.kind.name)!);
}

function stepsOrCycle(kinds: Kinds, build: () => readonly Step[]): readonly Step[] {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof CycleError)) throw error;
    throw new AppError(
      'E_PLAN_CYCLE',
      `These resources need each other before they exist: ${error.addresses.join(', ')}.`,
      {
        hint: `Take one of the refs out. ${deferrableIn(kinds)}`,
      },
    );
  }
}

/** Which leaves a cycle may run through, by the kinds themselves. */
function deferrableIn(kinds: Kinds): string {
  const places = kinds.flatMap(({ plural, deferrable }) =>
    deferrable.length === 0 ? [] : [`${deferrable.join(', ')} of ${plural}`],
  );
  return places.length === 0
    ? 'No resource may refer to something that needs it.'
    : `Only these may refer to something that needs their own resource: ${places.join('; ')}.`;
}

function pricesOf(steps: readonly Step[]): ReadonlyMap<Address, Count> {
  const prices = new Map<Address, Count>();
  for (const { address, price } of steps) prices.set(address, addCounts(prices.get(address) ?? NO_CALLS, price));
  return prices;
}

/** Calls that prove a saved plan to be true still. */
function rechecksOf(
  steps: readonly Step[],
  evaluations: readonly Evaluation[],
  touched: ReadonlySet<Address>,
  input: PlanInput,
): Count {
  const objects = evaluations.flatMap(({ view, action }): Rechecked[] => {
    const { address, kind, current, observation } = view;
    if (!touched.has(address) || (current === undefined && action !== 'adopt')) return [];
    return [{ address, kind, identity: current ?? UNKNOWN_IDENTITY, wasGone: observation.status === 'absent' }];
  });
  return steps.length + objects.length === 0 ? NO_CALLS : priceOfReads(recheckReads(input.kinds, objects), input);
}

/** Managed objects that the files do not declare any more, as far as the workspace names them. */
function orphansOf(input: PlanInput): readonly Orphan[] {
  const declared = new Set(input.desired.resources.map((resource) => resource.address));
  return currentObjects(input.state).flatMap(([address, { id }]) => {
    if (declared.has(address)) return [];
    const kind = kindOf(input.kinds, address);
    const entry = namedIn(input.live, kind)?.get(id);
    return entry === undefined ? [] : [{ address, kind, name: entry.name }];
  });
}

/** One list for all unchanged resources; the secrets of changes are noted beside them. */
function secretsOfUnchanged(evaluations: readonly Evaluation[], input: PlanInput): readonly string[] {
  const unchanged = evaluations.filter((item) => item.action === 'noop');
  return [...new Set(unchanged.flatMap((item) => missingSecrets(item, input)))].sort();
}

function managedCounts(input: PlanInput): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const address of Object.keys(input.state?.resources ?? {})) {
    const kind = kindNameOf(address);
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Address by kind and name of what is managed: the name that the workspace has for it, and the one in the files. */
function managedNames(input: PlanInput, evaluations: readonly Evaluation[]): ReadonlyMap<string, Address> {
  const byId = new Map(currentObjects(input.state).map(([address, { id }]) => [id, address]));
  const names = new Map<string, Address>();
  for (const { view } of evaluations)
    if (view.current !== undefined) names.set(`${view.kind.name} ${nameForPeople(view)}`, view.address);
  for (const kind of input.kinds)
    for (const { id, name } of input.live.index?.elements[kind.plural] ?? []) {
      const address = byId.get(id);
      if (address !== undefined) names.set(`${kind.name} ${name}`, address);
    }
  return names;
}

function unmanagedIn(input: PlanInput, evaluations: readonly Evaluation[]): Plan['unmanaged'] {
  const claimed = new Set(claimedIds(input.state));
  for (const item of evaluations)
    if (item.action === 'adopt' && item.view.observation.status === 'found')
      claimed.add(item.view.observation.identity.id);
  const names = managedNames(input, evaluations);
  return input.kinds.flatMap((kind) =>
    [...(namedIn(input.live, kind)?.values() ?? [])]
      .filter((entry) => !claimed.has(entry.id))
      .map((entry) => {
        const found = { kind: kind.name, name: entry.name, id: entry.id };
        const sameNameAs = entry.isFork === true ? undefined : names.get(`${kind.name} ${entry.name}`);
        return sameNameAs === undefined ? found : { ...found, sameNameAs };
      }),
  );
}
