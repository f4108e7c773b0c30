// Tells which errors end a run, and which kept a call from being sent.
import { AppError, CallError } from '../model/errors.ts';

/** True for errors after which no further call makes sense: the key, the budget, the lock, or nobody answers at all. */
export function isFatal(error: unknown): boolean {
  if (!(error instanceof AppError)) return false;
  if (error.category === 'deferred' || error.category === 'interrupted') return true;
  if (error instanceof CallError)
    return error.problem === 'unauthorized' || (error.problem === 'network' && error.effect === 'none');
  return error.category === 'locked' || error.category === 'not-allowed';
}

/** True where budget or Ctrl-C kept the call from being sent. */
export function isStoppedBeforeSending(error: unknown): boolean {
  if (!(error instanceof AppError) || (error.category !== 'deferred' && error.category !== 'interrupted')) return false;
  return !(error instanceof CallError) || error.effect === 'none';
}
