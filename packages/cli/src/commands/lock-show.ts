// `lock show`: who holds the lock of the state, and who that of the workspace, since when and until when.

import type { ShownLock } from '@postform/state';
import { writeDocument } from '../json/records.ts';
import type { Input } from '../options/options.ts';
import { againWith } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderTable } from '../render/table.ts';
import type { ExitCode } from '../session/exit.ts';
import { openProjectFile } from '../session/project.ts';
import { makeReport } from '../session/report.ts';
import { workspaceLockPlace } from '../session/sharing.ts';
import { openStore } from '../session/wire.ts';

export async function runLockShowCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const report = makeReport(terminal, options.json);
  const project = openProjectFile(terminal, options, report);
  const workspaceLock = workspaceLockPlace(terminal.env, project.workspace);
  const store = openStore(project, options, report.emit, workspaceLock === undefined ? {} : { workspaceLock });
  const held = await store.showLock();
  const heldByAny = await store.showWorkspaceLock();
  if (options.json) {
    const { stack, workspace } = project;
    writeDocument(terminal, { stack, lock: held ?? null, workspace, workspaceLock: heldByAny ?? null });
    return 0;
  }
  const [lock, shared] = [terminal.clean(held), terminal.clean(heldByAny)];
  if (lock === undefined) terminal.out(`Nobody holds the lock of stack ${terminal.clean(project.stack)}.\n`);
  else show(terminal, lock, againWith(options));
  // A run of this folder holds both; then one of them says it all.
  if (shared === undefined || shared.pid === lock?.pid) return 0;
  terminal.out(`\nA run on another state holds the lock of workspace ${terminal.clean(project.workspace)}:\n\n`);
  show(terminal, shared, againWith(options));
  return 0;
}

function show(terminal: Terminal, lock: ShownLock, again: (text: string) => string): void {
  const expired = lock.expiresAtMs < terminal.nowMs() ? ' (expired)' : '';
  terminal.out(
    renderTable([
      ['id', lock.id],
      ['owner', `${lock.owner}, process ${lock.pid}${lock.isGone ? ' (gone)' : ''}`],
      ...(lock.place === undefined ? [] : [['state', lock.place] as const]),
      ['operation', lock.operation],
      ['since', new Date(lock.at).toISOString()],
      ['expires', `${new Date(lock.expiresAtMs).toISOString()}${expired}`],
    ]),
  );
  if (lock.isGone)
    terminal.err('\nThat process is gone. The next run takes the lock over and resumes; nothing has to be done.\n');
  else terminal.err(again(`\nWhere that run is certainly gone: postform lock release ${lock.id}\n`));
}
