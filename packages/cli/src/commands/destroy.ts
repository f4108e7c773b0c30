// Room: `destroy`, an apply whose plan deletes everything in state.
import type { ExitCode } from '@postform/engine';
import { applyFlow } from '../apply-flow.ts';
import type { Input } from '../options.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  return applyFlow(terminal, options, { name: 'destroy' });
}
