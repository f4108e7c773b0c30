// Writes the JSON Schemas that the modelines of a new project name, so that editors check and complete its files.
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { schemaFiles } from '@postform/config';
import { kinds } from '@postform/kinds';
import { throughLinks } from '../files/links.ts';
import { writeWhole } from '../files/whole-file.ts';

/** Below the project's folder. Of this version of Postform, so not committed: `postform init` writes them again. */
export const SCHEMA_FOLDER = '.postform/schemas';

export function writeEditorSchemas(dir: string): void {
  for (const [name, text] of Object.entries(schemaFiles(kinds))) {
    const path = throughLinks(dir, join(dir, SCHEMA_FOLDER, name));
    mkdirSync(dirname(path), { recursive: true });
    writeWhole(path, text);
  }
}
