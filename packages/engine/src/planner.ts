// Room: the planner. Desired, state and live in; a plan out. Pure: the same input gives the same bytes.
import type { Address } from './address.ts';
import { blockOf, missingState, moveBlocks } from './blocks.ts';
import type { BucketsOf, Route } from './calls.ts';
import { AppError } from './errors.ts';
import { guard } from './guard.ts';
import { type Judged, judge, nameForPeople } from './judge.ts';
import { refsIn, secretsIn } from './late.ts';
import type { Blocked, Change, Plan, Precondition, Step } from './plan-types.ts';
import { priceOfPlan } from './price.ts';
import type { PlanOptions } from './settings.ts';
import { show } from './show.ts';
import { buildSteps, CycleError } from './steps.ts';
import { claimedIds, lookupFor, type SurveyInput, surveyOne } from './survey.ts';
import type { Json } from './tree.ts';

export interface PlanInput extends SurveyInput {
  readonly options: PlanOptions;
  readonly bucketsOf: BucketsOf;
  readonly workspaceRoute: Route;
  /** When each unseen object was last verified, as text for people; by address. */
  readonly evidenceAge?: ReadonlyMap<Address, string>;
}

/** A plan, and the judgements behind it, which apply needs for what is not in the plan file. */
export interface Planned {
  readonly plan: Plan;
  readonly judged: readonly Judged[];
}

export function buildPlan(input: PlanInput): Planned {
  const { options, state } = input;
  const scope = addressesInScope(input);
  const { judged, unknown } = judgeAll(input, scope);
  const moves = moveBlocks(judged, options);
  const steps = stepsOrCycle(() => buildSteps(judged, state, unknown, options, input.bucketsOf));
  const stateIsEmpty = Object.keys(state?.resources ?? {}).length === 0;
  const missing = missingState(judged, input.desired, stateIsEmpty);
  const changes = judged.map((item) =>
    changeOf(item, input, unknown, moves.get(item.surveyed.address) ?? blockOf(item, options)),
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
    preconditions: preconditionsOf(judged, steps, input),
    changes,
    steps,
    price: priceOfPlan(steps, touched, input.kinds, input.workspaceRoute, options.saved, input.bucketsOf),
    unmanaged: unmanagedIn(input, judged),
    refused: [...(missing ? [missing] : []), ...guard(judged, managedCounts(input), input.kinds, options)],
    warnings: [],
  };
  return { plan, judged };
}

