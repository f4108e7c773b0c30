// Room: the planner. Desired, state and live in; a plan out. Pure: the same input gives the same bytes.
import type { Address } from '../model/address.ts';
import { addCounts, type Count, NO_CALLS } from '../model/call.ts';
import { AppError } from '../model/errors.ts';
import { namedIn } from '../model/observation.ts';
import type { Blocked, Plan, Step } from '../model/plan.ts';
import { changeOf, missingSecrets } from './change.ts';
import { type Judged, judge, nameForPeople } from './evaluate.ts';
import { readGaps, witnessBlock } from './existence-refusals.ts';
import { guard } from './guard.ts';
import { type LeavingOut, leaveOut, leftOutIn, leftOutOf } from './left-out.ts';
import type { PlanInput } from './plan-input.ts';
import { digestOfDesired, fingerprintsOf, preconditionsOf, touchedBy } from './preconditions.ts';
import { priceOfPlan, type Rechecked } from './price.ts';
import { adoptBlocks, blockOf, missingState, moveBlocks, nothingDeclared, type Orphan } from './refusals.ts';
import { claimedIds, kindOf, lookupFor, surveyOne } from './resource-view.ts';
import { addressesInScope } from './scope.ts';
import { buildSteps, CycleError } from './steps.ts';

/** A plan, and the judgements behind it, which apply needs for what is not in the plan file. */
export interface Planned {
  readonly plan: Plan;
  readonly judged: readonly Judged[];
}

/** The judgements alone: all that a plan ahead of its reads needs, at a fraction of the cost of showing it. */
export function judgeInput(input: PlanInput): readonly Judged[] {
  return judgeWithin(input, addressesInScope(input)).judged;
}

export function buildPlan(input: PlanInput): Planned {
  const { options, state } = input;
  const scope = addressesInScope(input);
  const { judged, unknown, leftOut } = judgeWithin(input, scope);
  const pairs = new Map([
    ...(options.noDelete ? [] : moveBlocks(judged, options, orphansOf(input))),
    ...adoptBlocks(judged),
  ]);
  const steps = stepsOrCycle(() => buildSteps(judged, state, unknown, options, input.bucketsOf));
  const stateIsEmpty = Object.keys(state?.resources ?? {}).length === 0;
  const missing = missingState(judged, input.desired, stateIsEmpty);
  const prices = pricesOf(steps);
  const gaps = readGaps(judged, input.live, state);
  const blocked = (item: Judged): Blocked | undefined =>
    witnessBlock(item, input.live, gaps) ?? pairs.get(item.surveyed.address) ?? blockOf(item, options);
  const changes = judged.map((item) =>
    changeOf(
      item,
      input,
      unknown,
      isDeferred(item, input) || leftOut.has(item.surveyed.address) ? undefined : blocked(item),
      prices.get(item.surveyed.address) ?? NO_CALLS,
    ),
  );
  const touched = touchedBy(steps, judged);
  const plan: Plan = {
    format: 1,
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
    preconditions: preconditionsOf(judged, touched, input),
    changes,
    steps,
    price: priceOfPlan(
      steps,
      recheckedIn(judged, touched),
      input.kinds,
      input.workspaceRoute,
      options.saved,
      input.bucketsOf,
    ),
    unmanaged: unmanagedIn(input, judged),
    refused: [
      ...(missing ? [missing] : []),
      ...nothingDeclared(input),
      ...guard(judged, managedCounts(input), input.kinds, options),
    ],
    warnings: warningsOf(judged, input),
    ...(options.noDelete ? { leftOut: leftOutOf(judged, leftOut) } : {}),
  };
  return { plan, judged };
}

/** Where nothing may be deleted: judged until nothing more has to be left out. */
function judgeWithin(
  input: PlanInput,
  scope: readonly Address[],
): ReturnType<typeof judgeAll> & { leftOut: LeavingOut } {
  const about = { state: input.state, options: input.options, orphans: orphansOf(input) };
  for (let leftOut: LeavingOut = new Map(); ; ) {
    const found = judgeAll(input, scope, leftOut);
    if (!input.options.noDelete) return { ...found, leftOut };
    const more = leftOutIn(found.judged, leftOut, about);
    if (more.size === leftOut.size) return { ...found, leftOut };
    leftOut = more;
  }
}

/** Whoever gets a new identity makes others' refs unknown, which may make them change too: repeated until nothing moves. */
function judgeAll(
  input: PlanInput,
  scope: readonly Address[],
  leftOut: LeavingOut,
): { readonly judged: readonly Judged[]; readonly unknown: ReadonlySet<Address> } {
  const byAddress = new Map(
    input.options.destroy ? [] : input.desired.resources.map((resource) => [resource.address, resource]),
  );
  const claimed = claimedIds(input.state);
  const open = new Set((input.state?.intents ?? []).map((intent) => intent.address));
  let unknown: ReadonlySet<Address> = input.renewed ?? new Set();
  for (;;) {
    const lookup = lookupFor(input, unknown);
    const judged = scope
      .filter((address) => byAddress.has(address) || input.state?.resources[address] !== undefined || open.has(address))
      .map((address) => {
        const surveyed = surveyOne(input, address, byAddress.get(address), lookup, claimed);
        const judged = judge(surveyed, open.has(address), input.options);
        if (leftOut.has(address)) return leaveOut(judged);
        return input.deferred?.has(address) === true ? deferred(judged) : judged;
      });
    const renewed = judged
      .filter((item) => item.action === 'create' || item.action === 'replace')
      .map((item) => item.surveyed.address);
    if (renewed.every((address) => unknown.has(address))) return { judged: inKindOrder(judged, input), unknown };
    unknown = new Set([...unknown, ...renewed]);
  }
}

