// Room: the price line, what a plan costs in calls, time and share of the month.
import type { Count } from '@postform/engine';
import type { CostForecast } from '../budget/forecast.ts';
import { showDuration } from '../options/durations.ts';
import { counted } from './words.ts';

/** `14 calls · about 12 s · 0.14 % of the month's rest`, and where it takes windows that the run may not wait for, so; `detail` stands behind the calls. */
export function renderPrice(count: Count, forecast: CostForecast, detail = ''): string {
  const parts = [`${counted(count.calls, 'call')}${detail}`];
  if (count.calls > 0 && forecast.timeMs !== undefined)
    parts.push(`about ${roundedTime(forecast.timeMs(count))}${waiting(count, forecast)}`);
  if (count.calls > 0 && forecast.monthLeft !== undefined) parts.push(shareOfMonth(count.calls, forecast.monthLeft));
  return parts.join(' · ');
}

function waiting(count: Count, { outwaits }: CostForecast): string {
  return outwaits?.(count) ? ' with --wait, else in parts' : '';
}

/** Whole seconds, at least one: an estimate with tenths would be a lie. */
export function roundedTime(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 10 ? `${seconds} s` : showDuration(seconds * 1000);
}

function shareOfMonth(calls: number, left: number): string {
  if (left <= 0) return "more than the month's rest";
  const percent = (100 * calls) / left;
  if (percent > 100) return `more than the month's rest (${left} left)`;
  return `${percent < 0.01 ? '< 0.01' : percent.toFixed(percent < 10 ? 2 : 0)} % of the month's rest`;
}
