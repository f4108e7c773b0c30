// Maps how a run ended to the exit code of the process: the one table for the program, its help and docs/commands.md.
import type { RunEnd } from '@postform/engine';

/** Exit codes of the process. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 64 | 129 | 130 | 143;

export const exitCodes: Readonly<Record<RunEnd, ExitCode>> = {
  done: 0,
  error: 1,
  partial: 3,
  deferred: 4,
  stale: 5,
  locked: 6,
  refused: 7,
  'not-allowed': 8,
  usage: 64,
  interrupted: 130,
};

export const exitMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'done, or no changes',
  1: 'error',
  2: 'differences (`plan --detailed-exitcode`; `drift`)',
  3: 'partly applied, run it again to resume; or something was left out (`--no-delete`, `import --all`)',
  4: 'deferred by budget, or not enough evidence; run it again to resume',
  5: 'the plan is stale; nothing was written',
  6: 'locked',
  7: 'refused by a guard; or the limit of one run is too small, and the message names the smallest',
  8: 'not authenticated or not allowed',
  64: 'wrong usage',
  129: 'ended by a hang-up (SIGHUP), state consistent',
  130: 'interrupted, state consistent',
  143: 'ended by SIGTERM, state consistent',
};

/** The end of `postform --help`. */
export function exitHelp(): string {
  const rows = Object.entries(exitMeanings).map(
    ([code, meaning]) => `  ${code.padEnd(4)}${meaning.replaceAll('`', '')}`,
  );
  return ['Exit codes:', ...rows].join('\n');
}
