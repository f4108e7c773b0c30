// `lock release` releases the lock left behind by a crashed run.

import type { Input } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';
import { openProjectFile } from '../session/project.ts';
import { makeReport } from '../session/report.ts';
import { workspaceLockPlace } from '../session/sharing.ts';
import { openStore } from '../session/wire.ts';

export async function runLockReleaseCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const report = makeReport(terminal, { ...options, json: false });
  const project = openProjectFile(terminal, options, report);
  const workspaceLock = workspaceLockPlace(terminal.env, project);
  const places = workspaceLock === undefined ? {} : { workspaceLock };
  await openStore(project, options, report.emit, places).releaseLock(args[0] ?? '');
  report.say(`Released the lock ${args[0] ?? ''}.`);
  return 0;
}
