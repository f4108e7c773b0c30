// Limits the time that one run spends on failing calls: all attempts and pauses together, however many calls there are.
import type { Call, CallError, Clock } from '@postform/engine';
import { callError, type Failure, type Redact } from './errors.ts';

/** The deadline of ten attempts. Postman says that its failures pass within five minutes. */
export const DEFAULT_FAILURE_BUDGET_MS = 600_000;

/** Problems of the server or of the network. A refusal does not count: it is an answer. */
const COUNTED: ReadonlySet<Failure['problem']> = new Set(['server', 'timeout', 'network', 'unreadable', 'busy']);

/** Time that several calls lose at once counts once. */
export class FailureBudget {
  readonly #clock: Clock;
  readonly #maxMs: number;
  readonly #redact: Redact;
  #spentMs = 0;
  #countedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, maxMs: number, redact: Redact) {
    this.#clock = clock;
    this.#maxMs = maxMs;
    this.#redact = redact;
  }

  /** An attempt that began at `sinceMs` has failed now. */
  failed(problem: Failure['problem'], sinceMs: number): void {
    if (COUNTED.has(problem)) this.paused(sinceMs);
  }

  /** The run has paused since `sinceMs`, because of a failed call. */
  paused(sinceMs: number): void {
    const nowMs = this.#clock.nowMs();
    this.#spentMs += Math.max(0, nowMs - Math.max(sinceMs, this.#countedUntilMs));
    this.#countedUntilMs = Math.max(this.#countedUntilMs, nowMs);
  }

  get isOver(): boolean {
    return this.#spentMs >= this.#maxMs;
  }

  /** False where a pause would use up the budget: it counts as used up from then on, because no call waits any more. */
  allows(pauseMs: number): boolean {
    if (this.#spentMs + pauseMs >= this.#maxMs) this.#spentMs = this.#maxMs;
    return !this.isOver;
  }

  /** `; the run may spend 4 min more on failing calls`; empty before a quarter is used. */
  get timeLeft(): string {
    const leftMs = Math.max(0, this.#maxMs - this.#spentMs);
    return leftMs > (this.#maxMs * 3) / 4 ? '' : `; the run may spend ${inMinutes(leftMs)} more on failing calls`;
  }

  /** Why a failed call is not tried again. */
  get reason(): string {
    return `this run has spent ${inMinutes(this.#maxMs)} on failing calls, the most that it may`;
  }

  /** The error for a call that is not sent any more. */
  over({ route }: Call): CallError {
    const message = `${route.operation}: not sent, because ${this.reason}`;
    return callError({ code: 'E_CLIENT_PATIENCE', problem: 'timeout', effect: 'none', message }, this.#redact);
  }
}

function inMinutes(ms: number): string {
  return ms < 120_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`;
}
