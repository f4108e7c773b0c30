// `restore` lists what was kept before it was overwritten or deleted, and puts one of it back.
import { type Restoring, runRestore } from '@postform/engine';
import { readKept } from '../files/kept-file.ts';
import { storePaths } from '../files/store-paths.ts';
import { restoringRecord } from '../json/restore-records.ts';
import type { Input } from '../options/options.ts';
import { planOptions } from '../options/plan-options.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import { hiddenText, nextText } from '../render/restore.ts';
import { approve, tellEnd, watchWrites } from '../session/apply-flow.ts';
import { type ExitCode, exitCodes } from '../session/exit.ts';
import { listKept } from '../session/list-kept.ts';
import { requirePrompt } from '../session/prompt.ts';
import { type Run, withRun } from '../session/run.ts';
import { showPlan } from '../session/show-plan.ts';

/** `canPull`: this version has a command that takes edits into the files. */
export function restoreCommand(canPull: boolean) {
  return async (terminal: Terminal, { args, options }: Input): Promise<ExitCode> => {
    const [file] = args;
    if (file === undefined) return listKept(terminal, options);
    const asks = !options.autoApprove;
    if (asks) requirePrompt(terminal, 'restore');
    return withRun(terminal, options, { name: 'restore', mode: 'writes' }, (run) => restore(run, file, asks, canPull));
  };
}

async function restore(run: Run, file: string, asks: boolean, canPull: boolean): Promise<ExitCode> {
  const { terminal, options, project, report } = run;
  const kept = readKept(terminal.cwd, options.dir ?? '.', storePaths(project).overwritten, file);
  const watch = watchWrites(run);
  let isNoop = false;
  const { result, ...about } = await runRestore(run.wired.ports, {
    desired: run.desired,
    kept,
    options: planOptions(options, project, { command: 'apply', saved: false, destroy: false }),
    show: (planned, restoring) => {
      sayWhere(run, restoring);
      const { plan } = planned;
      isNoop = plan.steps.length === 0 && plan.refused.length === 0 && plan.changes.every(({ blocked }) => !blocked);
      if (!isNoop || report.record !== undefined)
        showPlan(run, { ...planned, coverage: { verified: 1, total: 1 } }, false);
    },
    approve: async (planned) => {
      const approval = await approve(run, planned, asks, 'Put this back into');
      watch.start();
      return approval;
    },
  });
  const addFlags = runFlagsOf(options);
  if (isNoop) report.notice(`${about.address} already is as it was kept. Nothing was written.`);
  tellEnd(run, result, { command: 'restore', isSaved: false, addFlags, times: watch.times(result.paid) });
  if (!isNoop && result.end === 'done') report.notice(terminal.clean(nextText(about, canPull, addFlags)));
  return result.declined && run.signal.aborted ? 130 : exitCodes[result.end];
}

function sayWhere({ terminal, report }: Run, restoring: Restoring): void {
  report.record?.(restoringRecord(restoring));
  if (restoring.hidden.length > 0) report.emit({ type: 'warning', text: terminal.clean(hiddenText(restoring)) });
}
