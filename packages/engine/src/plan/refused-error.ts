// The error of a run that a refusal stops: it carries the facts, and the command line words them.
import { AppError, assert } from '../model/errors.ts';
import type { Refused } from '../model/refusal.ts';

/** Exit 7. */
export function refusedError(refused: Refused): AppError {
  const [first] = refused.refusals;
  assert(first !== undefined, 'a refusal is the cause');
  const where = 'address' in first ? first.address : 'the plan';
  return new AppError(first.code, `Refused at ${where}.`, { hint: 'postform plan', category: 'refused', refused });
}
