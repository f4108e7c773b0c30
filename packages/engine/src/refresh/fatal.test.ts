// Which errors end a run, and which kept a call from being sent, by every category and every problem of a call.
import { describe, expect, it } from 'vitest';
import { AppError, CallError, type CallProblem, type ErrorCategory } from '../model/errors.ts';
import { isFatal, isStoppedBeforeSending } from './fatal.ts';

/** A record, so that a category or problem that is added has to be placed here. */
const categories: Readonly<Record<ErrorCategory, { readonly ends: boolean; readonly stops: boolean }>> = {
  error: { ends: false, stops: false },
  deferred: { ends: true, stops: true },
  stale: { ends: false, stops: false },
  locked: { ends: true, stops: false },
  refused: { ends: false, stops: false },
  'not-allowed': { ends: true, stops: false },
  usage: { ends: false, stops: false },
  interrupted: { ends: true, stops: true },
};

/** Whether a run ends where the server certainly did nothing, and where it may have done it. */
const problems: Readonly<Record<CallProblem, readonly [none: boolean, unknown: boolean]>> = {
  'not-found': [false, false],
  unauthorized: [true, true],
  forbidden: [false, false],
  rejected: [false, false],
  busy: [false, false],
  'too-large': [false, false],
  'rate-limited': [false, false],
  'month-exhausted': [false, false],
  server: [false, false],
  network: [true, false],
  timeout: [false, false],
  unreadable: [false, false],
};

const callError = (problem: CallProblem, effect: 'none' | 'unknown', category?: ErrorCategory): CallError =>
  new CallError(problem, 'it failed', { code: 'E_TEST', hint: '', effect, ...(category ? { category } : {}) });

describe('an error', () => {
  it.each(Object.entries(categories))('of the category %s ends the run, and stopped the call: %o', (name, expected) => {
    const error = new AppError('E_TEST', 'no', { hint: '', category: name as ErrorCategory });
    expect({ ends: isFatal(error), stops: isStoppedBeforeSending(error) }).toEqual(expected);
  });

  it.each(Object.entries(problems))(
    'of a call that was %s ends the run, by its effect: %o',
    (name, [none, unknown]) => {
      const problem = name as CallProblem;
      expect(isFatal(callError(problem, 'none'))).toBe(none);
      expect(isFatal(callError(problem, 'unknown'))).toBe(unknown);
      expect(isStoppedBeforeSending(callError(problem, 'none'))).toBe(false);
    },
  );

  it('of a forbidden object does not end the run, although it is not allowed: the next object may be', () => {
    expect(isFatal(callError('forbidden', 'none', 'not-allowed'))).toBe(false);
  });

  it('of a call that budget or Ctrl-C stopped ends the run; it was not sent only where the server did nothing', () => {
    for (const category of ['deferred', 'interrupted'] as const)
      for (const effect of ['none', 'unknown'] as const) {
        const error = callError('month-exhausted', effect, category);
        expect([isFatal(error), isStoppedBeforeSending(error)]).toEqual([true, effect === 'none']);
      }
  });

  it('that is our own mistake, or no error at all, is neither', () => {
    for (const error of [new Error('assert'), { category: 'deferred' }, undefined])
      expect([isFatal(error), isStoppedBeforeSending(error)]).toEqual([false, false]);
  });
});
