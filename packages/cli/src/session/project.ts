// Finds and reads the project of a run; sends no call.
import { basename, dirname, join, resolve } from 'node:path';
import {
  type Authored,
  findProject,
  type Loaded,
  type LoadInput,
  loadProject,
  nodeSourceDisk,
  type Project,
  type SecretPlaces,
} from '@postform/config';
import { type Address, type Desired, type Known, NOTHING_KNOWN } from '@postform/engine';
import type { FileKnown } from '@postform/state';
import { readGiven } from '../files/bounded-read.ts';
import { diskWith } from '../files/disk-with.ts';
import type { Options } from '../options/options.ts';
import { learningKindsFor, learnPlaces } from '../output/learning.ts';
import type { Terminal } from '../output/terminal.ts';
import { InvalidInput } from './invalid-input.ts';
import { knownOf, openKnown } from './known.ts';
import type { Report } from './report.ts';

/** The placeholder that `init` writes where no workspace id was given. */
export const noWorkspace = '00000000-0000-0000-0000-000000000000';

export interface OpenedProject {
  readonly project: Project;
  readonly desired: Desired;
  /** Names of the secrets that the desired files use, sorted. */
  readonly secretNames: readonly string[];
  /** A declared resource as people wrote it. */
  readonly authored: (address: Address) => Authored | undefined;
  /** Loads the project once more, with other contents of files and with further files, by absolute path. */
  loadWith(texts: ReadonlyMap<string, string>): Loaded;
  /** Of the chosen stack. */
  readonly known: Known | undefined;
  saveKnown(): Promise<void>;
}

/** Shows warnings. Throws InvalidInput with all mistakes, including a workspace id that is still the placeholder. */
export function openProject(terminal: Terminal, options: Options, report: Report): OpenedProject {
  const opened = openStarter(terminal, options, report);
  if (opened.project.workspace === noWorkspace) throw unsetWorkspace(opened.project);
  return opened;
}

/** As `openProject`, but accepts the placeholder for the workspace id. */
export function openStarter(terminal: Terminal, options: Options, report: Report): OpenedProject {
  const { project, desired, secretNames, authored, loadWith, known, saveKnown } = load(terminal, options, report, {});
  return { project, desired, secretNames, authored, loadWith, known, saveKnown };
}

/** Reads the project file alone, for commands on state and lock: they work even if desired files are broken. */
export function openProjectFile(terminal: Terminal, options: Options, report: Report): Project {
  return load(terminal, options, report, { projectOnly: true }).project;
}

/** Learns the project's secrets for a command that ends before it has read the project, so that its message is redacted. */
export function learnSecrets(terminal: Terminal, { dir }: Pick<Options, 'dir'>): void {
  const onSecretPlaces = (places: SecretPlaces) => learnPlaces(terminal.redactor, places, terminal.env);
  const input = {
    dir: resolve(terminal.cwd, dir ?? '.'),
    env: terminal.env,
    disk: nodeSourceDisk,
    kinds: learningKindsFor(terminal.redactor),
  };
  loadProject({ ...input, projectOnly: true, onSecretPlaces });
}

function load(terminal: Terminal, options: Options, report: Report, how: Pick<LoadInput, 'projectOnly'>) {
  const dir = resolve(terminal.cwd, options.dir ?? '.');
  const opened: { store?: FileKnown | undefined; known?: Known } = {};
  const input: LoadInput = {
    ...how,
    dir,
    env: terminal.env,
    disk: nodeSourceDisk,
    kinds: learningKindsFor(terminal.redactor),
    onSecretPlaces: (places) => learnPlaces(terminal.redactor, places, terminal.env),
    vars: options.var,
    varFiles: options.varFile.map((file) => resolve(dir, file)),
    known: (root, project) => {
      if (project === undefined) opened.store = openKnown(root, terminal.env);
      const known = opened.store && knownOf(opened.store, terminal.env, project);
      if (known === undefined) return NOTHING_KNOWN;
      opened.known = known;
      return known;
    },
    ...(options.stack === undefined ? {} : { stack: options.stack }),
  };
  const loaded = loadProject(input);
  if (!loaded.ok) throw new InvalidInput(loaded.diagnostics, rootOf(dir));
  report.diagnostics(loaded.warnings, loaded.project.root);
  const { store, known } = opened;
  const loadWith: OpenedProject['loadWith'] = (texts) => {
    const { known: _, ...rest } = input;
    return loadProject({ ...rest, disk: diskWith(nodeSourceDisk, texts) });
  };
  return { ...loaded, loadWith, known, saveKnown: async () => store?.save() };
}

function unsetWorkspace({ root, file }: Project): InvalidInput {
  const name = basename(file);
  const lines = readGiven(join(root, name)).split('\n');
  const line = lines.findIndex((text) => text.includes(noWorkspace));
  const place = { file: name, line: line + 1, column: (lines[line]?.indexOf(noWorkspace) ?? 0) + 1 };
  const message = 'the workspace is not set';
  const hint = 'put the ID of your workspace here; Postman shows it under "Workspace info"';
  const unset = { severity: 'error', code: 'D_WORKSPACE_UNSET', message, hint } as const;
  return new InvalidInput([line < 0 ? unset : { ...unset, place }], root);
}

/** The folder that paths in diagnostics are relative to. */
function rootOf(dir: string): string {
  const file = findProject(dir, nodeSourceDisk);
  return file === undefined ? dir : dirname(file);
}
