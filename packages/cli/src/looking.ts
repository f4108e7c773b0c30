// Room: looking, what is said of money before the first call and of evidence after the last.
import { type Count, type Coverage, priceOfLook, type Refresh } from '@postform/engine';
import { showDuration } from './durations.ts';
import { timeOf } from './estimate.ts';
import { type Purse, renderPrice } from './render/price.ts';
import { counted } from './render/words.ts';
import type { Run } from './run.ts';

/** Time of one call until one was measured, ms. */
const guessedCallMs = 300;

/** Says what looking will cost; nothing where it costs nothing. */
export async function announceLook(run: Run, refresh: Refresh): Promise<void> {
  const { wired, desired, report } = run;
  const price = priceOfLook(wired.world, desired, await wired.store.load(), refresh);
  if (price.calls === 0) return;
  const text = `Looking: ${renderPrice(price, purseOf(run))}`;
  report.say(report.record === undefined ? `${text}\n` : text);
}

/** What is known of the limits and the month right now. */
export function purseOf({ wired, options, terminal }: Run): Purse {
  const budget = wired.client.budget();
  return {
    timeMs: (count: Count) =>
      timeOf(count, budget, {
        nowMs: terminal.nowMs(),
        meanCallMs: wired.meanCallMs() ?? guessedCallMs,
        parallelism: options.parallelism,
      }),
    ...(budget.month.remaining === undefined ? {} : { monthLeft: budget.month.remaining }),
  };
}

/** `The workspace is as the files say: 12 objects, all looked at.` */
export function coverageText(coverage: Coverage, nowMs: number, destroys = false): string {
  if (destroys) return 'Nothing is in state, so there is nothing to delete.';
  const { verified, total, oldestAtMs } = coverage;
  const objects = counted(total, 'object');
  if (verified >= total) return `The workspace is as the files say: ${objects}, all looked at.`;
  const age =
    oldestAtMs === undefined
      ? 'some were never looked at'
      : `the oldest look is ${showDuration(nowMs - oldestAtMs)} old`;
  return `As far as known: ${verified} of ${objects} looked at; ${age}.`;
}
