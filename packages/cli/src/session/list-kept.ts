// Lists what was kept before it was overwritten or deleted; sends no call.
import { join, relative } from 'node:path';
import { keptBodies } from '@postform/state';
import { storePaths } from '../files/store-paths.ts';
import { keptRecord } from '../json/restore-records.ts';
import type { Options } from '../options/options.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderKept, rowOf } from '../render/restore.ts';
import type { ExitCode } from './exit.ts';
import { openProjectFile } from './project.ts';
import { makeReport } from './report.ts';

export async function listKept(terminal: Terminal, options: Options): Promise<ExitCode> {
  const report = makeReport(terminal, options);
  const project = openProjectFile(terminal, options, report);
  const { overwritten } = storePaths(project);
  const kept = (await keptBodies(overwritten)).map(rowOf);
  const folder = relative(project.root, overwritten);
  if (report.record === undefined) terminal.out(renderKept(terminal.clean(kept), folder, runFlagsOf(options)));
  else for (const one of kept) report.record(keptRecord(one, join(folder, one.file)));
  return 0;
}
