// Exports what the scripts of this repository read from the package.
export { commandTexts, commonOptions } from './command-table.ts';
export { cliErrors } from './errors.ts';
export { documentRows } from './json/document-schema.ts';
export { recordRows } from './json/record-schema.ts';
export { outputSchemaFiles } from './json/schema-files.ts';
export { exitCodes, exitMeanings } from './session/exit.ts';
