// Reports the error that a command threw, and gives the exit code. Loads what this needs only then.

import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from './exit.ts';

/** `options`: present where the command line was understood. */
export type Ending = (error: unknown, options?: Options) => Promise<ExitCode>;

export function endingOf(terminal: Terminal, argv: readonly string[]): Ending {
  return async (error, options) => {
    const { reportError } = await import('./report-error.ts');
    const { runFlagsOf } = await import('../options/run-flags.ts');
    const { learnSecrets } = await import('./project.ts');
    learnSecrets(terminal, options ?? {});
    return reportError(error, terminal, argv.includes('--json'), runFlagsOf(options ?? { var: {}, varFile: [] }));
  };
}
