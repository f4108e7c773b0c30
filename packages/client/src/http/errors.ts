// Creates the errors of this package from failures, redacted.
import { AppError, CallError, type CallProblem } from '@postform/engine';
import { type ClientErrorCode, clientErrors } from './error-codes.ts';

/** Why a call failed, in Postform's words. `hint` absent: the remedy of the code. */
export interface Cause {
  readonly code: ClientErrorCode;
  readonly sentence: string;
  readonly hint?: string;
}

/** A call that failed, before it becomes an error. */
export interface Failure {
  readonly code: ClientErrorCode;
  readonly problem: CallProblem;
  readonly message: string;
  readonly hint?: string;
  readonly status?: number;
  readonly effect: 'none' | 'unknown';
  /** Epoch milliseconds of the client's clock: when the server asks for the next attempt. */
  readonly retryAtMs?: number;
}

/** Removes the key, and whatever else must not be shown, from a text. */
export type Redact = (text: string) => string;

/** Attaches no `cause`: errors of libraries may hold headers, proxies and credentials. */
export function callError(failure: Failure, redact: Redact): CallError {
  const { remedy, category } = clientErrors[failure.code];
  return new CallError(failure.problem, redact(failure.message), {
    code: failure.code,
    hint: redact(failure.hint ?? remedy),
    effect: failure.effect,
    category,
    ...(failure.status === undefined ? {} : { status: failure.status }),
  });
}

export function appError(
  code: ClientErrorCode,
  message: string,
  redact: Redact,
  more: { readonly hint?: string; readonly needs?: number } = {},
): AppError {
  const { remedy, category } = clientErrors[code];
  return new AppError(code, redact(message), { ...more, hint: redact(more.hint ?? remedy), category });
}
