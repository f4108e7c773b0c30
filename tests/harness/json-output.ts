// Checks what a command printed with --json against the JSON Schemas of records and documents.
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';
import { commands } from '../../packages/cli/src/command-table.ts';
import { documentRows, documentSchema } from '../../packages/cli/src/json/document-schema.ts';
import { recordRows, recordSchema } from '../../packages/cli/src/json/record-schema.ts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });
formats.default(ajv);
ajv.addSchema(recordSchema(), 'records').addSchema(documentSchema(), 'documents');

function definition(schema: 'records' | 'documents', name: string): ValidateFunction {
  const found = ajv.getSchema(`${schema}#/definitions/${name}`);
  if (found === undefined) throw new Error(`the schema of ${schema} has no definition of ${name}`);
  return found;
}

/** Throws where `out` is neither records nor a document of its command. Returns the types of the records, or the document's names. */
export function checkJsonOutput(argv: readonly string[], out: string): readonly string[] {
  if (!argv.includes('--json') || out === '') return [];
  const command = commandOf(argv);
  if (command?.streams || out.startsWith('{"@level"')) return out.trimEnd().split('\n').map(checkRecord);
  return command === undefined ? [] : checkDocument(command.name, out);
}

/** The first command of the command line; undefined where there is none, as with --version. */
function commandOf(argv: readonly string[]) {
  const places = commands.map((row) => ({ row, at: ` ${argv.join(' ')} `.indexOf(` ${row.name} `) }));
  return places.filter(({ at }) => at >= 0).sort((a, b) => a.at - b.at || b.row.name.length - a.row.name.length)[0]
    ?.row;
}

/** Throws where a line is no record of the schema; returns its type. */
function checkRecord(line: string): string {
  const record = JSON.parse(line) as { readonly type: string };
  if (!Object.hasOwn(recordRows, record.type)) throw new Error(`there is no record of type ${record.type}: ${line}`);
  const validate = definition('records', record.type);
  if (!validate(record)) throw new Error(`${ajv.errorsText(validate.errors)}: ${line}`);
  return record.type;
}

function checkDocument(command: string, out: string): readonly string[] {
  if (isSchema(out)) return [];
  const document: unknown = JSON.parse(out);
  const names = Object.keys(documentRows).filter((name) => documentRows[name]!.commands.includes(command));
  const fitting = names.filter((name) => definition('documents', name)(document));
  const failures = names.map((name) => `${name}: ${ajv.errorsText(definition('documents', name).errors)}`);
  if (fitting.length === 0) throw new Error(`no document of ${command}: ${failures.join('\n')}\n${out}`);
  return fitting;
}

/** A JSON Schema, which `schema` prints, is a document of its own. */
const isSchema = (out: string): boolean => out.includes('"$schema": "http://json-schema.org/');
