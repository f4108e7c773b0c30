// Opens what earlier runs made of the same bytes.
import { randomBytes, randomUUID } from 'node:crypto';
import { type Project, secretsFrom } from '@postform/config';
import type { Json, Known, Random } from '@postform/engine';
import { type FileKnown, fileKnown, nodeDisk } from '@postform/state';
import { readGivenBytes } from '../files/bounded-read.ts';
import { knownPath } from '../files/store-paths.ts';
import type { Env } from '../output/environment.ts';
import { spellingsOf } from '../output/known-values.ts';
import { treeCredentials } from '../output/tree-credentials.ts';
import { readVersion } from '../output/version.ts';

/** Of its own, so that nothing else depends on whether anything is kept. */
const ownRandom: Random = { uuid: () => randomUUID(), bytes: (n) => randomBytes(n) };

/** Of one project, for all of its stacks. Undefined where POSTFORM_KNOWN is `off`. */
export function openKnown(root: string, env: Env): FileKnown | undefined {
  if (env['POSTFORM_KNOWN'] === 'off') return undefined;
  const path = knownPath(root);
  const fingerprintKey = env['POSTFORM_FINGERPRINT_KEY'];
  return fileKnown({
    path,
    bytes: bytesOf(path),
    disk: nodeDisk,
    random: ownRandom,
    program: readVersion(),
    ...(fingerprintKey ? { fingerprintKey } : {}),
  });
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
  const hidden = treeCredentials(tree).filter((value) => [...spellingsOf(value)].length > 0);
  return [...hidden, ...(JSON.stringify(tree).match(/:\/\/[^/"\s]*@/g) ?? [])];
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readGivenBytes(path);
  } catch {
    return undefined;
  }
}