/** Sorted: what the files declare and what state remembers, cut down to the targets and what they need. */
function addressesInScope(input: PlanInput): readonly Address[] {
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

/** Whoever gets a new identity makes others' refs unknown, which may make them change too: repeated until nothing moves. */
function judgeAll(
  input: PlanInput,
  scope: readonly Address[],
): { readonly judged: readonly Judged[]; readonly unknown: ReadonlySet<Address> } {
  const byAddress = new Map(
    input.options.destroy ? [] : input.desired.resources.map((resource) => [resource.address, resource]),
  );
  const claimed = claimedIds(input.state);
  const open = new Set((input.state?.intents ?? []).map((intent) => intent.address));
  let unknown: ReadonlySet<Address> = new Set();
  for (;;) {
    const lookup = lookupFor(input, unknown);
    const judged = scope
      .filter((address) => byAddress.has(address) || input.state?.resources[address] !== undefined || open.has(address))
      .map((address) =>
        judge(surveyOne(input, address, byAddress.get(address), lookup, claimed), open.has(address), input.options),
      );
    const renewed = judged
      .filter((item) => item.action === 'create' || item.action === 'replace')
      .map((item) => item.surveyed.address);
    if (renewed.every((address) => unknown.has(address))) return { judged: inKindOrder(judged, input), unknown };
    unknown = new Set([...unknown, ...renewed]);
  }
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

function changeOf(item: Judged, input: PlanInput, unknown: ReadonlySet<Address>, blocked: Blocked | undefined): Change {
  const { surveyed } = item;
  const lookup = lookupFor(input, unknown);
  const writes = item.action !== 'noop' && item.action !== 'forget' && item.action !== 'delete';
  const written = writes ? item.written : [];
  const shown =
    surveyed.resource && written.length + item.moves.remote.length > 0
      ? show(surveyed, written, item.moves.remote, lookup.attribute, lookup.secret, input.digester)
      : { lines: [], remoteLines: [] };
  return {
    address: surveyed.address,
    kind: surveyed.kind.name,
    name: nameForPeople(surveyed),
    action: item.action,
    reason: item.reason,
    lines: shown.lines,
    remoteLines: shown.remoteLines,
    forcedBy: item.forcedBy,
    moved: { config: item.moves.config, remote: item.moves.remote },
    held: item.held,
    residues: surveyed.recorded?.residues ?? [],
    ...(blocked ? { blocked } : {}),
    notes: notesOf(item, input),
  };
}

function notesOf(item: Judged, input: PlanInput): readonly string[] {
  const { surveyed, reason, action } = item;
  const notes: string[] = [];
  if (reason === 'vanished') notes.push('It was deleted outside Postform. The Trash in Postman may still hold it.');
  if (reason === 'deactivated') notes.push('Its collection or environment was deleted; the new one gets another URL.');
  if (reason === 'unverified')
    notes.push(`Not looked at: ${input.evidenceAge?.get(surveyed.address) ?? 'no evidence'}.`);
  if (reason === 'unresolved')
    notes.push('An earlier run was interrupted while writing it; apply finds out first what became of that.');
  if (action === 'delete' && item.moves.remote.length > 0)
    notes.push('Somebody changed it by hand since we last saw it.');
  for (const old of surveyed.recorded?.deposed ?? [])
    notes.push(`An object that was replaced earlier (${old.id}) still has to be deleted.`);
  for (const name of secretsIn(surveyed.resource?.spec ?? null))
    if (input.secrets(name) === undefined)
      notes.push(`Secret ${name} is not available here; its value counts as unchanged.`);
  return notes;
}

function touchedBy(steps: readonly Step[], judged: readonly Judged[]): readonly { readonly kind: string }[] {
  const addresses = new Set(steps.map((step) => step.address));
  return judged
    .filter(
      (item) =>
        addresses.has(item.surveyed.address) && (item.surveyed.recorded !== undefined || item.action === 'adopt'),
    )
    .map((item) => ({ kind: item.surveyed.kind.name }));
}

/** What a saved plan relies on, for each address that it touches. */
export function preconditionsOf(
  judged: readonly Judged[],
  steps: readonly Step[],
  input: SurveyInput,
): readonly Precondition[] {
  const touched = new Set(steps.map((step) => step.address));
  return judged
    .filter((item) => touched.has(item.surveyed.address))
    .map(({ surveyed }) => ({
      address: surveyed.address,
      record: recordDigest(surveyed.address, input),
      live:
        surveyed.live?.side.root ??
        (surveyed.recorded ? null : input.digester.digest(surveyed.namesakes.map((item) => item.id).sort())),
    }));
}

function recordDigest(address: Address, input: SurveyInput): string | null {
  const recorded = input.state?.resources[address];
  return recorded === undefined ? null : input.digester.digest(recorded as unknown as Json);
}

export function digestOfDesired(input: SurveyInput): string {
  const plain = input.desired.resources.map(({ address, spec, lifecycle, adopt }) => ({
    address,
    spec,
    lifecycle,
    adopt: adopt ?? null,
  }));
  return input.digester.digest(plain as unknown as Json);
}

/** Null for a secret that is not available, and for all where there is no key of our own to hide them with. */
export function fingerprintsOf(input: SurveyInput): Readonly<Record<string, string | null>> {
  const names = new Set(input.desired.resources.flatMap((resource) => secretsIn(resource.spec)));
  return Object.fromEntries(
    [...names].sort().map((name) => {
      const value = input.secrets(name);
      return [name, value === undefined || !input.digester.isSecret ? null : input.digester.digest(value)];
    }),
  );
}

function managedCounts(input: PlanInput): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const address of Object.keys(input.state?.resources ?? {})) {
    const kind = address.slice(0, address.indexOf('.'));
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

function unmanagedIn(input: PlanInput, judged: readonly Judged[]): Plan['unmanaged'] {
  const claimed = new Set(claimedIds(input.state));
  for (const item of judged)
    if (item.action === 'adopt' && item.surveyed.sighting.seen === 'found')
      claimed.add(item.surveyed.sighting.identity.id);
  return input.kinds.flatMap((kind) =>
    (input.live.index?.elements[kind.plural] ?? [])
      .filter((entry) => !claimed.has(entry.id))
      .map((entry) => ({ kind: kind.name, name: entry.name, id: entry.id })),
  );
}
