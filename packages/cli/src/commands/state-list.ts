// `state list` prints the addresses in state with their ids.

import { writeDocument } from '../json/records.ts';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderTable } from '../render/table.ts';
import type { ExitCode } from '../session/exit.ts';
import { readState } from '../session/state-run.ts';

export async function runStateListCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const { state } = await readState(terminal, options);
  const rows = Object.entries(state.resources)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([address, { current }]) => ({ address, id: current?.id, uid: current?.uid }));
  if (options.json) writeDocument(terminal, { stack: state.stack, resources: rows });
  else terminal.out(renderTable(terminal.clean(rows.map(({ address, id = 'still to delete' }) => [address, id]))));
  return 0;
}
