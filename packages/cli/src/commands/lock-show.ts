// Room: `lock show`, who holds the lock, since when and until when.
import type { ExitCode } from '@postform/engine';
import type { Input } from '../options.ts';
import { openProject } from '../project.ts';
import { renderTable } from '../render/table.ts';
import { makeReport } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { openStore } from '../wire.ts';

export async function run(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const report = makeReport(terminal, options.json);
  const { project } = openProject(terminal, options, report);
  const lock = await openStore(project, options, report.emit).showLock();
  if (options.json) {
    terminal.out(`${JSON.stringify({ format: 1, stack: project.stack, lock: lock ?? null }, undefined, 2)}\n`);
    return 0;
  }
  if (lock === undefined) {
    terminal.out(`Nobody holds the lock of stack ${project.stack}.\n`);
    return 0;
  }
  const expired = lock.expiresAtMs < terminal.nowMs() ? ' (expired)' : '';
  terminal.out(
    renderTable([
      ['id', lock.id],
      ['owner', `${lock.owner}, process ${lock.pid}`],
      ['operation', lock.operation],
      ['since', new Date(lock.at).toISOString()],
      ['expires', `${new Date(lock.expiresAtMs).toISOString()}${expired}`],
    ]),
  );
  terminal.err(`\nWhere that run is certainly gone: postform lock release ${lock.id}\n`);
  return 0;
}
