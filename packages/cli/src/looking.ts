// Room: looking, what is said of money before the first call and of evidence after the last.
import {
  AppError,
  type Count,
  type Coverage,
  forecastLook,
  type LastVerified,
  type PlanOptions,
} from '@postform/engine';
import { maxWaitOf } from './client-settings.ts';
import { showDuration } from './durations.ts';
import { outwaits, timeOf } from './estimate.ts';
import { lookPriceRecord } from './events-json.ts';
import { coverageLine, isComplete, nextLooks } from './render/coverage.ts';
import { type Purse, renderPrice } from './render/price.ts';
import { counted } from './render/words.ts';
import type { Run } from './run.ts';

/** Time of one call until one was measured, ms. */
const guessedCallMs = 300;

/** Says what looking will cost; nothing where it costs nothing. */
export async function announceLook(run: Run, asked: PlanOptions): Promise<void> {
  const { wired, desired, report } = run;
  const forecast = await forecastLook(wired.world, desired, asked);
  const { price, most, lists, ofCalls } = forecast;
  if (price.calls === 0) return;
  const bodies = price.calls - lists;
  const parts = [...(lists > 0 ? [counted(lists, 'list')] : []), ...(bodies > 0 ? [countedBodies(bodies)] : [])];
  const part = price.calls < ofCalls ? `, of the ${counted(ofCalls, 'call')} of a full look` : '';
  const up = most > price.calls ? `, at most ${most} where a list lacks something` : '';
  const text = `Looking: ${renderPrice(price, purseOf(run), ` (${parts.join(', ')}${part}${up})`)}`;
  if (report.record === undefined) report.say(`${text}\n`);
  else report.record(lookPriceRecord(text, forecast));
  if (asked.refresh === 'full' || asked.refresh === 'list') refuseHalf(run, price);
}

/** A look that cannot be finished, by what is known of the limits, is not begun: its calls would be spent for nothing. */
function refuseHalf({ wired }: Run, price: Count): void {
  const refusal = wired.client.refusal?.(price);
  if (refusal === undefined) return;
  const hint = 'Look at what fits, and at the rest in the next run: --refresh auto.';
  throw new AppError(refusal.code, `looking takes ${counted(price.calls, 'call')}, and ${refusal.message}`, {
    hint: `${refusal.hint} ${hint}`,
    exit: refusal.exit,
  });
}

function countedBodies(bodies: number): string {
  return bodies === 1 ? '1 body' : `${bodies} bodies`;
}

/** What is known of the limits and the month right now. */
export function purseOf({ wired, options, project, terminal }: Run): Purse {
  const budget = wired.client.budget();
  const maxWaitMs = maxWaitOf(project, options);
  return {
    timeMs: (count: Count) =>
      timeOf(count, budget, {
        nowMs: terminal.nowMs(),
        meanCallMs: wired.meanCallMs() ?? guessedCallMs,
        parallelism: options.parallelism,
      }),
    outwaits: (count: Count) => outwaits(count, budget, { nowMs: terminal.nowMs(), maxWaitMs }),
    ...(budget.month.remaining === undefined ? {} : { monthLeft: budget.month.remaining }),
  };
}

/** `The workspace is as the files say: 12 objects, all looked at.` */
export function coverageText(coverage: Coverage, nowMs: number, destroys = false): string {
  if (destroys && coverage.total === 0) return 'Nothing is in state, so there is nothing to delete.';
  const objects = counted(coverage.total, 'object');
  if (isComplete(coverage)) return `The workspace is as the files say: ${objects}, all looked at.`;
  return `As far as known: ${uncoveredText(coverage, nowMs)}`;
}

/** For a plan that was not made from all there is. */
export function uncoveredText(coverage: Coverage, nowMs: number): string {
  return `${coverageLine(coverage, nowMs)}.${nextLooks(coverage)}`;
}

/** How old the evidence is of what a run did not look at: computed when it is shown, for a plan does not depend on the clock. */
export function agesOf(lastVerified: ReadonlyMap<string, LastVerified>, nowMs: number): ReadonlyMap<string, string> {
  return new Map(
    [...lastVerified].map(([address, { atMs, isSuspicious }]) => {
      const hint = isSuspicious ? ', and a list says that it was changed since' : '';
      return [address, `Last verified ${showDuration(Math.max(0, nowMs - atMs))} ago${hint}.`];
    }),
  );
}
