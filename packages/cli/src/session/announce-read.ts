// Says what the reads of a run will cost before the first call, and refuses a read that cannot be finished.

import { AppError, type Count, forecastReads, type PlanOptions } from '@postform/engine';
import { forecastOf } from '../budget/forecast.ts';
import { lookPriceRecord } from '../json/plan-records.ts';
import { renderPrice } from '../render/price.ts';
import { counted } from '../render/words.ts';
import type { Run } from './run.ts';

/** Says what looking will cost; nothing where it costs nothing. */
export async function announceLook(run: Run, asked: PlanOptions): Promise<void> {
  const { wired, desired, report } = run;
  const forecast = await forecastReads(wired.world, desired, asked);
  const { price, most, lists, ofCalls } = forecast;
  if (price.calls === 0) return;
  const bodies = price.calls - lists;
  const parts = [...(lists > 0 ? [counted(lists, 'list')] : []), ...(bodies > 0 ? [countedBodies(bodies)] : [])];
  const part = price.calls < ofCalls ? `, of the ${counted(ofCalls, 'call')} of a full look` : '';
  const up = most > price.calls ? `, at most ${most} where a list lacks something` : '';
  const text = `Looking: ${renderPrice(price, forecastOf(run), ` (${parts.join(', ')}${part}${up})`)}`;
  if (report.record === undefined) report.say(`${text}\n`);
  else report.record(lookPriceRecord(text, forecast));
  if (asked.refresh === 'full' || asked.refresh === 'list') refuseHalf(run, price);
}

/** A look that cannot be finished, by what is known of the limits, is not begun: its calls would be spent for nothing. */
function refuseHalf({ wired }: Run, price: Count): void {
  const refusal = wired.client.refusal(price);
  if (refusal === undefined) return;
  const hint = 'Look at what fits, and at the rest in the next run: --refresh auto.';
  throw new AppError(refusal.code, `looking takes ${counted(price.calls, 'call')}, and ${refusal.message}`, {
    hint: `${refusal.hint} ${hint}`,
    category: refusal.category,
  });
}

function countedBodies(bodies: number): string {
  return bodies === 1 ? '1 body' : `${bodies} bodies`;
}
