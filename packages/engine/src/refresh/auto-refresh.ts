// The automatic look, carried out: within what may be spent, and written down as it goes.
import type { Address } from '../model/address.ts';
import { countRoute, type Reservation, type Send } from '../model/call.ts';
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Cycle } from '../model/evidence.ts';
import { type Live, mergeLive, type Observation } from '../model/observation.ts';
import { worstOf } from '../plan/price.ts';
import { type Choice, chooseLook, chooseRest, type LookInput, pagesOf } from './choice.ts';
import { chooseLooks } from './choose-units.ts';
import { evidenceOf, isSuspicious } from './evidence.ts';
import { evidenceWriter } from './evidence-writer.ts';
import { hintsByList, type LookRequest, type ObjectRef, type Saw } from './read.ts';
import { type Looked, lookAtUnits } from './read-units.ts';
import { priceOfUnits, type Unit, unit } from './units.ts';

/** A look and what it cost. */
export interface PaidLook {
  readonly live: Live;
  /** The cycle that it belongs to. */
  readonly cycle?: Cycle;
  /** True where everything was to be looked at, and was. */
  readonly isWhole: boolean;
  readonly calls: number;
  /** Calls that further reads must leave alone. */
  readonly keep?: number;
  /** Calls of one run with which the same command gets through. */
  readonly least?: number;
  /** What ended it before its end. */
  readonly stopped?: Error;
}

/** Reserves exactly what it may spend, at least one call: where not even that is left, the client says why (exit 4). */
export async function lookAuto(world: Ports, input: LookInput): Promise<PaidLook> {
  const choice = await chooseLook(world, input);
  const one = countRoute(world.workspaces.route, 1, world.client.bucketsOf);
  const refusal = choice.allowance < 1 ? world.client.refusal(one) : undefined;
  if (refusal !== undefined) throw refusal;
  const bounded = [...choice.forced, ...choice.rest];
  refuseTooFew(world, choice);
  const { keep, least } = choice;
  const kept = { ...(keep === undefined ? {} : { keep }), ...(least === undefined ? {} : { least }) };
  const cycle = choice.cycle === undefined ? kept : { ...kept, cycle: choice.cycle };
  if (bounded.length === 0 && choice.allowance >= 1)
    return { live: { observations: new Map() }, ...cycle, isWhole: false, calls: 0 };
  const calls = Math.max(1, choice.allowance);
  const reservation = await world.client.reserve('read', { calls });
  const writer = evidenceWriter(world.evidence);
  const saw: Saw = (item, observation) => {
    const evidence = evidenceOf(item.kind, observation, item.identity.id, input.nowMs);
    if (evidence !== undefined && !choice.isWhole) writer.note(item.address, evidence);
  };
  if (choice.cycle !== undefined) writer.noteCycle(choice.cycle);
  try {
    const { live, stopped } = await carryOut(world, input, choice, { reservation, calls }, saw);
    const wasSeen =
      live.index !== undefined || [...live.observations.values()].some(({ status }) => status !== 'unread');
    if (stopped !== undefined && !wasSeen) throw stopped;
    const isWhole = choice.isWhole && stopped === undefined;
    return { live, ...cycle, isWhole, calls: reservation.spent(), ...heldUp(world, stopped) };
  } finally {
    reservation.release();
    await writer.written();
  }
}

/** Where the run's limit does not hold one step and its reads, nothing is read: running it again would not change that. */
function refuseTooFew({ client }: Ports, { least = 0, isTooFew }: Choice): void {
  const run = client.run?.();
  if (run === undefined || !isTooFew || run.limit - run.used >= least) return;
  throw new AppError(
    'E_RUN_LIMIT',
    `Not one step and what has to be read for it fit into the ${run.limit} calls of one run (--max-calls, budget.maxCallsPerRun). Nothing was read or written.`,
    {
      hint: `With --max-calls ${run.used + least} runs get through it in parts.`,
      category: 'refused',
      needs: run.used + least,
    },
  );
}

