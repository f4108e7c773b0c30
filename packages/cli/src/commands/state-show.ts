// `state show` prints one record.
import { recordOf } from '@postform/engine';
import { writeDocument } from '../json/records.ts';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderRecord } from '../render/record.ts';
import type { ExitCode } from '../session/exit.ts';
import { readState } from '../session/state-run.ts';

export async function runStateShowCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const { state } = await readState(terminal, options);
  const record = recordOf(state, args[0] ?? '');
  const { current, ...rest } = record;
  if (options.json) writeDocument(terminal, { address: args[0], ...current, ...rest });
  else terminal.out(renderRecord(args[0] ?? '', record, terminal.clean));
  return 0;
}
