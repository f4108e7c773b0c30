// Carries out an automatic refresh: within what may be spent, and written down as it goes.
import type { Ports } from '../model/engine-ports.ts';
import { AppError } from '../model/errors.ts';
import type { Cycle } from '../model/evidence.ts';
import { mergeLive } from '../model/observation.ts';
import { NOTHING_TO_READ, unionOf } from '../model/read-set.ts';
import { priceOfReads, tariffOf } from '../plan/price.ts';
import { evidenceOf, evidenceWriter } from './evidence.ts';
import { executeReads, type ReadOutcome, type ReadRun } from './execute.ts';
import { readHints, suspiciousIn } from './hints.ts';
import type { RefreshInput } from './needs.ts';
import { type PaidRead, stoppedEarly } from './paid.ts';
import { type Choice, chooseRest, selectAuto } from './select-auto.ts';

/** A refresh and what it cost. */
export interface Refreshed extends PaidRead {
  /** The cycle that it belongs to. */
  readonly cycle?: Cycle;
  /** True where everything was to be read, and was. */
  readonly isWhole: boolean;
  /** Calls that further reads must leave alone. */
  readonly keep?: number;
  /** Calls of one run with which the same command gets through. */
  readonly least?: number;
}

/** Reserves exactly what it may spend, at least one call: where not even that is left, the client says why. */
export async function refreshAuto(ports: Ports, input: RefreshInput): Promise<Refreshed> {
  const choice = await selectAuto(ports, input);
  const one = priceOfReads({ ...NOTHING_TO_READ, index: true }, tariffOf(ports));
  const refusal = choice.allowance < 1 ? ports.client.refusal(one) : undefined;
  if (refusal !== undefined) throw refusal;
  refuseTooFew(ports, choice);
  const { keep, least, cycle } = choice;
  const about = {
    ...(keep === undefined ? {} : { keep }),
    ...(least === undefined ? {} : { least }),
    ...(cycle === undefined ? {} : { cycle }),
  };
  const candidates = [...choice.forced, ...choice.rest];
  if (candidates.length === 0 && choice.allowance >= 1)
    return { live: { observations: new Map() }, ...about, isWhole: false, calls: 0 };
  const calls = Math.max(1, choice.allowance);
  const reservation = await ports.client.reserve('read', { calls });
  const writer = evidenceWriter(ports.evidence, cycle);
  const onObserved: ReadRun['onObserved'] = (item, observation) => {
    const evidence = evidenceOf(item.kind, observation, item.identity.id, input.nowMs);
    if (evidence !== undefined && !choice.isWhole) writer.note(item.address, evidence);
  };
  try {
    const run = { workspace: input.plan.desired.workspace, reservation, calls, onObserved };
    const { live, stopped } = await carryOut(ports, input, choice, run);
    const hasRead =
      live.index !== undefined || [...live.observations.values()].some(({ status }) => status !== 'unread');
    if (stopped !== undefined && !hasRead) throw stopped;
    const isWhole = choice.isWhole && stopped === undefined;
    return { live, ...about, isWhole, calls: reservation.spent(), ...stoppedEarly(ports, stopped) };
  } finally {
    reservation.release();
    await writer.written();
  }
}

/** The hints first; they say which of the rest is urgent. Evidence is told of what is read, not of hints. */
async function carryOut(ports: Ports, { evidence }: RefreshInput, choice: Choice, run: ReadRun): Promise<ReadOutcome> {
  const hinted = await readHints(ports, run.workspace, choice.hints, run.reservation);
  const rest = chooseRest(choice, choice.spare - run.reservation.spent(), suspiciousIn(hinted, evidence));
  const set = unionOf([...choice.forced, ...rest].map(({ reads }) => reads));
  const read = await executeReads(ports, set, { ...run, goesOn: true, isAnnounced: true });
  if (read.failed !== undefined) throw read.failed;
  return { ...read, live: mergeLive({ observations: hinted }, read.live) };
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
