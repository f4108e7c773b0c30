// Room: `lock release`, removes the lock of a run that is gone.
import type { ExitCode } from '@postform/engine';
import type { Input } from '../options.ts';
import { openProjectFile } from '../project.ts';
import { makeReport } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { openStore } from '../wire.ts';

export async function run(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const report = makeReport(terminal, options.json);
  const project = openProjectFile(terminal, options, report);
  await openStore(project, options, report.emit).releaseLock(args[0] ?? '');
  terminal.err(`The lock of stack ${terminal.clean(project.stack)} is released.\n`);
  return 0;
}
