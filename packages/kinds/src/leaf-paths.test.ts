// Every leaf that a kind has lies at one of the paths that it names, and each path has a sentence.
import { canMatch, type JsonObject, leafAround, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { collectionFiles, collectionNames } from './collection/testing/corpus.ts';
import { kinds } from './registry.ts';
import { filesIn } from './testing/files.ts';
import { parsed } from './testing/spec.ts';

const call = { method: 'GET', url: 'https://x.test', header: [], auth: { type: 'noauth' }, description: 'd' };
const own = {
  description: 'd',
  auth: { type: 'noauth' },
  variable: [{ key: 'constructor', value: 'v' }],
  event: [{ listen: 'test', script: { exec: ['x'] } }],
  protocolProfileBehavior: { followRedirects: false },
};
const request = {
  ...own,
  name: 'a/b',
  request: { ...call, body: { mode: 'raw', raw: 'x' }, proxy: { host: 'p' }, certificate: { name: 'c' } },
  response: [{ name: 'one' }, { name: 'two' }],
  strange: 1,
};
const folder = (item: readonly JsonObject[]) => ({ ...own, name: 'folder', item });
const TREE = JSON.stringify({
  info: { name: 'C', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  ...own,
  item: [folder([folder([request, { ...request, name: 'toString' }])]), request],
});

const WRITTEN: Readonly<Record<string, readonly JsonObject[]>> = {
  collection: [{ source: '../c.json' }],
  environment: [{ name: 'E', values: { a: 'x', 'b/c': 'y', '': 'z', constructor: 'w' } }],
  mock: [{ name: 'M', collection: 'u', environment: 'u', private: true, description: 'd', versionTag: 't' }],
  monitor: [
    {
      name: 'M',
      collection: 'u',
      environment: 'u',
      schedule: { cron: '0 * * * *', timezone: 'UTC' },
      active: true,
      notifications: { onError: ['a@example.com'], onFailure: [] },
      retry: { attempts: 1 },
      options: { strictSSL: true, followRedirects: true, requestDelay: 1, requestTimeout: 2 },
    },
  ],
};

/** A kind made from the template has this test beside it. */
describe.each(Object.entries(WRITTEN))('%s', (name, all) => {
  const kind = kinds.find((one) => one.name === name)!;
  it('has no leaf elsewhere than at its paths', () => {
    for (const written of all) {
      const leaves = kind.leaves(normalize(kind, parsed(kind, written, filesIn({ '../c.json': TREE }))));
      expect(leaves.length).toBeGreaterThan(3);
      for (const { pointer } of leaves) {
        expect([pointer, canMatch(pointer, kind.leafPaths)]).toEqual([pointer, true]);
        expect(leafAround(`${pointer}/deeper`, kind.leafPaths)).toBe(pointer);
      }
    }
  });
});

describe.each(kinds.map((kind) => [kind.name, kind] as const))('%s', (_, kind) => {
  it('says of each path in a sentence what it is', () => {
    for (const { at, means } of kind.leafPaths) expect([at, /^[A-Z].*\.$/.test(means)]).toEqual([at, true]);
  });
});

describe('collections of the corpus', () => {
  const kind = kinds.find(({ name }) => name === 'collection')!;
  it.each(collectionNames)('%s has no leaf elsewhere than at the paths of its kind', (source) => {
    const spec = normalize(kind, parsed(kind, { source }, collectionFiles));
    expect(kind.leaves(spec).filter(({ pointer }) => !canMatch(pointer, kind.leafPaths))).toEqual([]);
  });
});

it('what the API spells otherwise is no path of a collection', () => {
  const { leafPaths } = kinds.find(({ name }) => name === 'collection')!;
  for (const path of ['/variable/tok', '/item/x', '/items/x/request/url', '/event/test', '/info/name'])
    expect([path, canMatch(path, leafPaths)]).toEqual([path, false]);
  for (const path of ['/variables/tok', '/items/x', '/items/x/items/y/request/line', '/items/*/auth', '/items/a/items'])
    expect([path, canMatch(path, leafPaths)]).toEqual([path, true]);
});
