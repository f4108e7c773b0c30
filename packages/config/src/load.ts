// Room: from a folder to Desired, or to all that is wrong with it. Pure and synchronous but for the disk it is given.
import { basename, dirname, resolve } from 'node:path';
import {
  type Desired,
  type DesiredResource,
  type Diagnostic,
  eachDeferredValue,
  getAt,
  type Kind,
  type Kinds,
} from '@postform/engine';
import { boundsOf } from './bounds.ts';
import { collectDeclared, type Declared } from './declared.ts';
import { readDesired } from './desired-files.ts';
import type { Disk } from './disk.ts';
import { type Document, holdsTold, isTold, sortDiagnostics } from './document.ts';
import { warnOfEmptySecrets } from './empty-variables.ts';
import { environmentOf } from './environment.ts';
import { aboutKey, withoutKeys } from './keys.ts';
import { type Mistake, toDiagnostic } from './mistakes.ts';
import type { Project, WrittenProject } from './project.ts';
import { projectSchema } from './project-schema.ts';
import { readDocument } from './read-file.ts';
import { resolveProject } from './resolve-project.ts';
import { checkResource, resolveResource } from './resource.ts';
import { type SecretPlaces, secretPlaces } from './secrets.ts';
import { sourceFiles } from './source-files.ts';
import { tellShadowed, tellUnused, usageIn } from './usage.ts';
import type { SharedScope } from './uses.ts';
import { type Validate, validator } from './validator.ts';
import { explain } from './violations.ts';

/** Names of a project file, in the order in which they are tried in each folder. */
export const PROJECT_FILES = ['postform.yaml', 'postform.yml', 'postform.json'] as const;

