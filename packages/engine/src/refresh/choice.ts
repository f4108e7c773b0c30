// The choice of an automatic look: everything where the budget allows it, else the most urgent part of the cycle.
import { type Address, stepId } from '../model/address.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Cycle, Evidence } from '../model/evidence.ts';
import type { Evaluation } from '../plan/evaluate.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import { worstOf } from '../plan/price.ts';
import { addressesInScope } from '../plan/scope.ts';
import { leastCalls, type PartInput, type PartStep, partWithin, wholeCalls } from './affordable-part.ts';
import { callsOf, chooseLooks, inUrgency, outstandingOf, slackOf } from './choose-units.ts';
import { planAhead } from './plan-ahead.ts';
import { priceOf, worstOfLook } from './read.ts';
import { firstLook, managed } from './read-plans.ts';
import { cycleAt, isIdle, joined, type Listing, type Unit, unitsOf } from './units.ts';

export type LookWorld = Pick<Ports, 'kinds' | 'workspaces' | 'client'>;

/** What an automatic look is chosen from. */
export interface LookInput {
  readonly plan: Omit<PlanInput, 'live'>;
  readonly evidence: Readonly<Record<Address, Evidence>>;
  readonly cycle: Cycle | undefined;
  readonly nowMs: number;
}

export interface Choice {
  /** Absent where everything is looked at, and none was under way. */
  readonly cycle?: Cycle;
  /** False where the budget does not hold a full look. */
  readonly isWhole: boolean;
  /** Calls of a full look. */
  readonly ofCalls: number;
  /** Calls to set aside. */
  readonly allowance: number;
  /** What is looked at whatever the hints say, in order. */
  readonly forced: readonly Unit[];
  /** What else is outstanding. */
  readonly rest: readonly Unit[];
  /** Lists whose stamps tell which of the rest is suspicious: what the cycle can do without. */
  readonly hints: readonly Listing[];
  /** Calls for hints and the rest. */
  readonly spare: number;
  /** Calls that further reads must leave for the steps of this part. */
  readonly keep?: number;
  /** Calls of one run with which the same command gets through: in parts where asked for, else at once. */
  readonly least?: number;
  /** Not one step, with what has to be read for it, fits: nothing is read. */
  readonly isTooFew?: true;
}

/** Calls that writing one object may need at the most: create, read-back and the delete of what it replaces. */
const CALLS_OF_A_WRITE = 3;

export async function chooseLook(world: LookWorld, input: LookInput): Promise<Choice> {
  const { desired, state, options } = input.plan;
  const full = firstLook(world, desired, state, 'full');
  const ofCalls = priceOf(world, full).calls;
  const mostCalls = worstOfLook(world, full).calls;
  const allowance = (await world.client.allowance()) ?? Number.POSITIVE_INFINITY;
  const whole = (keep: number): Choice => {
    const { evidence, nowMs } = input;
    const all = unitsOf(world.kinds, full.wanted, { evidence, nowMs, asked: new Set(), asksIndex: false });
    const most = Math.min(mostCalls, allowance - keep);
    const forced = inUrgency(all);
    const choice = { isWhole: true, ofCalls, allowance: most, forced, rest: [], hints: [], spare: 0 };
    return input.cycle === undefined ? choice : { ...choice, cycle: input.cycle };
  };
  const isApply = options.command === 'apply';
  const objects = desired.resources.length + full.wanted.length;
  const most = isApply ? worstOfCalls(CALLS_OF_A_WRITE * objects) : 0;
  if (ofCalls + most <= allowance) return whole(0);
  const wishes = wishesOf(input);
  const keep = isApply ? wishes.writes : 0;
  if (ofCalls + keep <= allowance) return whole(keep);
  if (isApply && options.partial) return firstPart(world, input, wishes, { ofCalls, allowance });
  return part(world, input, wishes, { ofCalls, mostCalls, allowance, keep });
}

/** The rest as it stands once the stamps are known, as much as is left for it. */
export function chooseRest(choice: Choice, left: number, suspicious: ReadonlySet<Address>): readonly Unit[] {
  const rest = choice.rest.map((unit) =>
    unit.bodies.some(({ address }) => suspicious.has(address)) ? { ...unit, isSuspicious: true } : unit,
  );
  return chooseLooks(rest, left);
}

function part(
  world: LookWorld,
  input: LookInput,
  wishes: Wishes,
  money: { readonly ofCalls: number; readonly mostCalls: number; readonly allowance: number; readonly keep: number },
): Choice {
  const { state, options } = input.plan;
  const { ofCalls, allowance, keep } = money;
  const wanted = managed(world, state);
  const { cycle, units } = unitsFor(world, input, wishes);
  const isTargeted = options.targets.length > 0;
  const isForced = (unit: Unit): boolean => unit.isAsked && (isTargeted || options.command !== 'drift');
  const asked = units.filter(isForced);
  const forced = chooseLooks(asked, allowance);
  const spare = Math.max(0, allowance - keep - callsOf(asked));
  const others = isTargeted ? [] : outstandingOf(units, cycle.sinceMs).filter((unit) => !isForced(unit));
  const rest = joined(others, spare);
  const hints = hintsWithin(slackOf(rest, spare), rest, wanted, world);
  const most = Math.min(money.mostCalls, callsOf(forced) + spare);
  const least = options.command === 'apply' ? { least: wholeCalls(partsOf(input, wishes, units)) } : {};
  return { cycle, isWhole: false, ofCalls, allowance: most, forced, rest, hints, spare, ...least };
}

