// Checks that the files of an import can be read back, and leaves out what cannot, with the reason.
import { join, resolve, sep } from 'node:path';
import { loadProject, type SourceDisk } from '@postform/config';
import {
  type Address,
  assert,
  type Desired,
  type Diagnostic,
  type Imported,
  type ImportedResource,
  type Taken,
  type Writable,
} from '@postform/engine';
import { kinds } from '@postform/kinds';
import { filesOf, secretsOf } from './import-files.ts';

export interface Readable {
  readonly taken: Taken;
  readonly desired: Desired;
  /** Texts by path, relative to the project's folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly secrets: Readonly<Record<string, string>>;
  /** What is left in the files and seems to be a credential; places are relative to the project's folder. */
  readonly credentials: readonly Diagnostic[];
}

type Env = Readonly<Record<string, string | undefined>>;

/** Loads the project that would be written, in memory. */
export function readable(imported: Imported, workspace: string, env: Env): Readable {
  return whatReads(imported, (taken) => attempt(taken, { workspace, env }));
}

/** Files that were made of resources, and loaded. */
export interface Attempted {
  readonly taken: Taken;
  readonly desired: Desired;
}

/**
 * The files of all resources. Only where they cannot be read, each resource is tried alone. Uses stand in them where they
 * then mean the same. `attempt` gives the first mistake as text.
 */
export function whatReads<Made extends Attempted>(imported: Writable, attempt: (taken: Taken) => Made | string): Made {
  const whole = attempt(literally(imported));
  if (typeof whole !== 'string') return withFitting(imported, whole, imported.resources, attempt);
  const refused = new Map<Address, string>();
  for (const { address } of imported.resources) {
    const one = attempt({ resources: [imported.alone(address)], leftOut: [] });
    if (typeof one === 'string') refused.set(address, `cannot be written as a valid file: ${one}`);
  }
  const rest = imported.without(refused);
  const read = attempt(literally(rest));
  assert(typeof read !== 'string', `the imported files cannot be read together: ${String(read)}`);
  return withFitting(imported, read, rest.resources, attempt);
}

interface Place {
  readonly workspace: string;
  readonly env: Env;
}

/** The project, or the first mistake as text. */
function attempt(taken: Taken, { workspace, env }: Place): Readable | string {
  const secrets = secretsOf(taken.resources);
  const files = filesOf(taken.resources, { workspace, secrets, kinds });
  const loaded = loadProject({ dir: ROOT, env, disk: memoryDisk(files), kinds, vars: {} });
  if (loaded.ok) {
    const credentials = loaded.warnings.filter(({ code }) => code === 'D_CREDENTIAL');
    return { taken, desired: loaded.desired, files, secrets, credentials };
  }
  return firstMistake(loaded.diagnostics);
}

export function firstMistake(diagnostics: readonly Diagnostic[]): string {
  const [first, ...more] = diagnostics.filter(({ severity }) => severity === 'error');
  return `${first?.message.replace(/\.$/, '') ?? 'for an unknown reason'}${more.length === 0 ? '' : ` (and ${more.length} more)`}`;
}

function literally({ resources, leftOut }: Taken): Taken {
  return { resources: resources.map((resource) => ({ ...resource, written: resource.literal })), leftOut };
}

/** As many uses as mean the same as the literal values, resource by resource. */
function withFitting<Made extends Attempted>(
  imported: Writable,
  literal: Made,
  resources: readonly ImportedResource[],
  attempt: (taken: Taken) => Made | string,
): Made {
  const withUses = (these: readonly ImportedResource[]): Made | undefined => {
    const used = new Map(these.map((resource) => [resource.address, resource]));
    const mixed = literal.taken.resources.map((resource) => used.get(resource.address) ?? resource);
    const read = attempt({ ...literal.taken, resources: mixed });
    if (typeof read === 'string') return undefined;
    return imported.isSame(literal.desired, read.desired, new Set(used.keys())) ? read : undefined;
  };
  let best = literal;
  const accepted: ImportedResource[] = [];
  const add = (some: readonly ImportedResource[]): void => {
    if (some.length === 0) return;
    const read = withUses([...accepted, ...some]);
    if (read !== undefined) {
      accepted.push(...some);
      best = read;
    } else if (some.length > 1) {
      const half = Math.ceil(some.length / 2);
      add(some.slice(0, half));
      add(some.slice(half));
    }
  };
  add(resources.filter(({ written, literal: plain }) => written !== plain));
  return best;
}

const ROOT = resolve('/');

/** A disk in memory whose root is the project's folder. */
function memoryDisk(files: Readonly<Record<string, string>>): SourceDisk {
  const texts = new Map(Object.entries(files).map(([path, text]) => [join(ROOT, path), text]));
  const below = (folder: string): readonly string[] => {
    const start = folder.endsWith(sep) ? folder : folder + sep;
    return [...texts.keys()].filter((path) => path.startsWith(start)).map((path) => path.slice(start.length));
  };
  return {
    read: (path, maxBytes) => {
      const text = texts.get(path);
      if (text === undefined) return { ok: false, why: 'missing' };
      const bytes = Buffer.from(text);
      return bytes.length > maxBytes ? { ok: false, why: 'too-large', sizeBytes: bytes.length } : { ok: true, bytes };
    },
    list: (path) => {
      const names = new Set(below(path).map((rest) => rest.split(sep)[0]!));
      return [...names].map((name) => ({
        name,
        type: texts.has(join(path, name)) ? 'file' : 'directory',
        isLink: false,
      }));
    },
    realPath: (path) => (texts.has(path) || below(path).length > 0 ? path : undefined),
    findUp: (start, names) => names.map((name) => join(start, name)).find((path) => texts.has(path)),
  };
}
