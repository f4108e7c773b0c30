// Plays a fault schedule: runs while things go wrong, then runs in peace; tells which laws did not hold.
import { AppError, type ApplyResult, type Json, type JsonObject, type Plan } from '@postform/engine';
import { type CountedHarness, makeCountedHarness } from '../counted-harness.ts';
import type { Authored } from '../harness.ts';
import type { FaultSchedule } from './fault-schedule.ts';

/** Everything may be overwritten, deleted and changed: what stops a run here is a fault, not a guard. */
const allowed = { overwriteRemote: true, allowDelete: 99, allowChange: 99 };
const optionsFor = (wanted: readonly Authored[]) => ({
  ...allowed,
  notMoved: wanted.map(({ address }) => address).filter((address) => address.endsWith('.shipping')),
});
/** So many runs in peace may be needed: one to resolve, one for what somebody deleted, one for what hung on it. */
const PEACEFUL_RUNS = 3;
const TEN_MINUTES_MS = 600_000;

export interface Played {
  /** What broke a law, in words; empty when all of them held. */
  readonly complaints: readonly string[];
  /** How each run ended: its exit code, and what stopped it. */
  readonly ends: readonly string[];
  /** Calls that the proxy counted. */
  readonly calls: number;
}

/** A run, as it ended. */
interface Tried {
  readonly end: string;
  readonly result?: ApplyResult;
  readonly complaints: readonly string[];
}

export async function playSchedule(schedule: FaultSchedule): Promise<Played> {
  const { limits } = schedule;
  const counted = await makeCountedHarness({
    seed: `schedule ${schedule.seed}`,
    parallelism: schedule.parallelism,
    limits: limits === 'off' ? 'off' : { general: { limit: limits.general }, slow: { limit: limits.slow } },
  });
  try {
    const tries: Tried[] = [];
    if (schedule.before.length > 0) tries.push(await tryOnce(counted, schedule.before, {}));
    await beginTrouble(counted, schedule);
    const saved = schedule.manner === 'plan file' ? await planInTrouble(counted, schedule) : undefined;
    for (let run = 0; run < schedule.runs; run += 1) tries.push(await tryInTrouble(counted, schedule, saved));
    await endTrouble(counted);
    for (let run = 0; run < PEACEFUL_RUNS; run += 1) {
      const tried = await tryOnce(counted, schedule.wanted, {});
      tries.push(tried);
      if (tried.result?.end === 'done') break;
    }
    return {
      complaints: [...tries.flatMap((tried) => tried.complaints), ...(await leftovers(counted, schedule))],
      ends: tries.map((tried) => tried.end),
      calls: counted.proxy.count(),
    };
  } finally {
    await counted.close();
  }
}

async function beginTrouble({ harness }: CountedHarness, schedule: FaultSchedule): Promise<void> {
  await harness.control('stale', { ms: schedule.staleListsMs });
  if (schedule.tasksTakeMs !== undefined) await harness.control('switches', { asyncUpdateMs: schedule.tasksTakeMs });
  if (schedule.monthHolds !== undefined)
    await harness.control('limits', { bucket: 'month', remaining: schedule.monthHolds });
  await harness.control('faults', { faults: schedule.faults });
}

async function endTrouble({ harness, clock }: CountedHarness): Promise<void> {
  await harness.control('faults', undefined, 'DELETE');
  await harness.control('restore');
  await harness.control('stale', { ms: 0 });
  await harness.control('limits', { bucket: 'month', limit: 1_000_000, used: 0 });
  clock.advance(TEN_MINUTES_MS);
}

async function planInTrouble(
  counted: CountedHarness,
  { wanted, tasksTakeMs }: FaultSchedule,
): Promise<Plan | undefined> {
  try {
    const asTasks = tasksTakeMs === undefined ? {} : { asyncFromBytes: 0 };
    return (await counted.plan(wanted, { ...optionsFor(wanted), ...asTasks, saved: true })).plan;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return undefined;
  }
}

function tryInTrouble(counted: CountedHarness, schedule: FaultSchedule, saved: Plan | undefined): Promise<Tried> {
  const { wanted, manner, maxCallsPerRun, tasksTakeMs } = schedule;
  return tryOnce(counted, wanted, {
    ...(saved ? { saved } : {}),
    ...(manner === 'lazy' ? { settle: 'lazy' } : {}),
    ...(manner === 'partial' ? { partial: true } : {}),
    ...(tasksTakeMs === undefined ? {} : { asyncFromBytes: 0 }),
    ...(maxCallsPerRun === undefined ? {} : { maxCallsPerRun }),
  });
}

