// The events that the client reports while it works. No event holds the API key or a body.
import type { Method } from '@postform/engine';

export type ClientEvent =
  /** A call waits for a window. Reported once per bucket and end of wait. */
  | {
      readonly type: 'wait';
      readonly bucket: string;
      /** `the general window`. */
      readonly label: string;
      /** Epoch milliseconds. */
      readonly untilMs: number;
      readonly waitMs: number;
      readonly text: string;
    }
  /** A call failed and will be sent again; `attempt` is the one that failed, counted from 1. */
  | {
      readonly type: 'retry';
      readonly operation: string;
      readonly attempt: number;
      readonly of: number;
      readonly delayMs: number;
      readonly text: string;
    }
  /** One request was sent and has ended: the audit trail. `outcome` is a status or a `CallProblem`. */
  | {
      readonly type: 'call';
      readonly operation: string;
      readonly method: Method;
      /** The template: `/environments/{id}`. */
      readonly path: string;
      readonly buckets: readonly string[];
      readonly attempt: number;
      readonly outcome: number | string;
      readonly ms: number;
    }
  | { readonly type: 'warning'; readonly text: string };

export type OnEvent = (event: ClientEvent) => void;

/** `14:03:20`, local time; `2026-11-30 14:03:20` where that is not the day of `nowMs`. Both epoch ms. */
export function clockTime(ms: number, nowMs: number): string {
  const [then, now] = [new Date(ms), new Date(nowMs)];
  const time = then.toTimeString().slice(0, 8);
  return then.toDateString() === now.toDateString() ? time : `${dayOf(then)} ${time}`;
}

/** `2026-11-30`, local time. */
function dayOf(date: Date): string {
  const two = (part: number) => String(part).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** `12 s`; below ten seconds with one decimal. */
export function inSeconds(ms: number): string {
  const seconds = ms / 1000;
  return `${seconds < 9.95 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
}
