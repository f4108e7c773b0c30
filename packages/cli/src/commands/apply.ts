// Room: `apply`, makes the workspace equal to the files, or applies exactly a saved plan.
import { resolve } from 'node:path';
import type { ExitCode } from '@postform/engine';
import { applyFlow } from '../apply-flow.ts';
import type { Input } from '../options.ts';
import { readPlan } from '../plan-file.ts';
import type { Terminal } from '../terminal.ts';

export async function run(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const [file] = args;
  const saved = file === undefined ? undefined : readPlan(resolve(terminal.cwd, options.dir ?? '.', file));
  return applyFlow(terminal, options, { name: 'apply', ...(saved === undefined ? {} : { saved }) });
}