export interface LoadInput {
  /** Where to start looking for the project file; the search goes upward. */
  readonly dir: string;
  /** The process environment, for `${env.NAME}`. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly disk: Disk;
  readonly kinds: Kinds;
  readonly stack?: string;
  /** Variables of this run; they win over the project's and the stack's. */
  readonly vars?: Readonly<Record<string, string>>;
  /** No desired file is read: there are no resources, and no mistakes but the project's. */
  readonly projectOnly?: true;
  /** Told as soon as the project file can be read, before anything of it can stand in a message. */
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
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** Absolute path of the project file that a folder belongs to. */
export function findProject(startDir: string, disk: Disk): string | undefined {
  return disk.findUp(resolve(startDir), PROJECT_FILES);
}

/** Never throws for what the files hold. Diagnostics are sorted by file, line and column, warnings among them. */
export function loadProject(input: LoadInput): Loaded {
  const out: Diagnostic[] = [];
  const loaded = load(input, out);
  const sorted = sortDiagnostics(out.map(withoutKeys));
  if (loaded === undefined || sorted.some(({ severity }) => severity === 'error'))
    return { ok: false, diagnostics: sorted };
  return { ok: true, ...loaded, warnings: sorted };
}

function load(input: LoadInput, out: Diagnostic[]): Omit<Extract<Loaded, { ok: true }>, 'ok' | 'warnings'> | undefined {
  const { disk, kinds } = input;
  if (disk.realPath(resolve(input.dir)) === undefined) {
    out.push({
      severity: 'error',
      code: 'D_FOLDER_MISSING',
      message: `the folder ${input.dir} does not exist`,
      hint: 'name the folder of a project with -C',
    });
    return undefined;
  }
  const found = findProject(input.dir, disk);
  if (found === undefined) {
    const message = `no ${PROJECT_FILES.join(', ')} in ${input.dir} or above it`;
    out.push({
      severity: 'error',
      code: 'D_PROJECT_NOT_FOUND',
      message,
      hint: 'run "postform init", or name the folder with -C',
    });
    return undefined;
  }
  const root = dirname(found);
  const beside = (disk.list(root) ?? []).filter(({ name, type }) => isOther(name, found) && type === 'file');
  for (const { name } of beside)
    out.push({
      severity: 'warning',
      code: 'D_PROJECT_TWICE',
      message: `${name} is not read, for ${basename(found)} stands beside it`,
      hint: 'keep one of the two',
      place: { file: name, line: 1, column: 1 },
    });
  const read = readDocument(disk, root, basename(found), out);
  if (read.type === 'empty')
    out.push({
      severity: 'error',
      code: 'D_FILE_EMPTY',
      message: 'the project file is empty',
      hint: 'begin with "postform: 1"',
      place: { file: basename(found), line: 1, column: 1 },
    });
  if (read.type !== 'document') return undefined;
  input.onSecretPlaces?.(secretPlaces(read.document.value));
  const fits = checkProject(read.document, kinds, out);
  const project = fits
    ? resolveProject(
        read.document.value as unknown as WrittenProject,
        read.document,
        { root, stack: input.stack, vars: input.vars ?? {}, env: input.env },
        out,
      )
    : undefined;
  if (project !== undefined) tellShadowed(read.document, out);
  if (input.projectOnly) return project && { project, desired: desiredOf(project, []), secretNames: [], files: [] };
  const { documents, complete } = readDesired(disk, root, read.document, out);
  const declared = collectDeclared(documents, kinds, out);
  const checked = [...declared.values()].map((one) => ({ one, fits: checkResource(one, out) }));
  const scope = scopeOf(project, read.document, input, declared, complete);
  const bounds = boundsOf(disk, root);
  const resources = checked.flatMap(({ one, fits }) => {
    const files = sourceFiles(disk, root, one.document.file, bounds);
    const embedded = sourceFiles(disk, root, one.document.file, bounds, 'embed').text;
    return resolveResource(one, fits && project !== undefined, scope, files, embedded, out) ?? [];
  });
  if (project === undefined) return undefined;
  resources.sort((a, b) => (a.address < b.address ? -1 : 1));
  const secretNames = secretsIn(resources);
  if (complete) tellUnused(read.document, project.stack, Object.keys(input.vars ?? {}), usageIn(documents), out);
  warnOfEmptySecrets(read.document, project.stack, secretNames, input.env, out);
  return {
    project,
    desired: desiredOf(project, resources),
    secretNames,
    files: documents.map(({ file }) => file).sort(),
  };
}

function desiredOf({ stack, workspace }: Project, resources: readonly DesiredResource[]): Desired {
  return { stack, workspace, resources };
}

function isOther(name: string, found: string): boolean {
  return name !== basename(found) && PROJECT_FILES.some((one) => one === name);
}

/** Compiled once for the names of a registry, which are all that it is made of. */
const projectValidators = new Map<string, Validate>();

function checkProject(document: Document, kinds: Kinds, out: Diagnostic[]): boolean {
  const names = kinds.map(({ name, plural }) => `${name} ${plural}`).join();
  const validate = projectValidators.get(names) ?? validator(projectSchema(kinds));
  projectValidators.set(names, validate);
  const mistakes = explain(validate(document.value));
  for (const mistake of mistakes)
    if (!isTold(document, mistake.pointer))
      out.push(toDiagnostic(document, '', aboutKey(document, withoutUses(document, mistake))));
  return mistakes.length === 0 && !holdsTold(document, '');
}

/** Uses are the likeliest reason why a text does not fit here. */
function withoutUses(document: Document, mistake: Mistake): Mistake {
  const value = getAt(document.value, mistake.pointer);
  const isUse = typeof value === 'string' && value.includes('${');
  return isUse ? { ...mistake, hint: `\${…} is understood in desired files only. ${mistake.hint}` } : mistake;
}

function scopeOf(
  project: Project | undefined,
  document: Document,
  input: LoadInput,
  declared: ReadonlyMap<string, Declared>,
  complete: boolean,
): SharedScope {
  const byName = new Map<string, Kind>(input.kinds.map((kind) => [kind.name, kind]));
  const written = document.value as unknown as WrittenProject;
  const environment = project && environmentOf(written, document, project.stack, input.env);
  const varsOf = (stack: string) => ({ ...written.vars, ...written.stacks?.[stack]?.vars });
  return {
    vars: project?.vars,
    env: environment,
    varEnv: (name) => {
      const vars = project === undefined ? {} : varsOf(project.stack);
      const value = Object.hasOwn(vars, name) ? vars[name] : undefined;
      return typeof value === 'object' ? environment?.(value.env) : undefined;
    },
    attributesOf: (kind) => (byName.has(kind) ? Object.keys(byName.get(kind)!.attributes) : undefined),
    kindNames: [...byName.keys()],
    namesOf: (kind) =>
      complete ? [...declared.values()].filter((one) => one.kind.name === kind).map(({ name }) => name) : undefined,
    hasResource: (kind, name) => declared.has(`${kind}.${name}`),
    secrets: project && Object.keys(project.secrets),
  };
}

function secretsIn(resources: readonly DesiredResource[]): readonly string[] {
  const names = new Set<string>();
  for (const { spec } of resources)
    eachDeferredValue(spec, (late) => {
      if (late.$late === 'secret') names.add(late.name);
    });
  return [...names].sort();
}
