// Room: the entry. Hands the command line to the program, and turns every ending into an exit code.
import { readFileSync } from 'node:fs';
import { runProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const argv = process.argv.slice(2);
const terminal = processTerminal(process, true);

// A reader that went away (`postform plan | head`) is no error of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1);
});

try {
  process.exitCode = await runProgram(argv, terminal, version);
} catch (error) {
  const { reportError } = await import('./render/errors.ts');
  process.exitCode = reportError(error, terminal, argv.includes('--json'));
}
