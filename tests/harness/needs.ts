// Says where test data outside the repository lies, and what cannot run without it.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';

/** Written into the name of a test that is skipped without Postman's documents; the reporter reads the reason there. */
export const NEEDS_FACTS = '(needs POSTFORM_FACTS)';

/** The same for tests of real Postman files. */
export const NEEDS_REAL_CORPUS = '(needs POSTFORM_CORPUS)';

/** A folder with `postman-openapi.yaml`, `examples/` and `schemas/`; undefined where the variable is not set. */
export const factsFolder = folderIn('POSTFORM_FACTS');

/** A folder with `collections/`, `environments/` and `invalid/`; undefined where the variable is not set. */
export const realCorpusFolder = folderIn('POSTFORM_CORPUS');

/** Throws where the variable names a folder that does not exist: a typing error must not skip tests. */
function folderIn(variable: string): string | undefined {
  const folder = process.env[variable];
  if (folder === undefined || folder === '') return undefined;
  const path = resolve(folder);
  if (!existsSync(path)) throw new Error(`${variable} is ${folder}, and there is no such folder.`);
  return path;
}
