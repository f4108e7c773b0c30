// Runs a command that may send calls: opens the project, wires the ports, handles Ctrl-C, and closes everything.
import { AppError } from '@postform/engine';
import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { counted } from '../render/words.ts';
import type { ExitCode } from './exit.ts';
import { type Interrupt, listenForInterrupt } from './interrupt.ts';
import { optimiseLate } from './late-optimising.ts';
import { type OpenedProject, openProject } from './project.ts';
import { makeReport, type Report } from './report.ts';
import { type Wired, wire } from './wire.ts';

export interface Run extends OpenedProject {
  readonly terminal: Terminal;
  readonly options: Options;
  readonly report: Report;
  readonly wired: Wired;
  readonly signal: AbortSignal;
}

/**
 * `forgetful`: the quota that earlier runs stored is ignored, because this run asks the server.
 * `printsDocument`: with --json the command prints one document and no records; progress goes to stderr as text.
 * `reads`: the first Ctrl-C ends the process, because nothing can be half done. `writes`: the first Ctrl-C lets the steps in
 * progress finish, and `body` gives the exit code.
 */
export async function withRun(
  terminal: Terminal,
  options: Options,
  command: {
    readonly name: string;
    readonly mode: 'reads' | 'writes';
    readonly forgetful?: boolean;
    readonly printsDocument?: true;
  },
  body: (run: Run) => Promise<ExitCode>,
): Promise<ExitCode> {
  optimiseLate(process.versions.v8);
  const report = makeReport(terminal, command.printsDocument ? { ...options, json: false } : options);
  const opened = openProject(terminal, options, report);
  const interrupt = listenFor(command.mode, report);
  const wired = await wire(terminal, opened.project, options, {
    report,
    signal: interrupt.signal,
    command: command.name,
    forgetful: command.forgetful ?? false,
    known: opened.known,
  });
  try {
    const exit = await body({ ...opened, terminal, options, report, wired, signal: interrupt.signal });
    return exit === 130 ? interrupt.exit() : exit;
  } catch (error) {
    if (interrupt.signal.aborted && isInterruption(error, interrupt.signal)) return interrupt.exit();
    const { spent } = wired.client.budget();
    if (command.mode === 'reads' && error instanceof AppError && error.category === 'deferred')
      report.say(`Sent ${counted(spent, 'call')}. Nothing was written.`);
    throw error;
  } finally {
    report.clear();
    interrupt.release();
    await Promise.all([wired.close(), opened.saveKnown()]);
  }
}

function isInterruption(error: unknown, signal: AbortSignal): boolean {
  return error === signal.reason || (error instanceof AppError && error.category === 'interrupted');
}

function listenFor(mode: 'reads' | 'writes', report: Report): Interrupt {
  return listenForInterrupt(
    process,
    (exit) => {
      if (mode === 'reads') {
        report.clear();
        process.exit(exit);
      }
      report.notice('Interrupted: finishing the steps in progress. Press Ctrl-C again to stop at once.');
    },
    () => {
      report.notice(
        'Stopped at once. The state is consistent, but it is unknown how the steps in progress ended, and the lock stays. ' +
          'Run the same command again: it takes over the lock, checks those steps and resumes.',
      );
    },
  );
}
