// An acceptor says of every value what ajv says of it.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkedSchemas } from '@postform/config';
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { kinds, sourceSchema } from '@postform/kinds';
import { Ajv } from 'ajv';
import formats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { mutations } from '../../packages/kinds/src/collection/testing/mutate.ts';
import { corpusFiles } from '../../tests/harness/corpus.ts';
import { acceptorsModule } from './acceptors.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

type Accepts = (value: unknown) => boolean;

function acceptorsOf(schemas: Readonly<Record<string, JsonObject>>): ReadonlyMap<string, Accepts> {
  const text = acceptorsModule('acceptors', schemas).replace('export const acceptors =', 'return');
  return new Function('require', text)(createRequire(import.meta.url)) as ReadonlyMap<string, Accepts>;
}

/** What the package loads where an acceptor refuses. */
function ajvOf(schema: JsonObject): Accepts {
  const ajv = new Ajv({ strict: false, allErrors: true, logger: false });
  formats.default(ajv);
  return ajv.compile(schema);
}

/** Project files, desired files and every map in them: each fits one schema, and the others refuse most of them. */
const written: readonly Json[] = readdirSync(join(root, 'examples'), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => parse(readFileSync(join(root, 'examples', name), 'utf8')) as Json)
  .flatMap((document) => [document, ...mapsIn(document, 3)]);

function mapsIn(value: Json, depth: number): readonly Json[] {
  if (!isObject(value) || depth === 0) return [];
  return Object.values(value).flatMap((one) => (isObject(one) ? [one, ...mapsIn(one, depth - 1)] : []));
}

/** How many values both accept and both refuse; the values on which they differ. */
function compare(accepts: Accepts, ajv: Accepts, values: Iterable<Json>) {
  const found = { accepted: 0, refused: 0, different: [] as Json[] };
  for (const value of values) {
    const fits = ajv(value);
    if (accepts(value) !== fits) found.different.push(value);
    else found[fits ? 'accepted' : 'refused'] += 1;
  }
  return found;
}

function* withMutants(values: readonly Json[], count: number): Generator<Json> {
  for (const [seed, value] of values.entries()) {
    yield value;
    for (const { mutant } of mutations(value, count, seed)) yield mutant;
  }
}

describe('acceptors of what people write', () => {
  const schemas = checkedSchemas(kinds);
  const acceptors = acceptorsOf(schemas);

  it.each(Object.entries(schemas))('%s agrees with ajv', (digest, schema) => {
    const found = compare(acceptors.get(digest)!, ajvOf(schema), withMutants(written, 40));
    expect(found.different).toEqual([]);
    expect(found.accepted).toBeGreaterThan(5);
    expect(found.refused).toBeGreaterThan(5);
  });
});

describe('acceptors of the collection format', () => {
  const schemas = { '2.1': sourceSchema('2.1'), '2.0': sourceSchema('2.0') };
  const acceptors = acceptorsOf(schemas);
  const files = [...corpusFiles('collections'), ...corpusFiles('invalid')]
    .map(({ path }) => readFileSync(path, 'utf8').replace(/^\uFEFF/, ''))
    .filter((text) => text.length < 30_000)
    .map((text) => JSON.parse(text) as Json);

  it.each(Object.entries(schemas))('%s agrees with ajv', (version, schema) => {
    const found = compare(acceptors.get(version)!, ajvOf(schema), withMutants(files, 20));
    expect(found.different).toEqual([]);
    expect(found.accepted).toBeGreaterThan(5);
    expect(found.refused).toBeGreaterThan(5);
  });
});
