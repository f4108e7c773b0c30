// Says how long a number of calls takes and what share of the month it is, from what is known of the limits now.

import type { PostmanClient } from '@postform/client';
import type { Project } from '@postform/config';
import type { Count } from '@postform/engine';
import { maxWaitOf } from '../options/client-settings.ts';
import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { outwaits, timeOf } from './estimate.ts';

/** What a price is shown with. A part that is not known is absent. */
export interface CostForecast {
  /** Time that so many calls take at the current limits, ms. */
  readonly timeMs?: (count: Count) => number;
  /** True where so many calls have to wait for longer than this run may. */
  readonly outwaits?: (count: Count) => boolean;
  /** Calls left this month. */
  readonly monthLeft?: number;
}

/** The part of a run that a forecast is made from. */
export interface ForecastInput {
  readonly wired: { readonly client: Pick<PostmanClient, 'budget'>; meanCallMs(): number | undefined };
  readonly options: Options;
  readonly project: Project;
  readonly terminal: Pick<Terminal, 'nowMs'>;
}

/** Time of one call until one was measured, ms. */
const GUESSED_CALL_MS = 300;

/** From what is known of the limits and the month right now. */
export function costForecastOf({ wired, options, project, terminal }: ForecastInput): CostForecast {
  const budget = wired.client.budget();
  const maxWaitMs = maxWaitOf(project, options);
  return {
    timeMs: (count: Count) =>
      timeOf(count, budget, {
        nowMs: terminal.nowMs(),
        meanCallMs: wired.meanCallMs() ?? GUESSED_CALL_MS,
        parallelism: options.parallelism,
      }),
    outwaits: (count: Count) => outwaits(count, budget, { nowMs: terminal.nowMs(), maxWaitMs }),
    ...(budget.month.remaining === undefined ? {} : { monthLeft: budget.month.remaining }),
  };
}

/** The time and the share of the month that calls take, as records show them. */
export interface CostFacts {
  readonly time?: { readonly expected_seconds: number };
  /** `share`: the part of what is left that the calls take; 1 is all of it. */
  readonly month?: { readonly remaining: number; readonly share: number };
}

export function costFactsOf(count: Count, { timeMs, monthLeft }: CostForecast): CostFacts {
  const seconds = timeMs === undefined ? undefined : secondsOf(count.calls === 0 ? 0 : timeMs(count));
  const share = (left: number) => (count.calls === 0 ? 0 : left <= 0 ? 1 : round(count.calls / left));
  return {
    ...(seconds === undefined ? {} : { time: { expected_seconds: seconds } }),
    ...(monthLeft === undefined ? {} : { month: { remaining: monthLeft, share: share(monthLeft) } }),
  };
}

/** With one decimal. */
export function secondsOf(ms: number): number {
  return Math.round(ms / 100) / 10;
}

function round(share: number): number {
  return Number(share.toPrecision(3));
}
