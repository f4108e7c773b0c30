// Room: `state accept`, what the server made of our values is as wanted.
import { acceptResidues, type ExitCode } from '@postform/engine';
import type { Input } from '../options.ts';
import { editState } from '../state-run.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [address = ''] = args;
  return editState(terminal, options, 'state accept', (state) => ({
    entry: acceptResidues(state, address),
    told: `The residues of ${address} are accepted.`,
  }));
}
