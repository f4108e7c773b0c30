// The files that an import writes.
import type { ImportedResource } from '@postform/engine';
import { kinds } from '@postform/kinds';
import { describe, expect, it } from 'vitest';
import { clearIn, filesOf, notesOf, secretsOf } from './import-files.ts';

const environment = (name: string, values: ImportedResource['written']): ImportedResource => ({
  address: `environment.${name}`,
  kind: 'environment',
  id: 'i-1',
  name,
  written: { name, values },
  literal: { name, values },
  files: {},
  clear: [],
  mentions: [],
});

describe('the files of an import', () => {
  it('give every secret a variable of its own', () => {
    const resources = [
      environment('a', { token: { secret: 'a-token' }, same: { secret: 'a-token' } }),
      environment('b', { list: [{ key: 'x', value: { secret: 'a_token' } }], plain: { secret: 'x', more: 1 } }),
    ];
    expect(secretsOf(resources)).toEqual({ 'a-token': 'A_TOKEN', a_token: 'A_TOKEN_2' });
  });

  it('stand in one desired file a kind, sources beside it', () => {
    const collection: ImportedResource = {
      address: 'collection.orders',
      kind: 'collection',
      id: 'i-2',
      name: 'orders',
      written: { source: '../collections/orders.json' },
      literal: { source: '../collections/orders.json' },
      files: { '../collections/orders.json': '{}\n' },
      clear: [],
      mentions: [],
    };
    const files = filesOf([collection, environment('a', {})], { workspace: 'w-1', secrets: { t: 'T' }, kinds });
    expect(Object.keys(files).sort()).toEqual([
      'collections/orders.json',
      'desired/collections.yaml',
      'desired/environments.yaml',
      'postform.yaml',
    ]);
    expect(files['postform.yaml']).toContain('  t: { env: T }\n');
  });

  it('say what had to be guessed, for no read returns it', () => {
    const mock = { ...environment('m', {}), address: 'mock.m', kind: 'mock', written: { name: 'm', private: true } };
    expect(notesOf([mock], kinds)).toEqual([
      'mock.m: Postman does not return the following, so it was guessed: private: true. Check it before the next apply.',
    ]);
    expect(notesOf([environment('a', {})], kinds)).toEqual([]);
  });

  it('say where they hold in clear what a plan hides, ten places at most', () => {
    const places = Array.from({ length: 12 }, (_, index) => `/items/${index}/request/auth/basic/password`);
    const collection = { ...environment('c', {}), address: 'collection.c', files: { '../collections/c.json': '' } };
    const [text, ...more] = clearIn([{ ...collection, clear: places }, environment('a', {})]);
    expect(text).toMatch(/^collection.c: collections\/c.json contains .*\/items\/9\/.*, and 2 more$/);
    expect(more).toEqual([]);
  });
});