async function tryOnce(
  counted: CountedHarness,
  wanted: readonly Authored[],
  how: {
    readonly saved?: Plan;
    readonly settle?: 'lazy';
    readonly partial?: boolean;
    readonly asyncFromBytes?: number;
    readonly maxCallsPerRun?: number;
  },
): Promise<Tried> {
  const { maxCallsPerRun, ...options } = how;
  counted.granted();
  const before = counted.proxy.count();
  const ports = counted.ports(maxCallsPerRun === undefined ? {} : { maxCallsPerRun });
  try {
    const result = await counted.harness.apply(wanted, { ...optionsFor(wanted), ...options, ports });
    const complaints = [...counted.complaints(), ...brokenBy(counted, result, how)];
    const sent = counted.proxy.count() - before;
    if (maxCallsPerRun !== undefined && sent > maxCallsPerRun)
      complaints.push(`${sent} calls were counted in a run of at most ${maxCallsPerRun}`);
    return { end: `${result.end} ${result.stopped?.message ?? ''}`, result, complaints };
  } catch (error) {
    const complaints = [...counted.complaints()];
    if (!(error instanceof AppError))
      complaints.push(`the run crashed: ${error instanceof Error ? error.stack : error}`);
    return { end: error instanceof AppError ? `${error.category} ${error.message}` : 'crashed', complaints };
  }
}

/** Law 5, from the result: the price of the whole plan was set aside, or with `partial` that of a closed first part. */
function brokenBy(
  counted: CountedHarness,
  result: ApplyResult,
  how: { readonly saved?: Plan; readonly partial?: boolean },
) {
  const [paid] = counted.granted().filter((one) => one.purpose === 'write');
  const done = new Set(result.outcomes.filter(({ status }) => status === 'done').map(({ step }) => step));
  const unclosed = result.plan.steps.filter((step) => done.has(step.id) && step.after.some((id) => !done.has(id)));
  const worst = result.plan.price.worst.calls;
  return [
    ...unclosed.map((step) => `${step.id} was done before what it needs`),
    ...(paid && how.partial !== true && how.saved === undefined && paid.worst < worst
      ? [`${paid.worst} calls were set aside for a plan whose worst price is ${worst}`]
      : []),
  ];
}

/** What is not as wanted in the end: steps still to be taken, open intents, twins and strays. */
async function leftovers(
  { harness, plan, clock }: CountedHarness,
  { wanted, faults }: FaultSchedule,
): Promise<readonly string[]> {
  const found: string[] = [];
  const isAlone = !JSON.stringify(faults).includes('"kind":"edit"');
  const { steps, changes } = (await plan(wanted, optionsFor(wanted))).plan;
  clock.advance(TEN_MINUTES_MS);
  for (const step of steps) found.push(`${step.id} is left to be done in the end`);
  // What somebody does between a write and its read-back is an unexplained difference: shown in every plan, never undone unasked.
  for (const { address, differences } of changes)
    if (isAlone && differences.length > 0) found.push(`${address} has differences`);
  const state = await harness.store.load();
  for (const intent of state?.intents ?? []) found.push(`the intent of ${intent.step} is open in the end`);
  const { workspace } = (await harness.fetchApi(
    `/workspaces/${harness.emulator.workspace}?include=mocks:deactivated`,
  )) as {
    workspace: JsonObject;
  };
  for (const kind of ['collection', 'environment', 'mock', 'monitor']) {
    const held = ((workspace[`${kind}s`] ?? []) as readonly { readonly name: string }[])
      .map((item) => item.name)
      .sort();
    const names = wanted
      .filter(({ address }) => address.startsWith(`${kind}.`))
      .map(nameOf)
      .sort();
    if (isAlone ? held.join() !== names.join() : held.length !== names.length)
      found.push(`${kind}s: wanted ${names.join(', ')}; there are ${held.join(', ')}`);
  }
  return found;
}

function nameOf({ written, sources }: Authored): string {
  const [source] = Object.values(sources ?? {}) as readonly { readonly info?: { readonly name?: Json } }[];
  return String(written['name'] ?? source?.info?.name);
}
