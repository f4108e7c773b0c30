// Room: told waits, so that each wait for a window is told once, however many calls wait for it.
import { type ClientEvent, clockTime, inSeconds, type OnEvent } from '../http/events.ts';
import type { BucketRow } from './limits.ts';

/** Ends of waits closer together than this are one wait to people. */
const TOLD_APART_MS = 1000;

export class ToldWaits {
  readonly #onEvent: OnEvent;
  readonly #told = new Map<string, number>();

  constructor(onEvent: OnEvent) {
    this.#onEvent = onEvent;
  }

  tell(row: BucketRow, nowMs: number, untilMs: number): void {
    if (untilMs < (this.#told.get(row.name) ?? 0) + TOLD_APART_MS) return;
    this.#told.set(row.name, untilMs);
    this.#onEvent(waitEvent(row, nowMs, untilMs));
  }
}

/** `waiting 12 s for the general window, until 14:03:20` (local time). */
function waitEvent(row: BucketRow, nowMs: number, untilMs: number): ClientEvent {
  const waitMs = untilMs - nowMs;
  const text = `waiting ${inSeconds(waitMs)} for ${row.label}, until ${clockTime(untilMs, nowMs)}`;
  return { type: 'wait', bucket: row.name, label: row.label, untilMs, waitMs, text };
}
