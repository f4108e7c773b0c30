// The collections of the corpus: each goes in, comes back with equal meaning, and stays as it is.
import { type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { contentOf } from '../../../../tests/harness/corpus.ts';
import { filesIn } from '../testing/files.ts';
import { parsed } from '../testing/spec.ts';
import { collection } from './index.ts';
import { collectionFiles, collectionNames, collections } from './testing/corpus.ts';
import { expectEqual } from './testing/equal.ts';
import { rawCollection, rawFolder, rawRequest } from './testing/raw.ts';
import { echo } from './testing/server.ts';

const read = (source: string): JsonObject => normalize(collection, parsed(collection, { source }, collectionFiles));
const specs = new Map<string, JsonObject>();
const specOf = (source: string): JsonObject => {
  const spec = specs.get(source) ?? read(source);
  specs.set(source, spec);
  return spec;
};
const leaves = (spec: JsonObject) =>
  Object.fromEntries(collection.leaves(spec).map((leaf) => [leaf.pointer, leaf.value]));

/** A folder of 25 requests with long bodies and an example each. */
function largeFolder(folder: number): JsonObject {
  const body = JSON.stringify({ note: 'x'.repeat(900) }, undefined, 2);
  const requests = Array.from({ length: 25 }, (_, index) => {
    const url = `https://x.org/${folder}/${index}?a=1&b=2`;
    const header = [{ key: 'Accept', value: '*/*', description: `Of ${index}` }];
    const call = { method: 'POST', url, header, body: { mode: 'raw', raw: body } };
    return rawRequest(`Request ${index}`, call, { response: [{ name: 'OK', code: 200, status: 'OK', body }] });
  });
  return rawFolder(`Folder ${folder}`, requests);
}

/** A variable that Postman keeps as a secret: such a value never stands in the file that is written. */
function hasSecretVariable(content: unknown): boolean {
  const { variable } = content as { variable?: readonly JsonObject[] };
  return variable?.some(({ type, value }) => type === 'secret' && value !== '') ?? false;
}

describe('a collection of the corpus', () => {
  it.each(collectionNames)('%s normalises to what normalises to itself', (name) => {
    const spec = specOf(name);
    expectEqual(normalize(collection, spec), spec);
  });

  it.each(collectionNames)('%s comes back from a server that adds what is its own', (name) => {
    const spec = specOf(name);
    const remote = echo(collection.toRemote(spec, { itemIds: {} }));
    const { spec: live, itemIds } = collection.fromRemote(remote, {});
    expectEqual(leaves(normalize(collection, live)), leaves(spec));
    const again = collection.toRemote(spec, { current: remote, itemIds });
    expectEqual(collection.fromRemote(again, {}).itemIds, itemIds);
    expectEqual(leaves(normalize(collection, collection.fromRemote(echo(again), itemIds).spec)), leaves(spec));
  });

  it.each(collections.filter((file) => !hasSecretVariable(contentOf(file))).map(({ name }) => name))(
    '%s is written as a file that reads back the same',
    (name) => {
      const spec = specOf(name);
      const { written, files: made } = collection.write(spec, {
        name: 'orders',
        refName: () => undefined,
        keepSecrets: true,
      });
      expect(written).toEqual({ source: '../collections/orders.postman_collection.json' });
      const text = Object.values(made)[0]!;
      expect(text.endsWith('}\n')).toBe(true);
      const back = normalize(collection, parsed(collection, written, filesIn(made)));
      expectEqual(back, spec);
    },
  );

  it('is ready to compare in well under a second, one of 1,000 requests too', () => {
    read(collectionNames[0]!);
    const text = JSON.stringify(rawCollection({ item: Array.from({ length: 40 }, (_, index) => largeFolder(index)) }));
    expect(text.length).toBeGreaterThan(2_000_000);
    const start = process.cpuUsage();
    const spec = normalize(collection, parsed(collection, { source: 'c.json' }, filesIn({ 'c.json': text })));
    expect(collection.leaves(spec).length).toBeGreaterThan(2000);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
  });
});
