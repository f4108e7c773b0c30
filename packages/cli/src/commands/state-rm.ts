// Room: `state rm`, forgets a record and leaves its object where it is.
import { type ExitCode, forgetRecord } from '@postform/engine';
import type { Input } from '../options.ts';
import { editState } from '../state-run.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [address = ''] = args;
  return editState(
    terminal,
    options,
    'state rm',
    `${address} is forgotten. Its object stays in the workspace, unmanaged.`,
    (state) => forgetRecord(state, address),
  );
}
