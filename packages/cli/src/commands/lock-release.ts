// Room: `lock release`, removes the lock of a run that is gone.
import type { ExitCode } from '@postform/engine';
import type { Input } from '../options.ts';
import { openProjectFile } from '../project.ts';
import { makeReport } from '../report.ts';
import { workspaceLockPlace } from '../sharing.ts';
import type { Terminal } from '../terminal.ts';
import { openStore } from '../wire.ts';

export async function run(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const report = makeReport(terminal, options.json);
  const project = openProjectFile(terminal, options, report);
  const workspaceLock = workspaceLockPlace(terminal.env, project.workspace);
  const places = workspaceLock === undefined ? {} : { workspaceLock };
  await openStore(project, options, report.emit, places).releaseLock(args[0] ?? '');
  terminal.err(`The lock ${terminal.clean(args[0] ?? '')} is released.\n`);
  return 0;
}
