// Selects what an automatic refresh reads: everything where the budget allows it, else the most urgent part of the cycle.
import type { Address } from '../model/address.ts';
import type { Ports } from '../model/engine-ports.ts';
import type { Cycle } from '../model/evidence.ts';
import { type ListRead, objectsIn, type ReadSet } from '../model/read-set.ts';
import { priceOfReads, tariffOf, worstOf, worstOfReads } from '../plan/price.ts';
import { leastCalls, type PartInput, partWithin, wholeCalls } from './affordable-part.ts';
import { candidatesOf, cycleAt, isIdle, joined, type ReadCandidate } from './candidates.ts';
import { hintsWithin } from './hints.ts';
import { type Needs, needsOf, type RefreshInput } from './needs.ts';
import { managedObjects, refreshReads } from './select.ts';
import { callsOf, chooseWithin, inUrgency, outstandingOf, slackOf } from './urgency.ts';

export type SelectPorts = Pick<Ports, 'kinds' | 'workspaces' | 'client'>;

export interface Choice {
  /** Absent where everything is read, and no cycle was under way. */
  readonly cycle?: Cycle;
  /** False where the budget does not hold a full refresh. */
  readonly isWhole: boolean;
  /** Calls of a full refresh. */
  readonly ofCalls: number;
  /** Calls to set aside. */
  readonly allowance: number;
  /** What is read whatever the hints say, in order. */
  readonly forced: readonly ReadCandidate[];
  /** What else is outstanding. */
  readonly rest: readonly ReadCandidate[];
  /** Lists whose stamps tell which of the rest is suspicious: what the cycle can do without. */
  readonly hints: readonly ListRead[];
  /** Calls for hints and the rest. */
  readonly spare: number;
  /** Calls that further reads must leave for the steps of this part. */
  readonly keep?: number;
  /** Calls of one run with which the same command gets through: in parts where asked for, else at once. */
  readonly least?: number;
  /** Not one step, with what has to be read for it, fits: nothing is read. */
  readonly isTooFew?: true;
}

/** What a choice may spend, in calls. */
interface Budget {
  readonly full: ReadSet;
  readonly ofCalls: number;
  /** A full refresh at worst. */
  readonly mostCalls: number;
  readonly allowance: number;
}

/** Calls that writing one object may need at the most: create, read-back and the delete of what it replaces. */
const CALLS_OF_A_WRITE = 3;

/** Sends no call. */
export async function selectAuto(ports: SelectPorts, input: RefreshInput): Promise<Choice> {
  const { desired, state, options } = input.plan;
  const full = refreshReads(ports, state, 'full');
  const budget: Budget = {
    full,
    ofCalls: priceOfReads(full, tariffOf(ports)).calls,
    mostCalls: worstOfReads(full, tariffOf(ports)).calls,
    allowance: (await ports.client.allowance()) ?? Number.POSITIVE_INFINITY,
  };
  const { ofCalls, allowance } = budget;
  const isApply = options.command === 'apply';
  const objects = desired.resources.length + objectsIn(full).length;
  const most = isApply ? worstOf({ calls: CALLS_OF_A_WRITE * objects, byBucket: {} }).calls : 0;
  if (ofCalls + most <= allowance) return whole(ports, input, budget, 0);
  const needs = needsOf(input);
  const keep = isApply ? needs.writes : 0;
  if (ofCalls + keep <= allowance) return whole(ports, input, budget, keep);
  if (isApply && options.partial) return firstPart(ports, input, needs, budget);
  return part(ports, input, needs, budget);
}

/** The rest as it stands once the stamps are known, as much as is left for it. */
export function chooseRest(choice: Choice, left: number, suspicious: ReadonlySet<Address>): readonly ReadCandidate[] {
  const rest = choice.rest.map((item) =>
    item.reads.objects.some(({ address }) => suspicious.has(address)) ? { ...item, isSuspicious: true } : item,
  );
  return chooseWithin(rest, left);
}

