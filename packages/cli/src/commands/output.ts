// `output` prints attributes of resources from the state.
import { AppError } from '@postform/engine';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';
import { readState } from '../session/state-run.ts';

/** One NAME prints its value alone, for scripts. */
export async function runOutputCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const { state } = await readState(terminal, options);
  const all = Object.entries(state.resources)
    .flatMap(([address, { current }]) =>
      Object.entries(current?.attributes ?? {}).map(([name, value]): [string, string] => [`${address}.${name}`, value]),
    )
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const [wanted] = args;
  if (wanted === undefined) {
    if (options.json) terminal.json(Object.fromEntries(all), 2);
    else for (const [name, value] of terminal.clean(all)) terminal.out(`${name} = ${value}\n`);
    return 0;
  }
  const found = all.find(([name]) => name === wanted);
  if (found === undefined) {
    throw new AppError('E_CLI_NO_OUTPUT', `The state of stack ${state.stack} has no attribute ${wanted}.`, {
      hint: 'List all attributes: postform output',
    });
  }
  if (options.json) terminal.json(found[1]);
  else terminal.out(`${terminal.clean(found[1])}\n`);
  return 0;
}
