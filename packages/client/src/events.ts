// Room: events, what the client tells while it works. No event holds the key or a body.
import type { Method } from '@postform/engine';
import type { BucketRow } from './limits.ts';

export type ClientEvent =
  /** A call waits for a window. Told once per bucket and end of wait. */
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
  /** One request was sent and ended: the audit trail. `outcome` is a status or a `CallProblem`. */
  | {
      readonly type: 'call';
      readonly operation: string;
      readonly method: Method;
      readonly attempt: number;
      readonly outcome: number | string;
      readonly ms: number;
    }
  | { readonly type: 'warning'; readonly text: string };

export type OnEvent = (event: ClientEvent) => void;

/** `waiting 12 s for the general window, until 14:03:20` (local time). */
export function waitEvent(row: BucketRow, nowMs: number, untilMs: number): ClientEvent {
  const waitMs = untilMs - nowMs;
  const text = `waiting ${inSeconds(waitMs)} for ${row.label}, until ${clockTime(untilMs)}`;
  return { type: 'wait', bucket: row.name, label: row.label, untilMs, waitMs, text };
}

/** `14:03:20`, local time. */
export function clockTime(ms: number): string {
  return new Date(ms).toTimeString().slice(0, 8);
}

/** `12 s`; below ten seconds with one decimal. */
export function inSeconds(ms: number): string {
  const seconds = ms / 1000;
  return `${seconds < 9.95 ? Number(seconds.toFixed(1)) : Math.round(seconds)} s`;
}
