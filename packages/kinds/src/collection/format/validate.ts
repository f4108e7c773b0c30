// Validates source files. A file is right when it fits format 2.1 or 2.0, whatever its `info.schema` claims.
import { createRequire } from 'node:module';
import { isObject, type Json, type JsonObject } from '@postform/engine';
import type { ErrorObject, ValidateFunction } from 'ajv';
import { formatAcceptors } from './acceptors.ts';
import { type FormatVersion, sourceSchema } from './file-schema.ts';
import { type Breach, type Weighed, weightOf } from './tolerance.ts';

const require = createRequire(import.meta.url);

const compiled = new Map<string, ValidateFunction>();

function validator(version: FormatVersion, allErrors: boolean): ValidateFunction {
  const key = `${version} ${allErrors}`;
  const known = compiled.get(key);
  if (known !== undefined) return known;
  const { Ajv } = require('ajv') as typeof import('ajv');
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
  if (fits('2.1', collection)) return '2.1';
  return fits('2.0', collection) ? '2.0' : undefined;
}

function fits(version: FormatVersion, collection: unknown): boolean {
  const accepts = formatAcceptors.get(version) ?? validator(version, false);
  return accepts(collection);
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
  return closest(
    piecesOf(collection).flatMap(({ at, root, value }) => {
      validate(value);
      return (validate.errors ?? []).map((error) => ({ ...error, instancePath: at + error.instancePath.slice(root) }));
    }),
  );
}

/** Part of a collection as a collection of its own: what stands behind the first `root` characters of a place in it stands behind `at`. */
interface Piece {
  readonly at: string;
  readonly root: number;
  readonly value: JsonObject;
}

/**
 * The collection without its items, and each item without those in it: Ajv copies the mistakes that it has found so far
 * at each item, so that a file of very many is checked in pieces.
 */
function piecesOf(collection: JsonObject): readonly Piece[] {
  const pieces: Piece[] = [{ at: '', root: 0, value: emptied(collection) }];
  const waiting: { readonly at: string; readonly items: Json | undefined }[] = [{ at: '', items: collection['item'] }];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (!Array.isArray(next.items)) continue;
    for (const [index, item] of next.items.entries()) {
      const at = `${next.at}/item/${index}`;
      pieces.push({ at, root: FIRST.length, value: { ...BARE, item: [isObject(item) ? emptied(item) : item] } });
      if (isObject(item)) waiting.push({ at, items: item['item'] });
    }
  }
  return pieces;
}

const FIRST = '/item/0';
const BARE: JsonObject = { info: { name: '', schema: '' } };

function emptied(owner: JsonObject): JsonObject {
  return Array.isArray(owner['item']) ? { ...owner, item: [] } : owner;
}

/** Leaves out what follows from something else: failed conditions, and the branches of an alternative that failed. */
function closest(errors: readonly ErrorObject[]): readonly Breach[] {
  const unions = new Map<string, ErrorObject[]>();
  for (const error of errors)
    if (error.keyword === 'anyOf' || error.keyword === 'oneOf')
      unions.set(error.instancePath, [...(unions.get(error.instancePath) ?? []), error]);
  const seen = new Set<string>();
  return errors
    .filter((error) => error.keyword !== 'if' && !isBranch(error, unions))
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

/** `unions`: the alternatives that failed, by the place where they did. A file may have as many of them as requests. */
function isBranch(error: ErrorObject, unions: ReadonlyMap<string, readonly ErrorObject[]>): boolean {
  const path = error.instancePath;
  for (let end = path.length; end >= 0; end = end === 0 ? -1 : path.lastIndexOf('/', end - 1)) {
    const below = path.slice(end);
    const here = unions.get(path.slice(0, end)) ?? [];
    if (here.some((union) => union !== error && follows(error, below, markOf(union)))) return true;
  }
  return false;
}

function follows(error: ErrorObject, below: string, mark: string | undefined): boolean {
  if (mark === 'both') return true;
  if (mark === 'form-field') return below === '/value' || below === '/src';
  return below === '' && error.keyword === 'required';
}

function markOf(error: ErrorObject): string | undefined {
  const title: unknown = (error.parentSchema as { readonly title?: unknown } | undefined)?.title;
  return typeof title === 'string' ? title : undefined;
}
