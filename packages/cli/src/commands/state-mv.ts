// `state mv` gives a record another address.
import { moveRecord } from '@postform/engine';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';
import { editState } from '../session/state-run.ts';

export async function runStateMvCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [from = '', to = ''] = args;
  return editState(terminal, options, 'state mv', (state) => ({
    entry: moveRecord(state, from, to),
    message: `${from} is now ${to}.`,
  }));
}
