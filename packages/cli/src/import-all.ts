// Room: importing a whole workspace: reads it, writes project, desired files and sources, then the state that fits them.
import type { Project } from '@postform/config';
import { type ExitCode, type Imported, runImportAll } from '@postform/engine';
import { kinds } from '@postform/kinds';
import { ignoreLocalFiles } from './ignore-file.ts';
import { filesOf, notesOf, secretsOf } from './import-files.ts';
import { listenForInterrupt } from './interrupt.ts';
import { refuseExisting, writeNewFiles } from './new-files.ts';
import type { Options } from './options.ts';
import { openProject } from './project.ts';
import { counted } from './render/words.ts';
import { makeReport, type Report } from './report.ts';
import type { Terminal } from './terminal.ts';
import { wire } from './wire.ts';

export interface ImportTarget {
  readonly workspace: string;
  /** Absolute path of the folder to write to. */
  readonly out: string;
}

const projectName = 'postform.yaml';

/** Throws E_CLI_FILE_EXISTS before the first call where the folder holds a project, and before the first file otherwise. */
export async function importAll(terminal: Terminal, options: Options, target: ImportTarget): Promise<ExitCode> {
  const report = makeReport(terminal, options.json);
  refuseExisting(target.out, [projectName]);
  const project = projectFor(target);
  const interrupt = listenForInterrupt(process, () => process.exit(130));
  const wired = await wire(terminal, project, options, { report, signal: interrupt.signal, command: 'import' });
  try {
    const imported = await runImportAll(wired.world, { stack: project.stack, workspace: target.workspace });
    const secrets = secretsOf(imported.resources);
    writeNewFiles(target.out, filesOf(imported.resources, { workspace: target.workspace, secrets, kinds }));
    ignoreLocalFiles(target.out, report);
    const { desired } = openProject(terminal, { ...options, dir: target.out }, report);
    await imported.commit(desired);
    tell(report, imported, secrets, target.out);
    return 0;
  } finally {
    interrupt.release();
    await wired.close();
  }
}

/** The project that is about to be written, as the wiring wants it. */
function projectFor({ workspace, out }: ImportTarget): Project {
  return {
    root: out,
    file: projectName,
    stack: 'default',
    stacks: ['default'],
    workspace,
    apiKey: { env: 'POSTMAN_API_KEY' },
    state: { backend: 'file' },
    budget: {},
    guard: {},
    secrets: {},
    settle: { timeMs: 10_000, mode: 'readback' },
    vars: {},
  };
}

function tell(report: Report, imported: Imported, secrets: Readonly<Record<string, string>>, out: string): void {
  const { resources, calls } = imported;
  report.say(`Imported ${counted(resources.length, 'object')} with ${counted(calls, 'call')} into ${out}`);
  for (const { address } of resources) report.say(`  ${address}`);
  for (const { kind, name, id, why } of imported.leftOut)
    report.say(`Left out: ${kind} ${JSON.stringify(name)} (${id}) ${why}.`);
  const names = Object.entries(secrets);
  if (names.length > 0) {
    report.say('\nMasked values are not in the files. Set these variables before the first apply that writes them:');
    for (const [name, variable] of names) report.say(`  ${variable}   (secret ${name})`);
  }
  for (const note of notesOf(resources, kinds)) report.say(`\n${note}`);
  report.say(`\nNext: postform -C ${out} plan`);
}
