// Room: validating source files. A file is right when it fits format 2.1 or 2.0, whatever its `info.schema` claims.
import type { JsonObject } from '@postform/engine';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type FormatVersion, sourceSchema } from './source-schema.ts';

/** One rule of the schema that the file breaks. `at` is a JSON Pointer into the collection. */
export interface Breach {
  readonly at: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly schemaPath: string;
}

const compiled = new Map<string, ValidateFunction>();

function validator(version: FormatVersion, allErrors: boolean): ValidateFunction {
  const key = `${version} ${allErrors}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const ajv = new Ajv({ strict: true, strictRequired: false, strictTypes: false, allErrors, logger: false });
  const made = ajv.compile(sourceSchema(version));
  compiled.set(key, made);
  return made;
}

/** The format that the collection fits, the newer one first; undefined where it fits none. */
export function formatOf(collection: unknown): FormatVersion | undefined {
  if (validator('2.1', false)(collection)) return '2.1';
  return validator('2.0', false)(collection) ? '2.0' : undefined;
}

/** What keeps the collection from the format it is closest to. */
export function breachesOf(collection: JsonObject): readonly Breach[] {
  const newer = breachesAgainst(collection, '2.1');
  const older = breachesAgainst(collection, '2.0');
  return older.length < newer.length ? older : newer;
}

function breachesAgainst(collection: JsonObject, version: FormatVersion): readonly Breach[] {
  const validate = validator(version, true);
  validate(collection);
  return closest(validate.errors ?? []);
}

/** Leaves out what follows from something else: failed conditions, and the branches of an alternative that failed. */
function closest(errors: readonly ErrorObject[]): readonly Breach[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf');
  const isBranch = (error: ErrorObject): boolean =>
    unions.some(
      (union) =>
        union !== error &&
        (error.instancePath === union.instancePath || error.instancePath.startsWith(`${union.instancePath}/`)) &&
        (isBothUnion(union) || isFieldUnion(union, error) || error.schemaPath.startsWith(`${union.schemaPath}/`)),
    );
  const seen = new Set<string>();
  return errors
    .filter((error) => error.keyword !== 'if' && !isBranch(error))
    .map((error) => ({
      at: error.instancePath,
      keyword: error.keyword,
      params: error.params as Readonly<Record<string, unknown>>,
      schemaPath: error.schemaPath,
    }))
    .filter((breach) => {
      const key = JSON.stringify([breach.at, breach.keyword, breach.params]);
      return !seen.has(key) && seen.add(key) !== undefined;
    });
}

/** An entry with both `item` and `request`. */
export function isBothUnion(error: { readonly schemaPath: string }): boolean {
  return error.schemaPath.includes('/then/');
}

/** A form field without a type, whose value is no text and whose `src` is no file. */
function isFieldUnion(union: ErrorObject, error: ErrorObject): boolean {
  return union.schemaPath.includes('/form-field/') && /\/(text|file)-field\//.test(error.schemaPath);
}