/** Nothing is done to it; a later run, which can look, decides. */
function deferred(judged: Judged): Judged {
  return { ...judged, action: 'noop', reason: 'unverified', written: [], overwritten: [] };
}

function isDeferred({ surveyed }: Judged, { deferred }: PlanInput): boolean {
  return deferred?.has(surveyed.address) === true;
}

function inKindOrder(judged: readonly Judged[], input: PlanInput): readonly Judged[] {
  const rank = new Map(input.kinds.map((kind, index) => [kind.name, index]));
  return [...judged].sort((a, b) => rank.get(a.surveyed.kind.name)! - rank.get(b.surveyed.kind.name)!);
}

function stepsOrCycle(build: () => readonly Step[]): readonly Step[] {
  try {
    return build();
  } catch (error) {
    if (!(error instanceof CycleError)) throw error;
    throw new AppError(
      'E_PLAN_CYCLE',
      `These resources need each other before they exist: ${error.addresses.join(', ')}.`,
      {
        hint: 'Take one of the refs out. Only environment values may refer to something that needs the environment itself.',
      },
    );
  }
}

function pricesOf(steps: readonly Step[]): ReadonlyMap<Address, Count> {
  const prices = new Map<Address, Count>();
  for (const { address, price } of steps) prices.set(address, addCounts(prices.get(address) ?? NO_CALLS, price));
  return prices;
}

/** Objects that a saved plan looks at again before it writes. */
function recheckedIn(judged: readonly Judged[], touched: ReadonlySet<Address>): readonly Rechecked[] {
  return judged
    .filter(
      ({ surveyed, action }) =>
        touched.has(surveyed.address) && (surveyed.recorded !== undefined || action === 'adopt'),
    )
    .map(({ surveyed }) => ({ kind: surveyed.kind.name, absent: surveyed.sighting.seen === 'absent' }));
}

/** Managed objects that the files do not declare any more, as far as the workspace names them. */
function orphansOf(input: PlanInput): readonly Orphan[] {
  const declared = new Set(input.desired.resources.map((resource) => resource.address));
  return Object.entries(input.state?.resources ?? {}).flatMap(([address, { id }]) => {
    if (declared.has(address)) return [];
    const kind = kindOf(input.kinds, address);
    const entry = namedIn(input.live, kind)?.get(id);
    return entry === undefined ? [] : [{ address, kind, name: entry.name }];
  });
}

/** One line for all secrets of unchanged resources; those of changes are noted beside them. */
function warningsOf(judged: readonly Judged[], input: PlanInput): readonly string[] {
  const names = [
    ...new Set(judged.filter((item) => item.action === 'noop').flatMap((item) => missingSecrets(item, input))),
  ].sort();
  if (names.length === 0) return [];
  const shown = names.slice(0, 5).join(', ');
  const rest = names.length > 5 ? ` and ${names.length - 5} more` : '';
  return [`Not available here, so counted as unchanged: ${names.length === 1 ? 'secret' : 'secrets'} ${shown}${rest}.`];
}

function managedCounts(input: PlanInput): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const address of Object.keys(input.state?.resources ?? {})) {
    const kind = address.slice(0, address.indexOf('.'));
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Address by kind and name of what is managed: the name that the workspace has for it, and the one in the files. */
function managedNames(input: PlanInput, judged: readonly Judged[]): ReadonlyMap<string, Address> {
  const byId = new Map(Object.entries(input.state?.resources ?? {}).map(([address, { id }]) => [id, address]));
  const names = new Map<string, Address>();
  for (const { surveyed } of judged)
    if (surveyed.recorded !== undefined)
      names.set(`${surveyed.kind.name} ${nameForPeople(surveyed)}`, surveyed.address);
  for (const kind of input.kinds)
    for (const { id, name } of input.live.index?.elements[kind.plural] ?? []) {
      const address = byId.get(id);
      if (address !== undefined) names.set(`${kind.name} ${name}`, address);
    }
  return names;
}

function unmanagedIn(input: PlanInput, judged: readonly Judged[]): Plan['unmanaged'] {
  const claimed = new Set(claimedIds(input.state));
  for (const item of judged)
    if (item.action === 'adopt' && item.surveyed.sighting.seen === 'found')
      claimed.add(item.surveyed.sighting.identity.id);
  const names = managedNames(input, judged);
  return input.kinds.flatMap((kind) =>
    [...(namedIn(input.live, kind)?.values() ?? [])]
      .filter((entry) => !claimed.has(entry.id))
      .map((entry) => {
        const found = { kind: kind.name, name: entry.name, id: entry.id };
        const namesakeOf = entry.isFork === true ? undefined : names.get(`${kind.name} ${entry.name}`);
        return namesakeOf === undefined ? found : { ...found, namesakeOf };
      }),
  );
}
