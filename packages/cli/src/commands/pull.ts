// `pull` takes what people changed in Postman into the files. Sends only GET requests; writes files only with --write.

import { AppError, type PlanOptions, runPull, type Side } from '@postform/engine';
import { writeDocument } from '../json/records.ts';
import { pullNew } from '../new-project/pull-new.ts';
import type { Input, Options } from '../options/options.ts';
import { planOptions } from '../options/plan-options.ts';
import type { Terminal } from '../output/terminal.ts';
import { isComplete } from '../render/coverage.ts';
import type { Intake } from '../render/intake.ts';
import { renderPull, shownIntake } from '../render/pull.ts';
import { announceRefresh } from '../session/announce-read.ts';
import type { ExitCode } from '../session/exit.ts';
import { intakeOf, writeIntake } from '../session/intake.ts';
import { type Run, withRun } from '../session/run.ts';
import { noState } from '../session/state-run.ts';

export async function runPullCommand(terminal: Terminal, { args, options }: Input): Promise<ExitCode> {
  const side = sideOf(options);
  if (options.new) {
    if (args.length > 0 || side !== undefined || options.gone) throw onlyNew();
    return pullNew(terminal, options);
  }
  return withRun(terminal, options, { name: 'pull', mode: 'reads', printsDocument: true }, async (run) => {
    if ((await run.wired.store.load()) === undefined) throw noState(run.project.stack);
    const asked = asksFor(run, args);
    await announceRefresh(run, asked);
    const pull = await runPull(run.wired.ports, run.desired, asked, side);
    const intake = intakeOf(run, pull, { addresses: args, takesGone: options.gone });
    const isWritten = options.write && intake.undecided.length === 0 && intake.edits.length > 0;
    if (isWritten) writeIntake(run.project.root, intake);
    if (options.json) writeDocument(terminal, documentOf(intake, isWritten));
    else {
      const view = { style: terminal.outStyle, width: terminal.width, nowMs: terminal.nowMs(), isWritten, ...options };
      terminal.out(renderPull(...terminal.clean([shownIntake(intake), pull.coverage] as const), view));
    }
    return exitOf(intake, options, isWritten, isComplete(pull.coverage) || args.length > 0);
  });
}

function asksFor({ options, project }: Run, addresses: readonly string[]): PlanOptions {
  const asked = planOptions(options, project, { command: 'drift', saved: false, destroy: false });
  return { ...asked, targets: addresses };
}

function sideOf({ ours, theirs }: Options): Side | undefined {
  if (ours && theirs)
    throw new AppError('E_CLI_USAGE', '--ours and --theirs contradict each other.', {
      hint: 'Use one of the two options.',
      category: 'usage',
    });
  return ours ? 'ours' : theirs ? 'theirs' : undefined;
}

function exitOf(intake: Intake, { write }: Options, isWritten: boolean, isWhole: boolean): ExitCode {
  const { edits, undecided, left, refused } = intake;
  if (write && undecided.length > 0) return 7;
  if (!isWritten && edits.length + undecided.length > 0) return 2;
  if (left.length + refused.length > 0) return write ? 3 : 2;
  return isWhole ? 0 : 4;
}

function documentOf({ objects, edits, refused, left, undecided, gone }: Intake, isWritten: boolean) {
  return {
    written: isWritten,
    objects: objects.map(({ address, name, what, lines }) => ({ address, name, what, lines })),
    files: edits.map(({ path, addresses }) => ({ path, addresses })),
    refused,
    left: left.map(({ address, pointer, why, file }) => ({ address, pointer, why, file })),
    undecided,
    leftOut: [],
    gone,
  };
}

function onlyNew(): AppError {
  return new AppError('E_CLI_USAGE', '--new is about objects that no address manages yet.', {
    hint: 'Use it without addresses, --ours, --theirs and --gone.',
    category: 'usage',
  });
}
