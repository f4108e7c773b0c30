// Lets V8 wait before it optimises: what a run of a second or two calls often, it does not call often enough to pay for that.
import { setFlagsFromString } from 'node:v8';

/** Six times the default of V8 11 (`--interrupt-budget`, the bytecode run before a function counts as hot). */
const PATIENT = 400_000;

/**
 * For the rest of this process. Only for V8 11, which Node 20 has: it optimises after a few milliseconds of work in a function,
 * and the threads that do so take a quarter of the CPU of a plan without changes. Later versions wait as long by themselves.
 */
export function optimiseLate(v8: string): void {
  if (v8.startsWith('11.')) setFlagsFromString(`--interrupt-budget=${PATIENT}`);
}
