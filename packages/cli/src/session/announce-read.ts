// Says what the refresh of a run will cost before its first call, and refuses a refresh that cannot be finished.

import { AppError, type Count, forecastReads, type PlanOptions } from '@postform/engine';
import { costForecastOf } from '../budget/forecast.ts';
import { refreshPriceRecord } from '../json/plan-records.ts';
import { renderPrice } from '../render/price.ts';
import { counted } from '../render/words.ts';
import type { Run } from './run.ts';

/** Says what the refresh will cost; nothing where it costs nothing. */
export async function announceRefresh(run: Run, asked: PlanOptions): Promise<void> {
  const { wired, desired, report } = run;
  const forecast = await forecastReads(wired.ports, desired, asked);
  const { price, most, lists, ofCalls } = forecast;
  wired.log?.write('debug', 'reads', { mode: asked.refresh, price, most, lists, ofCalls });
  if (price.calls === 0) return;
  const objects = price.calls - lists;
  const parts = [...(lists > 0 ? [counted(lists, 'list')] : []), ...(objects > 0 ? [counted(objects, 'object')] : [])];
  const part = price.calls < ofCalls ? `, of ${counted(ofCalls, 'call')} for a full refresh` : '';
  const up = most > price.calls ? `, up to ${most} if a list is incomplete` : '';
  const text = `Reading: ${renderPrice(price, costForecastOf(run), ` (${parts.join(', ')}${part}${up})`)}`;
  if (report.record === undefined) report.say(`${text}\n`);
  else report.record(refreshPriceRecord(text, forecast));
  if (asked.refresh === 'full' || asked.refresh === 'list') refuseHalf(run, price, asked.command);
}

/** Refuses a refresh that the known limits cannot cover: its calls would be wasted. */
function refuseHalf({ wired }: Run, price: Count, command: PlanOptions['command']): void {
  const refusal = wired.client.refusal(price);
  if (refusal === undefined) return;
  const hint = command === 'diff' ? '' : ' To read what fits now and the rest in the next run, use --refresh auto.';
  throw new AppError(
    refusal.code,
    `${command === 'diff' ? 'Reading' : 'The refresh'} takes ${counted(price.calls, 'call')}, and ${refusal.message}`,
    {
      hint: `${refusal.hint}${hint}`,
      category: refusal.category,
    },
  );
}