function whole(
  { kinds }: SelectPorts,
  { plan, evidence, nowMs, cycle }: RefreshInput,
  { ofCalls, mostCalls, allowance }: Budget,
  keep: number,
): Choice {
  const known = { evidence, nowMs, asked: new Set<Address>(), asksIndex: false };
  const forced = inUrgency(candidatesOf(kinds, managedObjects(kinds, plan.state), known));
  const most = Math.min(mostCalls, allowance - keep);
  const choice = { isWhole: true, ofCalls, allowance: most, forced, rest: [], hints: [], spare: 0 };
  return cycle === undefined ? choice : { ...choice, cycle };
}

function part(ports: SelectPorts, input: RefreshInput, needs: Needs, budget: Budget): Choice {
  const { state, options } = input.plan;
  const { ofCalls, mostCalls, allowance } = budget;
  const { cycle, candidates } = candidatesNow(ports, input, needs);
  const isTargeted = options.targets.length > 0;
  const isForced = (item: ReadCandidate): boolean => item.isAsked && (isTargeted || options.command !== 'drift');
  const asked = candidates.filter(isForced);
  const forced = chooseWithin(asked, allowance);
  const keep = options.command === 'apply' ? needs.writes : 0;
  const spare = Math.max(0, allowance - keep - callsOf(asked));
  const others = isTargeted ? [] : outstandingOf(candidates, cycle.sinceMs).filter((item) => !isForced(item));
  const rest = joined(others, spare);
  const outstanding = rest.flatMap(({ reads }) => reads.objects);
  const hints = hintsWithin(slackOf(rest, spare), outstanding, managedObjects(ports.kinds, state), ports.kinds);
  const most = Math.min(mostCalls, callsOf(forced) + spare);
  const least = options.command === 'apply' ? { least: wholeCalls(partsOfPlan(input, needs, candidates)) } : {};
  return { cycle, isWhole: false, ofCalls, allowance: most, forced, rest, hints, spare, ...least };
}

/** So much is read that at least one step can still be paid for; the rest is left to later runs. */
function firstPart(ports: SelectPorts, input: RefreshInput, needs: Needs, { ofCalls, allowance }: Budget): Choice {
  const { cycle, candidates } = candidatesNow(ports, input, needs);
  const parts = partsOfPlan(input, needs, candidates);
  const { reads, writes, steps } = partWithin(parts, allowance);
  const none = {
    cycle,
    isWhole: false,
    ofCalls,
    least: leastCalls(parts),
    hints: [],
    forced: [],
    rest: [],
    spare: 0,
  };
  if (needs.steps.length === 0) {
    const rest = joined(outstandingOf(candidates, cycle.sinceMs), allowance);
    return { ...none, allowance, rest, spare: allowance };
  }
  if (steps === 0) return { ...none, allowance: 0, keep: Number.POSITIVE_INFINITY, isTooFew: true };
  const forced = candidates.filter(
    (item) => item.reads.index || objectsIn(item.reads).some(({ address }) => reads.has(address)),
  );
  return { ...none, allowance: Math.min(allowance - writes, callsOf(forced)), forced, keep: writes };
}

function candidatesNow({ kinds }: SelectPorts, input: RefreshInput, { asked, asksIndex }: Needs) {
  const { evidence, nowMs, plan } = input;
  const objects = managedObjects(kinds, plan.state);
  const known = { evidence, nowMs, ...(input.cycle ? { cycle: input.cycle } : {}), asked, asksIndex };
  const cycle = cycleAt(
    input.cycle,
    candidatesOf(kinds, objects, { ...known, asked: new Set(), asksIndex: false }),
    nowMs,
  );
  return { cycle, candidates: candidatesOf(kinds, objects, { ...known, cycle }).filter((item) => !isIdle(item)) };
}

function partsOfPlan(
  { plan }: RefreshInput,
  { steps, evaluations, unread }: Needs,
  candidates: readonly ReadCandidate[],
): PartInput {
  const keys = new Map(
    candidates.flatMap(({ reads }, at) =>
      objectsIn(reads).map(({ address }): [Address, string] => [address, `read ${at}`]),
    ),
  );
  return { steps, evaluations, state: plan.state, unread, readWith: (address) => keys.get(address) ?? address };
}
