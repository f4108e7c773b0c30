// Room: `state show`, one record as it is remembered.
import { type ExitCode, recordOf } from '@postform/engine';
import type { Input } from '../options.ts';
import { renderRecord } from '../render/record.ts';
import { readState } from '../state-run.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const { state } = await readState(terminal, options);
  const record = recordOf(state, args[0] ?? '');
  if (options.json) terminal.json({ format: 1, address: args[0], ...record }, 2);
  else terminal.out(renderRecord(args[0] ?? '', record, terminal.clean));
  return 0;
}
