// `lock show` shows who holds the locks of state and workspace, since when and until when.

import type { ShownLock } from '@postform/state';
import { writeDocument } from '../json/records.ts';
import type { Input } from '../options/options.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { renderTable } from '../render/table.ts';
import type { ExitCode } from '../session/exit.ts';
import { openProjectFile } from '../session/project.ts';
import { makeReport } from '../session/report.ts';
import { workspaceLockPlace } from '../session/sharing.ts';
import { openStore } from '../session/wire.ts';

export async function runLockShowCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const report = makeReport(terminal, { ...options, json: false });
  const project = openProjectFile(terminal, options, report);
  const workspaceLock = workspaceLockPlace(terminal.env, project);
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
  else show(terminal, lock, runFlagsOf(options));
  // A run of this project holds both locks; one is enough to show.
  if (shared === undefined || shared.pid === lock?.pid) return 0;
  terminal.out(`\nA run with another state holds the lock of workspace ${terminal.clean(project.workspace)}:\n\n`);
  show(terminal, shared, runFlagsOf(options));
  return 0;
}

function show(terminal: Terminal, lock: ShownLock, addFlags: (text: string) => string): void {
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
    terminal.err(
      '\nThat process has ended. The next run takes over the lock and resumes; you do not have to do anything.\n',
    );
  else terminal.err(addFlags(`\nIf that run has certainly ended: postform lock release ${lock.id}\n`));
}
