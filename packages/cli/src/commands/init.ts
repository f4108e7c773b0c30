// `init` writes a starter project and creates its state; a person chooses the workspace, and may import it. Never overwrites; a second run does what is left.
import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { PROJECT_FILES } from '@postform/config';
import { firstState } from '@postform/engine';
import { throughLinks } from '../files/links.ts';
import { storePaths } from '../files/store-paths.ts';
import { writeWhole } from '../files/whole-file.ts';
import { chooseWorkspace } from '../new-project/choose-workspace.ts';
import { writeEditorSchemas } from '../new-project/editor-schemas.ts';
import { ignoreLocalFiles } from '../new-project/ignore-file.ts';
import { importAll } from '../new-project/import-all.ts';
import { exampleFile, projectFile } from '../new-project/starter.ts';
import type { Input, Options } from '../options/options.ts';
import { runFlagsOf } from '../options/run-flags.ts';
import type { Terminal } from '../output/terminal.ts';
import type { ExitCode } from '../session/exit.ts';
import { noWorkspace, openStarter } from '../session/project.ts';
import { makeReport, type Report } from '../session/report.ts';
import { openStore, random } from '../session/wire.ts';

export async function runInitCommand(terminal: Terminal, { options }: Input): Promise<ExitCode> {
  const dir = resolve(terminal.cwd, options.dir ?? '.');
  const plain = makeReport(terminal, options);
  const addFlags = runFlagsOf(options);
  const report: Report = { ...plain, say: (text) => plain.say(addFlags(text)) };
  mkdirSync(dir, { recursive: true });
  if (PROJECT_FILES.some((name) => existsSync(join(dir, name)))) report.say('This folder already contains a project.');
  else {
    const { workspace, imports } = await chooseWorkspace(terminal, options, dir, report);
    if (imports && workspace !== undefined) return importAll(terminal, options, { workspace, out: dir });
    // The project file is written last: where it is missing, the next `init` writes what is left.
    write(dir, 'desired/example.yaml', exampleFile, report);
    write(dir, 'postform.yaml', projectFile(workspace), report);
    if (workspace !== undefined && !terminal.asks)
      report.say(
        `To manage what the workspace holds already: postform import --workspace ${workspace} --all --out DIR`,
      );
  }
  writeEditorSchemas(dir);
  ignoreLocalFiles(dir, report);
  return makeState(terminal, { ...options, dir }, report);
}

async function makeState(terminal: Terminal, options: Options, report: Report): Promise<ExitCode> {
  const { project, desired } = openStarter(terminal, options, report);
  if (project.workspace === noWorkspace) {
    report.say('\nNext: put the ID of your workspace into postform.yaml, then run postform init again.');
    return 0;
  }
  const store = openStore(project, options, report.emit);
  if ((await store.load()) === undefined) {
    const lease = await store.lock({ operation: 'init', initial: () => firstState({ random }, desired) });
    await lease.release();
    report.say(
      `Created the state ${storePaths(project).state}. Commit it: it holds IDs and digests, but no bodies and no secrets.`,
    );
  } else report.say(`Stack ${project.stack} already has a state.`);
  report.say('\nNext: postform plan');
  return 0;
}

function write(dir: string, name: string, text: string, report: Report): void {
  const path = throughLinks(dir, join(dir, name));
  if (existsSync(path)) {
    report.say(`${name} exists and was not changed.`);
    return;
  }
  mkdirSync(dirname(path), { recursive: true });
  writeWhole(path, text);
  report.say(`Wrote ${name}.`);
}
