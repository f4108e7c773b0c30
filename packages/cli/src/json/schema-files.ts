// Prints the JSON Schemas of what the command line prints with --json.
import { documentSchema } from './document-schema.ts';
import { recordSchema } from './record-schema.ts';

/** File names in `schemas/` and their text. */
export function outputSchemaFiles(): Readonly<Record<string, string>> {
  return {
    'postform.records.schema.json': `${JSON.stringify(recordSchema(), null, 2)}\n`,
    'postform.documents.schema.json': `${JSON.stringify(documentSchema(), null, 2)}\n`,
  };
}
