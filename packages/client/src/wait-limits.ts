// Limits how long calls may wait: the longest single wait, the end of the run, and an interruption.
import type { AppError, Clock } from '@postform/engine';
import { callError, type Failure, type Redact } from './http/errors.ts';
import { clockTime, inSeconds } from './http/events.ts';

export interface WaitLimitsOptions {
  readonly clock: Clock;
  /** The longest single wait for a window, or because the server asks for it. */
  readonly maxWaitMs: number;
  /** Counted from now; absent: no limit. */
  readonly maxDurationMs?: number;
  /** Once aborted, no call waits any more; calls that can be sent at once still are. */
  readonly signal?: AbortSignal;
  readonly redact: Redact;
}

/** All errors have the effect `none`: the call was not sent. */
export class WaitLimits {
  readonly #options: WaitLimitsOptions;
  readonly #endsAtMs: number;

  constructor(options: WaitLimitsOptions) {
    this.#options = options;
    this.#endsAtMs = options.clock.nowMs() + (options.maxDurationMs ?? Number.POSITIVE_INFINITY);
  }

  /** The longest wait that may begin now. */
  get maxWaitMs(): number {
    const { clock, maxWaitMs, signal } = this.#options;
    return signal?.aborted ? 0 : Math.min(maxWaitMs, this.#endsAtMs - clock.nowMs());
  }

  /** The error for a call that would have to wait longer. `what`: `the general window opens`. */
  tooLong(what: string, untilMs: number): AppError {
    const { clock, maxWaitMs, signal } = this.#options;
    const waitMs = untilMs - clock.nowMs();
    const when = `${what} in ${inSeconds(waitMs)}, at ${clockTime(untilMs, clock.nowMs())}`;
    if (signal?.aborted)
      return this.#error('E_CLIENT_INTERRUPTED', `the run was interrupted while a call waited: ${when}`);
    if (waitMs > maxWaitMs)
      return this.#error('E_CLIENT_WOULD_WAIT', `${when}, which is longer than this run may wait`);
    return this.#error(
      'E_CLIENT_RUN_OVER',
      `${when}, after the end of this run at ${clockTime(this.#endsAtMs, clock.nowMs())}`,
    );
  }

  /** The error for a call at a time at which the run is over; undefined before that. */
  over(): AppError | undefined {
    const nowMs = this.#options.clock.nowMs();
    if (nowMs < this.#endsAtMs) return undefined;
    return this.#error('E_CLIENT_RUN_OVER', `the time of this run was over at ${clockTime(this.#endsAtMs, nowMs)}`);
  }

  /** Rejects at once where the run would be over by then, and as soon as it is interrupted. */
  async sleep(ms: number): Promise<void> {
    const { clock, signal } = this.#options;
    const untilMs = clock.nowMs() + ms;
    if (untilMs >= this.#endsAtMs || signal?.aborted) throw this.tooLong('the next attempt is due', untilMs);
    await clock.sleep(ms, signal).catch(() => {
      throw this.tooLong('the next attempt is due', untilMs);
    });
  }

  #error(code: Failure['code'], text: string): AppError {
    return callError({ code, problem: 'rate-limited', effect: 'none', message: text }, this.#options.redact);
  }
}
