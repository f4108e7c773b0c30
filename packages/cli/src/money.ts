// Room: money in records, what so many calls take of time and month as far as anybody knows.
import type { Count } from '@postform/engine';
import type { Purse } from './render/price.ts';

export interface Money {
  readonly time?: { readonly expected_seconds: number };
  /** `share`: the part of what is left that the calls take; 1 is all of it. */
  readonly month?: { readonly remaining: number; readonly share: number };
}

export function moneyOf(count: Count, { timeMs, monthLeft }: Purse): Money {
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
