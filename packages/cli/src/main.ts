// Starts the program, and turns every ending into an exit code.
import { watchOutput } from './output/lost-output.ts';
import { processTerminal } from './output/terminal.ts';
import { readVersion } from './output/version.ts';
import { runProgram } from './program.ts';
import { endingOf } from './session/ending.ts';

/** Runs the command line of this process, and sets its exit code. */
export async function main(): Promise<void> {
  const argv = process.argv.slice(2);
  const terminal = processTerminal(process, { isPlain: argv.includes('--no-color') });

  const report = endingOf(terminal, argv);

  const lostOutput = watchOutput(process.stdout, process.stderr);
  process.on('uncaughtException', async (error) => {
    process.exit(await report(error));
  });
  // Node would write its warnings to stderr unredacted.
  process.removeAllListeners('warning');
  process.on('warning', (warning) => terminal.err(`${terminal.clean(`${warning.name}: ${warning.message}`)}\n`));

  try {
    process.exitCode = await runProgram(argv, terminal, readVersion(), report);
  } catch (error) {
    process.exitCode = await report(error);
  }
  const lost = await lostOutput();
  if (lost !== undefined) {
    const exit = await endingOf(terminal, [])(lost);
    if (process.exitCode === 0 || process.exitCode === 2) process.exitCode = exit;
  }
}
