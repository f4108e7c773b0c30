// Patience, how long one run spends on calls that fail: all attempts and pauses together, however many calls there are.
import type { Call, CallError, Clock } from '@postform/engine';
import { callError, type Failure, type Redact } from './errors.ts';

/** As long as the deadline of ten attempts; Postman says of its failures that they pass within five minutes. */
export const DEFAULT_PATIENCE_MS = 600_000;

/** Of these the server or the way to it is the cause; a refusal is an answer. */
const TRYING: ReadonlySet<Failure['problem']> = new Set(['server', 'timeout', 'network', 'unreadable', 'busy']);

/** Time that several calls lose at once counts once. */
export class Patience {
  readonly #clock: Clock;
  readonly #mostMs: number;
  readonly #redact: Redact;
  #spentMs = 0;
  #countedUntilMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, mostMs: number, redact: Redact) {
    this.#clock = clock;
    this.#mostMs = mostMs;
    this.#redact = redact;
  }

  /** An attempt that began then has failed now. */
  failed(problem: Failure['problem'], sinceMs: number): void {
    if (TRYING.has(problem)) this.passed(sinceMs);
  }

  /** Time since then was spent in vain. */
  passed(sinceMs: number): void {
    const nowMs = this.#clock.nowMs();
    this.#spentMs += Math.max(0, nowMs - Math.max(sinceMs, this.#countedUntilMs));
    this.#countedUntilMs = Math.max(this.#countedUntilMs, nowMs);
  }

  get isOver(): boolean {
    return this.#spentMs >= this.#mostMs;
  }

  /** False where a pause would use it up: from then on it is over, for nobody waits any more. */
  allows(pauseMs: number): boolean {
    if (this.#spentMs + pauseMs >= this.#mostMs) this.#spentMs = this.#mostMs;
    return !this.isOver;
  }

  /** `; the run has patience for 4 min more`; empty while there is plenty. */
  get left(): string {
    const leftMs = Math.max(0, this.#mostMs - this.#spentMs);
    return leftMs > (this.#mostMs * 3) / 4 ? '' : `; the run has patience for ${inMinutes(leftMs)} more`;
  }

  /** Why a call that has failed is not tried again. */
  get words(): string {
    return `this run has spent the ${inMinutes(this.#mostMs)} that it may spend on calls that fail`;
  }

  /** For a call that is not sent any more. */
  over({ route }: Call): CallError {
    const message = `${route.operation}: not sent, for ${this.words}`;
    return callError({ code: 'E_CLIENT_PATIENCE', problem: 'timeout', effect: 'none', message }, this.#redact);
  }
}

function inMinutes(ms: number): string {
  return ms < 120_000 ? `${Math.ceil(ms / 1000)} s` : `${Math.ceil(ms / 60_000)} min`;
}
