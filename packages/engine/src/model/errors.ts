// What may go wrong in the world. The user's wrong input is a Diagnostic; our own mistakes are asserts.
import type { Refused } from './refusal.ts';

/** What a code means and what to do; `docs/errors.md` is generated from these tables. */
export interface ErrorMeaning {
  readonly meaning: string;
  readonly remedy: string;
  readonly category: ErrorCategory;
}
export type ErrorTable = Readonly<Record<string, ErrorMeaning>>;

/**
 * What sort of end an error means. `deferred`: the budget, or the evidence, does not suffice now, and a later run resumes.
 * `stale`: the plan no longer fits. `locked`: another run holds the lock. `refused`: a guard, and running it again changes
 * nothing. `not-allowed`: not authenticated, or without the right. `usage`: the command was called wrongly. `error`: the rest.
 */
export type ErrorCategory =
  | 'error'
  | 'deferred'
  | 'stale'
  | 'locked'
  | 'refused'
  | 'not-allowed'
  | 'usage'
  | 'interrupted';

/** How a run ended. `partial`: some steps were done, and others failed or were left out. */
export type RunEnd = 'done' | 'partial' | ErrorCategory;

/** The world said no. `message` holds the numbers, `hint` says what to run next. */
export class AppError extends Error {
  readonly code: string;
  readonly hint: string;
  readonly category: ErrorCategory;
  /**
   * Where only the limit of calls of one run refuses: the limit with which the same command gets through. Running it again
   * without that changes nothing.
   */
  readonly needs?: number;
  /** Where refusals are the cause: their facts, which the command line words. */
  readonly refused?: Refused;

  constructor(
    code: string,
    message: string,
    options: { hint: string; category?: ErrorCategory; cause?: unknown; needs?: number; refused?: Refused },
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.hint = options.hint;
    this.category = options.category ?? 'error';
    if (options.needs !== undefined) this.needs = options.needs;
    if (options.refused !== undefined) this.refused = options.refused;
  }
}

/** What went wrong with one call. `effect` says whether the server may have done it all the same. */
export type CallProblem =
  | 'not-found'
  | 'unauthorized'
  | 'forbidden'
  | 'rejected'
  | 'busy'
  | 'too-large'
  | 'rate-limited'
  | 'month-exhausted'
  | 'server'
  | 'network'
  | 'timeout'
  | 'unreadable';

/** A call that did not end in a 2xx reply. */
export class CallError extends AppError {
  readonly problem: CallProblem;
  readonly status: number | undefined;
  /** `none`: the server certainly did nothing. `unknown`: it may have. */
  readonly effect: 'none' | 'unknown';

  constructor(
    problem: CallProblem,
    message: string,
    options: {
      code: string;
      hint: string;
      status?: number;
      effect: 'none' | 'unknown';
      category?: ErrorCategory;
      cause?: unknown;
    },
  ) {
    super(options.code, message, options);
    this.name = 'CallError';
    this.problem = problem;
    this.status = options.status;
    this.effect = options.effect;
  }
}

/** We are wrong: a state of affairs that the code rules out. */
export function assert(condition: unknown, what: string): asserts condition {
  if (!condition) throw new Error(`Postform is wrong here, please report it: ${what}`);
}
