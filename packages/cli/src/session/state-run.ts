// Runs commands on the state alone, which send no call and need no API key. With --json, warnings stay text on stderr, beside the document.
import type { Entry, JsonObject, State } from '@postform/engine';
import { AppError } from '@postform/engine';
import { writeDocument } from '../json/records.ts';
import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from './exit.ts';
import { openProjectFile } from './project.ts';
import { makeReport, type Report } from './report.ts';
import { openStore } from './wire.ts';

export interface StateRun {
  readonly state: State;
  readonly report: Report;
}

/** Reads the state without a lock. Throws E_CLI_NO_STATE where there is none yet. */
export async function readState(terminal: Terminal, options: Options): Promise<StateRun> {
  const report = makeReport(terminal, { ...options, json: false });
  const project = openProjectFile(terminal, options, report);
  const state = await openStore(project, options, report.emit).load();
  if (state === undefined) throw noState(project.stack);
  return { state, report };
}

/** A change of the state, its message, and what `--json` prints beside the serial. */
export interface StateEdit {
  readonly entry: Entry;
  readonly message: string;
  readonly more?: JsonObject;
}

/** Changes the state by one entry under the lock. `edit` throws where there is nothing to change. */
export async function editState(
  terminal: Terminal,
  options: Options,
  operation: string,
  edit: (state: State) => StateEdit,
): Promise<ExitCode> {
  const report = makeReport(terminal, { ...options, json: false });
  const project = openProjectFile(terminal, options, report);
  const store = openStore(project, options, report.emit);
  if ((await store.load()) === undefined) throw noState(project.stack);
  const initial = (): State => {
    throw noState(project.stack);
  };
  const lease = await store.lock({ operation, initial });
  let made: StateEdit;
  try {
    made = edit(lease.state());
    await lease.append(made.entry);
  } finally {
    await lease.release();
  }
  const { serial } = lease.state();
  if (options.json) writeDocument(terminal, { operation, stack: project.stack, serial, ...made.more });
  else report.say(made.message);
  return 0;
}

/** The error of a command that needs a state and finds none. */
export function noState(stack: string): AppError {
  return new AppError('E_CLI_NO_STATE', `Stack ${stack} has no state yet.`, {
    hint: 'If the state file was lost, restore it. Otherwise run postform apply, or import a workspace: postform import --workspace ID --all --out DIR',
  });
}
