// Room: `state mv`, another address for the same object.
import { type ExitCode, moveRecord } from '@postform/engine';
import type { Input } from '../options.ts';
import { editState } from '../state-run.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [from = '', to = ''] = args;
  const exit = await editState(terminal, options, 'state mv', (state) => moveRecord(state, from, to));
  terminal.err(`${from} is now ${to}.\n`);
  return exit;
}
