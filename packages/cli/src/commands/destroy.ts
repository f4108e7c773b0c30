// `destroy` is an apply whose plan deletes everything in state.

import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { applyFlow } from '../session/apply-flow.ts';
import type { ExitCode } from '../session/exit.ts';

export async function runDestroyCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  return applyFlow(terminal, options, { name: 'destroy' });
}
