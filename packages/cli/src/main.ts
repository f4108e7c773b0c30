// Room: the entry. Hands the command line to the program, and turns every ending into an exit code.
import { readFileSync } from 'node:fs';
import type { ExitCode } from '@postform/engine';
import type { Options } from './options.ts';
import { runProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const argv = process.argv.slice(2);
const terminal = processTerminal(process);

/** `options` where the command line was understood. */
async function report(error: unknown, options?: Options): Promise<ExitCode> {
  const { reportError } = await import('./render/errors.ts');
  const { againWith } = await import('./again.ts');
  return reportError(error, terminal, argv.includes('--json'), againWith(options ?? { var: {} }));
}

// A reader that went away (`postform apply | head`) is no error of ours, and no reason to stop half way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('uncaughtException', async (error) => {
  process.exit(await report(error));
});

try {
  process.exitCode = await runProgram(argv, terminal, version, report);
} catch (error) {
  process.exitCode = await report(error);
}