/** Further objects, as many as may still be paid for: all of them with room for retries, or as many as fit. */
export async function lookFurther(
  world: Ports,
  request: LookRequest,
  keep = 0,
): Promise<Looked & { readonly calls: number }> {
  const units = unitsFor(request);
  const allowance = ((await world.client.allowance()) ?? Number.POSITIVE_INFINITY) - keep;
  const chosen = chooseLooks(units, allowance);
  if (chosen.length === 0) return { live: { observations: new Map() }, calls: 0 };
  const price = priceOfUnits(chosen, world);
  const calls = Math.min(worstOf(price).calls, allowance);
  const reservation = await world.client.reserve('read', { ...price, calls });
  try {
    const { live, stopped } = await lookAtUnits(world, request.workspace, chosen, { reservation, calls });
    return { live, calls: reservation.spent(), ...heldUp(world, stopped) };
  } finally {
    reservation.release();
  }
}

async function carryOut(
  world: Ports,
  input: LookInput,
  choice: Choice,
  paid: { readonly reservation: Reservation; readonly calls: number },
  saw: Saw,
): Promise<Looked> {
  const { workspace } = input.plan.desired;
  const hinted = await readHints(workspace, choice, paid.reservation);
  const left = choice.spare - paid.reservation.spent();
  const rest = chooseRest(choice, left, suspiciousIn(hinted, input));
  const looked = await lookAtUnits(world, workspace, [...choice.forced, ...rest], paid, saw);
  return { ...looked, live: mergeLive({ observations: hinted }, looked.live) };
}

/** Hints are worth so many calls and no more: a list that fails or turns out longer is given up. */
async function readHints(
  workspace: string,
  choice: Choice,
  reservation: Reservation,
): Promise<ReadonlyMap<Address, Observation>> {
  const observations = new Map<Address, Observation>();
  let left = choice.hints.reduce((sum, list) => sum + pagesOf(list), 0);
  const send: Send = (call, leaving) => {
    if (left-- <= 0) throw new TooLong();
    return reservation.send(call, leaving);
  };
  const saw: Saw = ({ address }, observation) => void observations.set(address, observation);
  for (const list of choice.hints)
    await hintsByList(workspace, list, send, saw).catch((error: unknown) => {
      if (!(error instanceof TooLong) && !(error instanceof AppError)) throw error;
    });
  return observations;
}

class TooLong extends Error {}

function suspiciousIn(hinted: ReadonlyMap<Address, Observation>, { evidence }: LookInput): ReadonlySet<Address> {
  const found = [...hinted].filter(([address, observation]) => isSuspicious(observation, evidence[address]));
  return new Set(found.map(([address]) => address));
}

/** What such a request reads, each unit as a whole. */
export function unitsFor({ withIndex, wanted, enumerated = [] }: LookRequest): readonly Unit[] {
  const listed = new Map<ObjectRef['kind'], ObjectRef[]>();
  for (const item of wanted)
    if (item.kind.readBy === 'list') listed.set(item.kind, [...(listed.get(item.kind) ?? []), item]);
  return [
    ...(withIndex ? [unit({ withIndex })] : []),
    ...enumerated.map((kind) => unit({ lists: [{ kind, wanted: [] }] })),
    ...[...listed].map(([kind, mine]) => unit({ lists: [{ kind, wanted: mine }] })),
    ...wanted.filter((item) => item.kind.readBy === 'id').map((item) => unit({ bodies: [item] })),
  ];
}

/** Says why a look ended early. That its own calls are spent, for something had to be asked twice, is no reason to stop the run. */
function heldUp(world: Ports, stopped: Error | undefined): { readonly stopped?: Error } {
  if (stopped === undefined) return {};
  const isHeldUp = stopped instanceof AppError && stopped.category === 'deferred';
  const why = isHeldUp ? `${stopped.message.replace(/\.$/, '')}. ${stopped.hint}` : 'the calls for it are spent.';
  world.emit({ type: 'warning', text: `Not everything was looked at: ${why}` });
  return isHeldUp ? { stopped } : {};
}
