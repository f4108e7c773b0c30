// Room: validating source files. A file is right when it fits format 2.1 or 2.0, whatever its `info.schema` claims.
import type { JsonObject } from '@postform/engine';
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { type FormatVersion, sourceSchema } from './source-schema.ts';
import { type Breach, type Weighed, weightOf } from './tolerance.ts';

const compiled = new Map<string, ValidateFunction>();

function validator(version: FormatVersion, allErrors: boolean): ValidateFunction {
  const key = `${version} ${allErrors}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const ajv = new Ajv({
    strict: true,
    strictRequired: false,
    strictTypes: false,
    allErrors,
    verbose: allErrors,
    logger: false,
  });
  const made = ajv.compile(sourceSchema(version));
  compiled.set(key, made);
  return made;
}

/** The format that the collection fits, the newer one first; undefined where it fits none. */
export function formatOf(collection: unknown): FormatVersion | undefined {
  if (validator('2.1', false)(collection)) return '2.1';
  return validator('2.0', false)(collection) ? '2.0' : undefined;
}

/** What keeps the collection from the format it is closest to: where it has the fewest mistakes, then the fewest breaches. */
export function breachesOf(collection: JsonObject): readonly Weighed[] {
  const newer = weighedAgainst(collection, '2.1');
  const older = weighedAgainst(collection, '2.0');
  const [more, less] = [newer, older].map((found) => found.filter(({ weight }) => weight === 'mistake').length);
  if (more !== less) return less! < more! ? older : newer;
  return older.length < newer.length ? older : newer;
}

function weighedAgainst(collection: JsonObject, version: FormatVersion): readonly Weighed[] {
  return breachesAgainst(collection, version).map((breach) => ({ ...breach, weight: weightOf(breach, collection) }));
}

function breachesAgainst(collection: JsonObject, version: FormatVersion): readonly Breach[] {
  const validate = validator(version, true);
  validate(collection);
  return closest(validate.errors ?? []);
}

/** Leaves out what follows from something else: failed conditions, and the branches of an alternative that failed. */
function closest(errors: readonly ErrorObject[]): readonly Breach[] {
  const unions = errors.filter((error) => error.keyword === 'anyOf' || error.keyword === 'oneOf');
  const seen = new Set<string>();
  return errors
    .filter((error) => error.keyword !== 'if' && !unions.some((union) => isBranch(error, union)))
    .map((error) => ({
      at: error.instancePath,
      keyword: error.keyword,
      params: error.params as Readonly<Record<string, unknown>>,
      mark: markOf(error),
    }))
    .filter((breach) => {
      const key = JSON.stringify([breach.at, breach.keyword, breach.params]);
      return !seen.has(key) && seen.add(key) !== undefined;
    });
}

function isBranch(error: ErrorObject, union: ErrorObject): boolean {
  const { instancePath: at } = union;
  if (error === union) return false;
  switch (markOf(union)) {
    case 'both':
      return error.instancePath === at || error.instancePath.startsWith(`${at}/`);
    case 'form-field':
      return error.instancePath === `${at}/value` || error.instancePath === `${at}/src`;
    default:
      return error.instancePath === at && error.keyword === 'required';
  }
}

function markOf(error: ErrorObject): string | undefined {
  const title: unknown = (error.parentSchema as { readonly title?: unknown } | undefined)?.title;
  return typeof title === 'string' ? title : undefined;
}
