// What kinds say of their written form: valid draft-07, closed, and with words for every field.
import { isObject, type Json, type JsonObject } from '@postform/engine';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { collection } from './collection/index.ts';
import { environment } from './environment/index.ts';
import { mock } from './mock/index.ts';
import { monitor } from './monitor/index.ts';
import { kinds } from './registry.ts';

const ajv = new Ajv({ allErrors: true, allowUnionTypes: true });

function fits(schema: JsonObject, written: Json): boolean {
  return ajv.validate(schema, written);
}

function objectsIn(schema: Json, path = ''): readonly (readonly [string, JsonObject])[] {
  if (Array.isArray(schema)) return schema.flatMap((item: Json, index) => objectsIn(item, `${path}/${index}`));
  if (!isObject(schema)) return [];
  return [[path, schema], ...Object.entries(schema).flatMap(([key, item]) => objectsIn(item, `${path}/${key}`))];
}

describe.each(kinds)('the written form of $plural', (kind) => {
  it('is valid draft-07, and its examples fit', () => {
    expect(ajv.validateSchema(kind.written), JSON.stringify(ajv.errors)).toBe(true);
    for (const [path, schema] of objectsIn(kind.written)) {
      if (path.endsWith('/properties') || !Array.isArray(schema['examples'])) continue;
      for (const example of schema['examples'])
        expect(fits(schema, example), `${path}: ${JSON.stringify(example)}`).toBe(true);
    }
  });

  it('is closed at every level, and says something of every field', () => {
    for (const [path, schema] of objectsIn(kind.written)) {
      if (schema['type'] !== 'object' || !isObject(schema['properties'])) continue;
      expect(schema['additionalProperties'], path).toBe(false);
      for (const [name, field] of Object.entries(schema['properties'])) {
        expect(isObject(field) && typeof field['description'], `${path}/${name}`).toBe('string');
      }
    }
  });
});

describe('the written form', () => {
  const scheduled = { name: 'Orders', collection: 'collection.orders', schedule: { cron: '0 * * * *' } };

  it.each<[string, JsonObject, Json, boolean]>([
    ['a collection', collection.written, { source: 'c.json', variables: { a: 1, b: { secret: 's' } } }, true],
    [
      'a collection with auth as a list',
      collection.written,
      { source: 'c.json', auth: { type: 'bearer', bearer: [{ key: 'token', value: { secret: 't' } }] } },
      true,
    ],
    ['a collection without a source', collection.written, { name: 'C' }, false],
    ['an unknown sort of auth', collection.written, { source: 'c.json', auth: { type: 'baerer' } }, false],
    ['a variable without a value', collection.written, { source: 'c.json', variables: { a: { type: 'any' } } }, false],
    [
      'an environment as a map',
      environment.written,
      { name: 'O', values: { a: 'x', b: 1, c: { secret: 's' }, d: { value: 'x', enabled: false } } },
      true,
    ],
    [
      'an environment as a list',
      environment.written,
      { name: 'O', values: [{ key: 'a', value: { secret: 's' } }] },
      true,
    ],
    ['an environment from a file', environment.written, { source: 'e.json', otherKeys: 'keep' }, true],
    [
      'a variable in the vault',
      environment.written,
      { values: { a: { secret: true, source: { postman: { secretId: 's', vaultId: 'v' } } } } },
      true,
    ],
    ['a variable of a type that is no word', environment.written, { values: { a: { value: 'x', type: 5 } } }, false],
    ['an unknown field', environment.written, { name: 'O', vaules: {} }, false],
    [
      'a mock server',
      mock.written,
      { name: 'M', collection: { uid: '1-c' }, private: false, config: { serverResponseId: null } },
      true,
    ],
    ['a mock server that may be public', mock.written, { name: 'M', collection: 'collection.orders' }, false],
    [
      'a read-only configuration',
      mock.written,
      { name: 'M', collection: 'c', private: true, config: { delay: null } },
      false,
    ],
    [
      'a monitor',
      monitor.written,
      { ...scheduled, distribution: ['mars-north'], notifications: { onError: [] } },
      true,
    ],
    ['a monitor with seven retries', monitor.written, { ...scheduled, retry: { attempts: 7 } }, false],
    ['a monitor without a collection', monitor.written, { name: 'O', schedule: { cron: '0 * * * *' } }, false],
    ['a monitor without a pattern', monitor.written, { ...scheduled, schedule: { timezone: 'UTC' } }, false],
    ['a region that is none', monitor.written, { ...scheduled, distribution: ['US East'] }, false],
    ['no address', monitor.written, { ...scheduled, notifications: { onError: ['nobody'] } }, false],
  ])('%s', (_, schema, written, isFit) => {
    expect(fits(schema, written)).toBe(isFit);
  });
});
