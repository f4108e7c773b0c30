// Loads a project: from a folder to desired resources, or to everything that is wrong. Synchronous; reads only the disk it is given.
import {
  type Address,
  type Desired,
  type DesiredResource,
  type Diagnostic,
  type Json,
  type Kinds,
  type Known,
  NOTHING_KNOWN,
  secretNamesOf,
} from '@postform/engine';
import { boundsOf } from './files/bounds.ts';
import { absolutePath, shownPath } from './files/paths.ts';
import { withoutKeys } from './files/redact-keys.ts';
import { rememberingDisk } from './files/remembering-disk.ts';
import type { SourceDisk } from './files/source-disk.ts';
import { checkProject } from './project/check-project.ts';
import { readDesired } from './project/desired-files.ts';
import { warnOfEmptySecrets } from './project/empty-variables.ts';
import { type ProjectFile, readProjectFile } from './project/find-project.ts';
import { givenVariables } from './project/given-variables.ts';
import type { Project } from './project/project.ts';
import { resolveProject } from './project/resolve-project.ts';
import { scopeOf } from './project/scope.ts';
import { type SecretPlaces, secretPlaces } from './project/secrets.ts';
import { usageIn, warnOfShadowed, warnOfUnused } from './project/usage.ts';
import { type Authored, authoredResource } from './resolve/authored.ts';
import { collectDeclared } from './resolve/declared.ts';
import { checkResource, resolveResource, type Surroundings } from './resolve/resource.ts';
import { sourceFiles } from './resolve/source-files.ts';
import { sortDiagnostics, withValue } from './yaml/document.ts';

export interface LoadInput {
  /** Folder in which the search for the project file starts; it goes upward. */
  readonly dir: string;
  /** The process environment, for `${env.NAME}`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly disk: SourceDisk;
  readonly kinds: Kinds;
  readonly stack?: string;
  /** From `--var`. `GivenVariables` says what wins over what. */
  readonly vars?: Readonly<Record<string, string>>;
  /** From `--var-file`: absolute paths in the order given. */
  readonly varFiles?: readonly string[];
  /** No desired file is read: there are no resources, and no mistakes but the project's. */
  readonly projectOnly?: true;
  /** What earlier runs made of the same bytes: of the project file in `root`, and then of what the project's files declare. */
  readonly known?: (root: string, project?: Project) => Known;
  /** Called as soon as the project file can be read, before anything of it can appear in a message. */
  readonly onSecretPlaces?: (places: SecretPlaces) => void;
}

export type Loaded =
  | {
      readonly ok: true;
      readonly project: Project;
      readonly desired: Desired;
      readonly warnings: readonly Diagnostic[];
      /** Secrets that the resources use, sorted. */
      readonly secretNames: readonly string[];
      /** Desired files that were read, relative to the root, sorted. */
      readonly files: readonly string[];
      /** A declared resource as people wrote it. */
      readonly authored: (address: Address) => Authored | undefined;
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Never throws because of what the files hold. Diagnostics are sorted by file, line and column, warnings among them. */
export function loadProject(input: LoadInput): Loaded {
  const out: Diagnostic[] = [];
  const file = readProjectFile(input, out);
  const loaded = file && load(input, file, out);
  const sorted = sortDiagnostics(out.map(withoutKeys));
  if (loaded === undefined || sorted.some(({ severity }) => severity === 'error'))
    return { ok: false, diagnostics: sorted };
  return { ok: true, ...loaded, warnings: sorted };
}

type LoadedParts = Omit<Extract<Loaded, { ok: true }>, 'ok' | 'warnings'>;

/** Reports all mistakes of all files, however many of them are wrong. */
function load(input: LoadInput, { root, document }: ProjectFile, out: Diagnostic[]): LoadedParts | undefined {
  const disk = rememberingDisk(input.disk);
  const { kinds, env, vars = {} } = input;
  const varFiles = input.projectOnly ? [] : (input.varFiles ?? []);
  const given = givenVariables({ disk, root, env, vars, varFiles }, out);
  input.onSecretPlaces?.(secretPlaces(document.value));
  const { written, knowsNames } = checkProject(document, kinds, out);
  const project = written && resolveProject(written, document, { root, stack: input.stack, given, env }, out);
  /** The project file without what is wrong in it. */
  const sound = withValue(document, written as unknown as Json);
  if (written !== undefined) warnOfShadowed(sound, out);
  if (input.projectOnly)
    return (
      project && { project, desired: desiredOf(project, []), secretNames: [], files: [], authored: () => undefined }
    );

  const known = (project && input.known?.(root, project)) ?? NOTHING_KNOWN;
  const { documents, complete } = readDesired(disk, root, document, out, known);
  const { byAddress, all } = collectDeclared(documents, kinds, out);
  const checked = all.flatMap((declared) => checkResource(declared, out) ?? []);
  const settings = written && project && knowsNames ? { project, written, document, env } : undefined;
  const bounds = boundsOf(disk, root);
  const surroundings: Surroundings = {
    scope: scopeOf(settings, kinds, { byAddress, complete }),
    filesOf: (file, onRead) => ({
      files: sourceFiles(disk, file, bounds, { purpose: 'parse', onRead }),
      fileText: sourceFiles(disk, file, bounds, { purpose: 'embed' }).text,
    }),
    known,
    scans: project?.guard.secrets !== 'off',
    nameOf: (file, path) => shownPath(root, absolutePath(root, file, path)),
    out,
  };
  const resources = checked
    .flatMap((one) => resolveResource(one, surroundings) ?? [])
    .sort((a, b) => (a.address < b.address ? -1 : 1));
  if (project === undefined) return undefined;

  const secretNames = [...new Set(resources.flatMap(secretNamesOf))].sort();
  if (complete && knowsNames) warnOfUnused(sound, project.stack, given.named, usageIn(documents), out);
  warnOfEmptySecrets(sound, project.stack, secretNames, env, out);
  return {
    project,
    desired: desiredOf(project, resources),
    secretNames,
    files: documents.map(({ file }) => file).sort(),
    authored: (address) => {
      const one = checked.find(({ declared }) => declared === byAddress.get(address));
      return one && authoredResource(one, surroundings);
    },
  };
}

function desiredOf({ stack, workspace }: Project, resources: readonly DesiredResource[]): Desired {
  return { stack, workspace, resources };
}
