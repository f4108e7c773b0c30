// Room: `lock show`, who holds the lock, since when and until when.
import type { ExitCode } from '@postform/engine';
import { againWith } from '../again.ts';
import type { Input } from '../options.ts';
import { openProjectFile } from '../project.ts';
import { renderTable } from '../render/table.ts';
import { makeReport } from '../report.ts';
import type { Terminal } from '../terminal.ts';
import { openStore } from '../wire.ts';

export async function run(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const report = makeReport(terminal, options.json);
  const project = openProjectFile(terminal, options, report);
  const held = await openStore(project, options, report.emit).showLock();
  if (options.json) {
    terminal.json({ format: 1, stack: project.stack, lock: held ?? null }, 2);
    return 0;
  }
  const lock = terminal.clean(held);
  if (lock === undefined) {
    terminal.out(`Nobody holds the lock of stack ${terminal.clean(project.stack)}.\n`);
    return 0;
  }
  const expired = lock.expiresAtMs < terminal.nowMs() ? ' (expired)' : '';
  terminal.out(
    renderTable([
      ['id', lock.id],
      ['owner', `${lock.owner}, process ${lock.pid}${lock.isGone ? ' (gone)' : ''}`],
      ['operation', lock.operation],
      ['since', new Date(lock.at).toISOString()],
      ['expires', `${new Date(lock.expiresAtMs).toISOString()}${expired}`],
    ]),
  );
  if (lock.isGone)
    terminal.err('\nThat process is gone. The next run takes the lock over and resumes; nothing has to be done.\n');
  else terminal.err(againWith(options)(`\nWhere that run is certainly gone: postform lock release ${lock.id}\n`));
  return 0;
}
