// `state accept` accepts the values that the server holds where they differ from what was sent.
import { acceptDifferences, recordOf } from '@postform/engine';
import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';
import { editState } from '../session/state-run.ts';

export async function runStateAcceptCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [address = ''] = args;
  return editState(terminal, options, 'state accept', (state) => {
    const isEmpty = (recordOf(state, address).current?.differences ?? []).length === 0;
    const message = isEmpty
      ? `${address} has no unexplained differences. There was nothing to accept.`
      : `Accepted the unexplained differences of ${address}.`;
    return { entry: acceptDifferences(state, address), message };
  });
}
