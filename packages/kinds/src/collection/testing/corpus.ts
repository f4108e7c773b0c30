// The real collections that lie beside the repository, where they do.
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const shared = new URL('../../../../../../shared/', import.meta.url);
const folder = (name: string): string => fileURLToPath(new URL(`corpus/${name}/`, shared));
const namesIn = (path: string): readonly string[] =>
  existsSync(path) ? readdirSync(path).filter((name) => name.endsWith('.json')) : [];

export const COLLECTIONS = folder('collections');
export const INVALID = folder('invalid');
export const SCHEMAS = fileURLToPath(new URL('facts/schemas/', shared));
export const hasCorpus = existsSync(COLLECTIONS);
export const hasSchemas = existsSync(SCHEMAS);
export const collectionNames = namesIn(COLLECTIONS);
export const invalidNames = namesIn(INVALID);
