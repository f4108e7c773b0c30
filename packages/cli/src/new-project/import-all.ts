// Imports a whole workspace: reads it, then writes project, desired files, sources and the matching state.
import { findProject, nodeSourceDisk, PROJECT_FILES, type Project } from '@postform/config';
import { type Diagnostic, type Plan, runImportAll, summaryOf, type Taken } from '@postform/engine';
import { kinds } from '@postform/kinds';
import { planRecords, priceFields, summaryRecord } from '../json/plan-records.ts';
import type { Options } from '../options/options.ts';
import type { Terminal } from '../output/terminal.ts';
import { counted, quoted } from '../render/words.ts';
import type { ExitCode } from '../session/exit.ts';
import { listenForInterrupt } from '../session/interrupt.ts';
import { makeReport, type Report } from '../session/report.ts';
import { wire } from '../session/wire.ts';
import { clearIn, mentionsIn, notesOf } from './import-files.ts';
import { readable } from './import-readable.ts';
import { refuseExisting } from './staged-moves.ts';
import { type Staging, stageProject } from './staging.ts';
import { projectFor } from './starter-project.ts';

export interface ImportTarget {
  readonly workspace: string;
  /** Absolute path of the folder to write to. */
  readonly out: string;
}

/** Nothing is imported into a folder that contains one of these. */
const TAKEN = [...PROJECT_FILES, '.postform/default.state'];

/**
 * All or nothing: files and state are written to a staging folder, which then becomes `out`. What cannot be imported is
 * named and stays unmanaged (exit 3). Throws E_CLI_FILE_EXISTS, before the first call if possible, and E_CLI_NEW_PROJECT.
 */
export async function importAll(terminal: Terminal, options: Options, target: ImportTarget): Promise<ExitCode> {
  const report = makeReport(terminal, options);
  refuseExisting(target.out, TAKEN);
  const outer = findProject(target.out, nodeSourceDisk);
  if (outer !== undefined) report.say(`${target.out} lies inside the project ${outer}, which is not changed.`);
  const staging = stageProject(target.out);
  const interrupt = listenForInterrupt(process, (exit) => {
    staging.discard();
    process.exit(exit);
  });
  try {
    const project = projectFor({ ...target, out: staging.folder });
    const done = await takeOver(terminal, options, { project, staging, report, signal: interrupt.signal });
    staging.commit();
    tell(report, done, target.out);
    return done.leftOut.length === 0 ? 0 : 3;
  } finally {
    staging.discard();
    interrupt.release();
  }
}

interface Done extends Taken {
  readonly plan: Plan;
  readonly credentials: readonly Diagnostic[];
  readonly calls: number;
  readonly secrets: Readonly<Record<string, string>>;
}

/** Reads the workspace, and writes files and state to the staging folder. */
async function takeOver(
  terminal: Terminal,
  options: Options,
  how: {
    readonly project: Project;
    readonly staging: Staging;
    readonly report: Report;
    readonly signal: AbortSignal;
  },
): Promise<Done> {
  const { project, staging, report, signal } = how;
  const wired = await wire(terminal, project, options, { report, signal, command: 'import' });
  try {
    const imported = await runImportAll(wired.ports, {
      stack: project.stack,
      workspace: project.workspace,
      keepSecrets: options.keepSecrets,
    });
    const { taken, desired, files, secrets, credentials } = readable(imported, project.workspace, terminal.env);
    staging.write(files);
    const plan = await imported.commit(desired);
    return { ...taken, plan, calls: imported.calls, secrets, credentials };
  } finally {
    await wired.close();
  }
}

function tell(report: Report, { plan, resources, leftOut, calls, secrets, credentials }: Done, out: string): void {
  if (report.record !== undefined) {
    for (const record of planRecords(plan, [])) report.record(record);
    const { expected, worst } = plan.price;
    const price = { expected: priceFields(expected), worst: priceFields(worst) };
    report.record(summaryRecord('plan', summaryOf(plan), { ...price, read: calls }));
  }
  report.say(`Imported ${counted(resources.length, 'object')} with ${counted(calls, 'call')} into ${out}`);
  for (const { address } of resources) report.say(`  ${address}`);
  for (const { kind, name, id, why } of leftOut) report.notice(`Left out: ${kind} ${quoted(name)} (${id}) ${why}.`);
  const names = Object.entries(secrets);
  if (names.length > 0) {
    report.say('\nThe files contain no secret values. Before the first apply that writes them, set these variables:');
    for (const [name, variable] of names) report.say(`  ${variable}   (secret ${name})`);
    if (resources.some(({ written }) => written['secrets'] !== undefined))
      report.say('They include tokens found in auth, headers and cookies; --keep-secrets keeps those in the files.');
  }
  for (const text of clearIn(resources)) report.emit({ type: 'warning', text });
  report.diagnostics(credentials, out);
  for (const note of [...notesOf(resources, kinds), ...mentionsIn(resources)]) report.say(`\n${note}`);
  report.say(`\nNext: postform -C ${out} plan`);
}
