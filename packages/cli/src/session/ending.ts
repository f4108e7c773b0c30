// How a command that threw is told, and with which exit code it ends. The packages that this needs are loaded then.

import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from './exit.ts';

/** `options` where the command line was understood. */
export type Ending = (error: unknown, options?: Options) => Promise<ExitCode>;

export function endingOf(terminal: Terminal, argv: readonly string[]): Ending {
  return async (error, options) => {
    const { reportError } = await import('./report-error.ts');
    const { againWith } = await import('../options/run-flags.ts');
    const { learnSecrets } = await import('./project.ts');
    learnSecrets(terminal, options ?? {});
    return reportError(error, terminal, argv.includes('--json'), againWith(options ?? { var: {} }));
  };
}
