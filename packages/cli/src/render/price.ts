// Room: the price line, what a plan costs in calls, time and share of the month.
import type { Count } from '@postform/engine';
import { showDuration } from '../durations.ts';
import { counted } from './words.ts';

/** What is known of the money while a price is shown. A part that nobody knows is left out of the line. */
export interface Purse {
  /** Time that so many calls take at the current limits, ms. */
  readonly timeMs?: (count: Count) => number;
  /** True where so many calls have to wait for longer than this run may. */
  readonly outwaits?: (count: Count) => boolean;
  /** Calls left this month. */
  readonly monthLeft?: number;
}

/** `14 calls · about 12 s · 0.14 % of the month's rest`, and where it takes windows that the run may not wait for, so; `detail` stands behind the calls. */
export function renderPrice(count: Count, purse: Purse, detail = ''): string {
  const parts = [`${counted(count.calls, 'call')}${detail}`];
  if (count.calls > 0 && purse.timeMs !== undefined)
    parts.push(`about ${roundedTime(purse.timeMs(count))}${waiting(count, purse)}`);
  if (count.calls > 0 && purse.monthLeft !== undefined) parts.push(shareOfMonth(count.calls, purse.monthLeft));
  return parts.join(' · ');
}

function waiting(count: Count, { outwaits }: Purse): string {
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
