// Room: the entry. Hands the command line to the program, and turns every ending into an exit code.
import { readFileSync } from 'node:fs';
import { endingOf } from './ending.ts';
import { runProgram } from './program.ts';
import { processTerminal } from './terminal.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};
const argv = process.argv.slice(2);
const terminal = processTerminal(process);

const report = endingOf(terminal, argv);

// A reader that went away (`postform apply | head`) is no error of ours, and no reason to stop half way.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
process.on('uncaughtException', async (error) => {
  process.exit(await report(error));
});
// Node writes its warnings to stderr itself; they may hold what a library was given.
process.removeAllListeners('warning');
process.on('warning', (warning) => terminal.err(`${terminal.clean(`${warning.name}: ${warning.message}`)}\n`));

try {
  process.exitCode = await runProgram(argv, terminal, version, report);
} catch (error) {
  process.exitCode = await report(error);
}
