// Opens what earlier runs made of the same bytes.
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Project, secretsFrom } from '@postform/config';
import { isObject, type Json, type JsonObject, type Known, type Random } from '@postform/engine';
import { type FileKnown, fileKnown, nodeDisk } from '@postform/state';
import { readGivenBytes } from '../files/bounded-read.ts';
import { knownPath } from '../files/store-paths.ts';
import type { Env } from '../output/environment.ts';
import { spellingsOf } from '../output/known-values.ts';
import { treeCredentials } from '../output/tree-credentials.ts';
import { readVersion } from '../output/version.ts';
import { sharedFolder } from './sharing.ts';

/** Of its own, so that nothing else depends on whether anything is kept. */
const ownRandom: Random = { uuid: () => randomUUID(), bytes: (n) => randomBytes(n) };

/** Of one project, for all of its stacks. Undefined where POSTFORM_KNOWN is `off`. */
export function openKnown(root: string, env: Env): FileKnown | undefined {
  if (env['POSTFORM_KNOWN'] === 'off') return undefined;
  const path = knownPath(root);
  const { key, keep } = keyOf(env);
  return fileKnown({
    path,
    bytes: bytesOf(path),
    disk: nodeDisk,
    random: ownRandom,
    program: readVersion(),
    key,
    beforeSave: keep,
  });
}

interface Key {
  readonly key: string;
  /** Writes the key down where it is new. Throws where another process was faster, or the folder cannot be written. */
  keep(): void;
}

/**
 * POSTFORM_FINGERPRINT_KEY, or a key in the user's folder. It lies outside the project, so that a file that came with a clone
 * or a pull request is not believed.
 */
function keyOf(env: Env): Key {
  const given = env['POSTFORM_FINGERPRINT_KEY'];
  if (given) return { key: given, keep: () => undefined };
  const folder = sharedFolder(env, process.platform);
  const path = join(folder, 'known.key');
  const known = bytesOf(path);
  if (known !== undefined && known.length > 0) return { key: Buffer.from(known).toString(), keep: () => undefined };
  const key = Buffer.from(ownRandom.bytes(32)).toString('base64');
  return {
    key,
    keep: () => {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      writeFileSync(path, key, { flag: 'wx', mode: 0o600 });
    },
  };
}

/**
 * What is known of one stack; of the project file where there is no project yet. Not kept is what people have pasted a secret
 * into: it is read each time, so that output hides that secret. Whether a value counts as pasted depends on the project's
 * secrets, so what is kept holds for the same secrets only.
 */
export function knownOf(store: Known, env: Env, project?: Project): Known {
  const names = Object.keys(project?.secrets ?? {});
  const values = project === undefined ? [] : names.map(secretsFrom(project, env));
  const salt = store.digest(values.map((value) => value ?? ''));
  const declared = new Set(values);
  /** A YAML file says `secret: NAME`; anywhere else such a text is a value. */
  const declaredInFile = new Set([...values, ...names]);
  const at = (name: string): string => `${project?.stack ?? ''} ${name}`;
  return {
    digest: (parts) => store.digest([salt, ...parts]),
    made: (table, name, input) => store.made(table, at(name), input),
    note: (table, name, input, what) => {
      const allowed = table === 'file' ? declaredInFile : declared;
      if (pastedIn(what.from).every((value) => allowed.has(value))) store.note(table, at(name), input, what);
    },
  };
}

/** Credentials beside their names, as far as output hides such values, and passwords in URLs. */
function pastedIn(tree: Json): readonly string[] {
  const before = isObject(tree) ? searched.get(tree) : undefined;
  if (before !== undefined) return before;
  const hidden = treeCredentials(tree).filter((value) => [...spellingsOf(value)].length > 0);
  const pasted = [...hidden, ...urlPasswords(tree)];
  if (isObject(tree)) searched.set(tree, pasted);
  return pasted;
}

/** Several things are kept of one spec. */
const searched = new WeakMap<JsonObject, readonly string[]>();

/** Also in keys. Texts are searched as JSON writes them, one by one: the whole of a large tree would be one more copy of it. */
function urlPasswords(tree: Json): readonly string[] {
  const found: string[] = [];
  const search = (text: string): void => {
    if (text.includes('://')) found.push(...(JSON.stringify(text).match(/:\/\/[^/"\s]*@/g) ?? []));
  };
  const visit = (value: Json): void => {
    if (typeof value === 'string') search(value);
    else if (Array.isArray(value)) value.forEach(visit);
    else if (isObject(value)) {
      for (const key of Object.keys(value)) {
        search(key);
        visit(value[key]!);
      }
    }
  };
  visit(tree);
  return found;
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readGivenBytes(path);
  } catch {
    return undefined;
  }
}
