// Opens what earlier runs made of the same bytes, for one stack.
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type Project, secretsFrom } from '@postform/config';
import type { Random } from '@postform/engine';
import { type FileKnown, fileKnown, nodeDisk } from '@postform/state';
import { storePaths } from '../files/store-paths.ts';
import type { Env } from '../output/environment.ts';
import { treeCredentials } from '../output/tree-credentials.ts';
import { readVersion } from '../output/version.ts';

/** Of its own, so that nothing else depends on whether anything is kept. */
const ownRandom: Random = { uuid: () => randomUUID(), bytes: (n) => randomBytes(n) };

/**
 * Undefined where POSTFORM_KNOWN is `off`. Not kept is what people have pasted a secret into: it is read each time, so that
 * output hides that secret.
 */
export function openKnown(project: Project, env: Env): FileKnown | undefined {
  if (env['POSTFORM_KNOWN'] === 'off') return undefined;
  const path = storePaths(project).known;
  const fingerprintKey = env['POSTFORM_FINGERPRINT_KEY'];
  const store = fileKnown({
    path,
    bytes: bytesOf(path),
    disk: nodeDisk,
    random: ownRandom,
    program: readVersion(),
    ...(fingerprintKey ? { fingerprintKey } : {}),
  });
  return withoutPasted(store, project, env);
}

/** Whether a value counts as pasted depends on the project's secrets, so what is kept holds for the same secrets only. */
function withoutPasted(store: FileKnown, project: Project, env: Env): FileKnown {
  const names = Object.keys(project.secrets);
  const values = names.map(secretsFrom(project, env));
  const salt = store.digest(values.map((value) => value ?? ''));
  const declared = new Set(values);
  /** A YAML file says `secret: NAME`; anywhere else such a text is a value. */
  const declaredInFile = new Set([...values, ...names]);
  return {
    ...store,
    digest: (parts) => store.digest([salt, ...parts]),
    note: (table, name, input, what) => {
      const known = table === 'file' ? declaredInFile : declared;
      if (treeCredentials(what.from).every((value) => known.has(value))) store.note(table, name, input, what);
    },
  };
}

function bytesOf(path: string): Uint8Array | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
