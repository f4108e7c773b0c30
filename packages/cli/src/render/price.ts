// Renders a price: calls, time and share of the calls left this month.
import type { Count } from '@postform/engine';
import type { CostForecast } from '../budget/forecast.ts';
import { showDuration } from '../options/durations.ts';
import { counted } from './words.ts';

/** `14 calls · about 12 s · 0.14 % of the calls left this month`. `detail` follows the calls. */
export function renderPrice(count: Count, forecast: CostForecast, detail = ''): string {
  const parts = [`${counted(count.calls, 'call')}${detail}`];
  if (count.calls > 0 && forecast.timeMs !== undefined)
    parts.push(`about ${roundedTime(forecast.timeMs(count))}${waiting(count, forecast)}`);
  if (count.calls > 0 && forecast.monthLeft !== undefined) parts.push(shareOfMonth(count.calls, forecast.monthLeft));
  return parts.join(' · ');
}

function waiting(count: Count, { outwaits }: CostForecast): string {
  return outwaits?.(count) ? ' with --wait; otherwise in several runs' : '';
}

/** Whole seconds, at least one: an estimate is not exact to a tenth. */
export function roundedTime(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds < 10 ? `${seconds} s` : showDuration(seconds * 1000);
}

function shareOfMonth(calls: number, left: number): string {
  if (left <= 0) return 'more than is left this month';
  const percent = (100 * calls) / left;
  if (percent > 100) return `more than is left this month (${left})`;
  return `${percent < 0.01 ? '< 0.01' : percent.toFixed(percent < 10 ? 2 : 0)} % of the calls left this month`;
}