function unitsFor(world: LookWorld, input: LookInput, wishes: Wishes) {
  const wanted = managed(world, input.plan.state);
  const known = { ...knownOf(input), asked: wishes.asked, asksIndex: wishes.asksIndex };
  const cycle = cycleAt(input.cycle, unitsOf(world.kinds, wanted, known), input.nowMs);
  return { cycle, units: unitsOf(world.kinds, wanted, { ...known, cycle }).filter((unit) => !isIdle(unit)) };
}

function partsOf({ plan }: LookInput, { steps, evaluations, unread }: Wishes, units: readonly Unit[]): PartInput {
  const keys = new Map(
    units.flatMap((one, at): [Address, string][] =>
      [...one.bodies, ...one.lists.flatMap((list) => list.wanted)].map(({ address }) => [address, `unit ${at}`]),
    ),
  );
  return { steps, evaluations, state: plan.state, unread, unitOf: (address) => keys.get(address) ?? address };
}

/** So much is read that at least one step can still be paid for; the rest is left to later runs. */
function firstPart(
  world: LookWorld,
  input: LookInput,
  wishes: Wishes,
  { ofCalls, allowance }: { readonly ofCalls: number; readonly allowance: number },
): Choice {
  const { cycle, units } = unitsFor(world, input, wishes);
  const parts = partsOf(input, wishes, units);
  const least = leastCalls(parts);
  const { reads, writes, steps } = partWithin(parts, allowance);
  const none = { cycle, isWhole: false, ofCalls, least, hints: [], forced: [], rest: [], spare: 0 };
  if (wishes.steps.length === 0) {
    const rest = joined(outstandingOf(units, cycle.sinceMs), allowance);
    return { ...none, allowance, rest, spare: allowance };
  }
  if (steps === 0) return { ...none, allowance: 0, keep: Number.POSITIVE_INFINITY, isTooFew: true };
  const isChosen = (one: Unit): boolean =>
    one.withIndex ||
    [...one.bodies, ...one.lists.flatMap((list) => list.wanted)].some((item) => reads.has(item.address));
  const forced = units.filter(isChosen);
  const most = Math.min(allowance - writes, callsOf(forced));
  return {
    cycle,
    isWhole: false,
    ofCalls,
    allowance: most,
    forced,
    rest: [],
    hints: [],
    spare: 0,
    keep: writes,
    least,
  };
}

/** Lists that show stamps, of the kinds with the most that is outstanding first. */
function hintsWithin(
  slack: number,
  rest: readonly Unit[],
  wanted: readonly Listing['wanted'][number][],
  world: LookWorld,
): readonly Listing[] {
  let left = slack;
  const bodies = rest.flatMap((unit) => unit.bodies);
  return world.kinds
    .filter((kind) => kind.listShowsStamps === true && kind.readBy === 'id')
    .map((kind) => ({ kind, wanted: bodies.filter((item) => item.kind === kind) }))
    .filter((list) => list.wanted.length > 1)
    .sort((a, b) => b.wanted.length - a.wanted.length)
    .filter(({ kind }) => {
      const pages = pagesOf({ kind, wanted: wanted.filter((item) => item.kind === kind) });
      const fits = pages <= left;
      if (fits) left -= pages;
      return fits;
    });
}

/** At least: what is not managed is on the list, too. */
export function pagesOf({ kind, wanted }: Listing): number {
  return kind.pageSize === undefined ? 1 : Math.max(1, Math.ceil(wanted.length / kind.pageSize));
}

interface Wishes {
  /** What the files change, what somebody had changed by hand when it was last looked at, and the targets. */
  readonly asked: ReadonlySet<Address>;
  readonly asksIndex: boolean;
  /** Calls that writing will need at worst, as far as it is known without a look. */
  readonly writes: number;
  /** What would be written, undos included, and what has to be read before. */
  readonly steps: readonly PartStep[];
  readonly evaluations: readonly Evaluation[];
  readonly unread: ReadonlySet<Address>;
}

/** An undo of what was changed by hand: an update and its read-back. */
const CALLS_OF_AN_UNDO = 2;

function wishesOf({ plan, evidence }: LookInput): Wishes {
  const { evaluations, blind, steps, price } = planAhead(plan);
  const { targets } = plan.options;
  const asked = new Set(blind.map((item) => item.view.address));
  const moved = evaluations
    .map((item) => item.view.address)
    .filter((address) => evidence[address]?.moved === true && !asked.has(address));
  const scope = targets.length === 0 ? [] : addressesInScope(plan);
  const adopted = evaluations
    .filter(({ view: { resource, current } }) => resource?.adopt !== undefined && current === undefined)
    .map(({ view }) => view.address);
  const creates = ({ action, view: { resource, current } }: Evaluation): boolean =>
    action === 'create' || action === 'replace' || (resource?.adopt !== undefined && current === undefined);
  return {
    asked: new Set([...asked, ...moved, ...scope]),
    asksIndex: evaluations.some(creates),
    writes: worstOfCalls(price.calls + CALLS_OF_AN_UNDO * moved.length),
    steps: [...steps, ...moved.map(undoOf)],
    evaluations,
    unread: new Set([...asked, ...moved, ...adopted]),
  };
}

function undoOf(address: Address): PartStep {
  return { id: stepId(address, 'undo'), address, after: [], price: { calls: CALLS_OF_AN_UNDO, byBucket: {} } };
}

function knownOf({ evidence, cycle, nowMs }: LookInput) {
  const known = { evidence, nowMs, asked: new Set<Address>(), asksIndex: false };
  return cycle === undefined ? known : { ...known, cycle };
}

function worstOfCalls(calls: number): number {
  return worstOf({ calls, byBucket: {} }).calls;
}
