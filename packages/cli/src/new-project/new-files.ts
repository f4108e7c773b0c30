// Works out which files of an existing project hold further resources, and what they say then.
import { existsSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { authoredTree, patchJsonText, patchYamlText, type TextOperation, writeDesired } from '@postform/config';
import {
  type ImportedResource,
  isObject,
  type Json,
  type JsonObject,
  joinPointer,
  type Kind,
  kindNamed,
  type Pointer,
} from '@postform/engine';
import { kinds } from '@postform/kinds';
import type { Run } from '../session/run.ts';
import { secretsOf } from './import-files.ts';

/** A file that is written: its text now, none where it is new, and what it says then. Paths are relative to the project. */
export interface NewFile {
  readonly path: string;
  readonly before: string | undefined;
  readonly after: string;
  readonly addresses: readonly string[];
}

export interface NewFiles {
  /** Sources first, desired files last: until these are there, nothing names the others. */
  readonly files: readonly NewFile[];
  /** Names of secrets that are listed in the project file, and their environment variables. */
  readonly secrets: Readonly<Record<string, string>>;
}

/** The desired file of each kind, as a path relative to the project, that new resources go into; by the kind's name. */
export type Homes = ReadonlyMap<string, string>;

/** Kinds that are not here have no file, and no pattern of the project would find one of the names that were tried. */
export function homesIn(run: Run): Homes {
  const homes = new Map<string, string>();
  const declared = run.desired.resources.map(({ kind, place }) => ({ kind, file: place.file }));
  const folders = [...new Set([...declared.map(({ file }) => posix.dirname(file)), 'desired', '.'])];
  const tried = new Map<string, string>();
  for (const { name, plural } of kinds) {
    const mine = declared.filter(({ kind }) => kind === name).map(({ file }) => file);
    const most = [...new Set(mine)].sort((a, b) => countOf(mine, b) - countOf(mine, a))[0];
    if (most !== undefined) homes.set(name, most);
    else
      for (const folder of folders)
        for (const ext of ['yaml', 'yml']) {
          const path = posix.join(folder, `${plural}.${ext}`);
          if (!existsSync(join(run.project.root, path))) tried.set(path, name);
        }
  }
  const texts = new Map([...tried].map(([path]) => [join(run.project.root, path), 'x-new: {}\n']));
  const loaded = tried.size === 0 ? undefined : run.loadWith(texts);
  const read = new Set(loaded?.ok ? loaded.files : []);
  for (const [path, name] of tried) if (read.has(path) && !homes.has(name)) homes.set(name, path);
  return homes;
}

function countOf<T>(list: readonly T[], item: T): number {
  return list.filter((one) => one === item).length;
}

/** With an `import:` block in each resource; a sentence where a file cannot be changed so. */
export function newFiles(run: Run, homes: Homes, resources: readonly ImportedResource[]): NewFiles | string {
  const { root } = run.project;
  const listed = run.project.secrets;
  const all = secretsOf(
    resources,
    Object.values(listed).map(({ env }) => env),
  );
  const secrets = Object.fromEntries(Object.entries(all).filter(([name]) => !Object.hasOwn(listed, name)));
  const sources = resources.flatMap(({ address, files }) =>
    Object.entries(files).map(([path, text]): NewFile => {
      const target = sourcePath(path);
      return { path: target, before: textAt(root, target), after: text, addresses: [address] };
    }),
  );
  const project = Object.keys(secrets).length === 0 ? [] : [projectFile(run, secrets)];
  const desired = [...homes].flatMap(([name, path]) => {
    const mine = resources.filter(({ kind }) => kind === name);
    return mine.length === 0 ? [] : [desiredFile(root, kindNamed(kinds, name)!, path, mine)];
  });
  const files = [...sources, ...project, ...desired];
  const mistake = files.find((file) => typeof file === 'string');
  return typeof mistake === 'string' ? mistake : { files: files as NewFile[], secrets };
}

/** Where a file beside a desired one lies in the project. */
export function sourcePath(path: string): string {
  return posix.normalize(`desired/${path}`);
}

function textAt(root: string, path: string): string | undefined {
  const full = join(root, path);
  return existsSync(full) ? readFileSync(full, 'utf8') : undefined;
}

function projectFile(run: Run, secrets: NewFiles['secrets']): NewFile | string {
  const path = posix.basename(run.project.file);
  const before = textAt(run.project.root, path)!;
  const entries = Object.entries(secrets).map(([name, env]) => [name, { env }] as const);
  const patch = path.endsWith('.json') ? patchJsonText : patchYamlText;
  const each = entries.map(
    ([name, value]): TextOperation => ({ op: 'add', path: joinPointer('secrets', name), value }),
  );
  const some = patch(before, each);
  const made = some.ok ? some : patch(before, [{ op: 'add', path: '/secrets', value: Object.fromEntries(entries) }]);
  return made.ok
    ? { path, before, after: made.text, addresses: [] }
    : `${path} cannot list its secrets: ${made.reason}`;
}

function desiredFile(root: string, kind: Kind, path: string, resources: readonly ImportedResource[]): NewFile | string {
  const before = textAt(root, path);
  const addresses = resources.map(({ address }) => address);
  const entries = resources.map((resource) => ({
    kind,
    name: resource.name,
    written: withPaths(resource, path),
    adopt: resource.id,
  }));
  if (before === undefined) return { path, before, after: writeDesired(entries), addresses };
  const operations = entries.map(
    (entry): TextOperation => ({ op: 'add', path: joinPointer(kind.plural, entry.name), value: authoredTree(entry) }),
  );
  const made = patchYamlText(before, operations);
  return made.ok ? { path, before, after: made.text, addresses } : `${path} cannot take it: ${made.reason}`;
}

/** The paths of its source files, as the desired file at `path` names them. */
function withPaths({ written, files }: ImportedResource, path: string): JsonObject {
  const paths = new Map(
    Object.keys(files).map((file) => [file, posix.relative(posix.dirname(path), sourcePath(file))]),
  );
  const visit = (tree: Json): Json => {
    if (typeof tree === 'string') return paths.get(tree) ?? tree;
    if (Array.isArray(tree)) return tree.map(visit);
    if (!isObject(tree)) return tree;
    return Object.fromEntries(Object.entries(tree).map(([key, value]) => [key, visit(value)]));
  };
  return visit(written) as JsonObject;
}

/** The text of a desired file without the `import:` blocks at these places; undefined where it cannot be changed so. */
export function withoutBlocks(text: string, pointers: readonly Pointer[]): string | undefined {
  const operations = pointers.map((pointer): TextOperation => ({ op: 'remove', path: `${pointer}/import` }));
  const made = patchYamlText(text, operations);
  return made.ok ? made.text : undefined;
}
