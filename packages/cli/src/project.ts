// Room: the project of a run, found and read from the files; sends no call.
import { dirname, resolve } from 'node:path';
import { findProject, loadProject, nodeDisk, type Project } from '@postform/config';
import type { Desired } from '@postform/engine';
import { kinds } from '@postform/kinds';
import { InvalidInput } from './invalid-input.ts';
import type { Options } from './options.ts';
import type { Report } from './report.ts';
import type { Terminal } from './terminal.ts';

export interface Opened {
  readonly project: Project;
  readonly desired: Desired;
  /** Names of the secrets that the desired files use, sorted. */
  readonly secretNames: readonly string[];
}

/** Shows warnings. Throws InvalidInput with everything that is wrong. */
export function openProject(terminal: Terminal, options: Options, report: Report): Opened {
  const dir = resolve(terminal.cwd, options.dir ?? '.');
  const loaded = loadProject({
    dir,
    env: terminal.env,
    disk: nodeDisk,
    kinds,
    vars: options.var,
    ...(options.stack === undefined ? {} : { stack: options.stack }),
  });
  if (!loaded.ok) throw new InvalidInput(loaded.diagnostics, rootOf(dir));
  report.diagnostics(loaded.warnings, loaded.project.root);
  const { project, desired, secretNames } = loaded;
  return { project, desired, secretNames };
}

/** Folder that the files of diagnostics are relative to. */
function rootOf(dir: string): string {
  const file = findProject(dir, nodeDisk);
  return file === undefined ? dir : dirname(file);
}
