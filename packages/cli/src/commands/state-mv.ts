// Room: `state mv`, another address for the same object.
import { type ExitCode, moveRecord } from '@postform/engine';
import type { Input } from '../options.ts';
import { editState } from '../state-run.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [from = '', to = ''] = args;
  return editState(terminal, options, 'state mv', (state) => ({
    entry: moveRecord(state, from, to),
    told: `${from} is now ${to}.`,
  }));
}
