// Keeps the calls that wait for a grant, in their order, and reports each wait once.
import type { Clock } from '@postform/engine';
import { clockTime, inSeconds, type OnEvent } from '../http/events.ts';
import type { BucketRow } from './limits.ts';
import type { Grant, PermitRequest } from './permits.ts';
import type { PermitAnswer } from './tick.ts';

export interface WaitingOptions {
  readonly clock: Clock;
  readonly onEvent: OnEvent;
  /** The longest that one window may keep a call waiting, as of now; 0 where calls must not wait at all. */
  readonly maxWaitMs: () => number;
  /** The error for a call that would have to wait longer. */
  readonly tooLong: (row: BucketRow, untilMs: number) => Error;
}

export interface WaitingCall extends PermitRequest {
  readonly resolve: (grant: Grant) => void;
  readonly reject: (error: Error) => void;
}

/** Waits whose ends are closer together than this are reported as one. */
const SAME_WAIT_MS = 1000;

export class WaitingCalls {
  readonly #options: WaitingOptions;
  readonly #reportedUntilMs = new Map<string, number>();
  #calls: WaitingCall[] = [];
  #closed: Error | undefined;

  constructor(options: WaitingOptions) {
    this.#options = options;
  }

  get isEmpty(): boolean {
    return this.#calls.length === 0;
  }

  /** Why calls are refused since `close`. */
  get closed(): Error | undefined {
    return this.#closed;
  }

  add(call: WaitingCall): void {
    this.#calls.push(call);
  }

  takeAll(): readonly WaitingCall[] {
    return this.#calls.splice(0);
  }

  /** Puts calls back, before those that came meanwhile. */
  putBack(calls: readonly WaitingCall[]): void {
    this.#calls = [...calls, ...this.#calls];
  }

  /** Refuses all calls, now and later. */
  close(error: Error): void {
    this.#closed = error;
    for (const call of this.takeAll()) call.reject(error);
  }

  /** Resolves or rejects the call; true where it must go on waiting. `aheadMs`: of the store's clock. */
  mustWait(call: WaitingCall, answer: PermitAnswer, aheadMs: number): boolean {
    const { clock, maxWaitMs, tooLong } = this.#options;
    const nowMs = clock.nowMs();
    if (this.#closed !== undefined) call.reject(this.#closed);
    else if (answer.kind === 'granted') call.resolve(answer.grant);
    else {
      for (const { row, untilMs } of answer.closed) {
        if (untilMs - aheadMs - nowMs > maxWaitMs()) {
          call.reject(tooLong(row, untilMs - aheadMs));
          return false;
        }
        this.#report(row, nowMs, untilMs - aheadMs);
      }
      return true;
    }
    return false;
  }

  /** `waiting 12 s for the general window, until 14:03:20` (local time). */
  #report({ name, label }: BucketRow, nowMs: number, untilMs: number): void {
    if (untilMs < (this.#reportedUntilMs.get(name) ?? 0) + SAME_WAIT_MS) return;
    this.#reportedUntilMs.set(name, untilMs);
    const waitMs = untilMs - nowMs;
    const text = `waiting ${inSeconds(waitMs)} for ${label}, until ${clockTime(untilMs, nowMs)}`;
    this.#options.onEvent({ type: 'wait', bucket: name, label, untilMs, waitMs, text });
  }
}
