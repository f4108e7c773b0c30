// The real collections: each goes in, comes back with equal meaning, and stays as it is.
import { type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { filesIn, filesUnder } from '../testing/files.ts';
import { parsed } from '../testing/spec.ts';
import { collection } from './index.ts';
import { COLLECTIONS, collectionNames, hasCorpus } from './testing/corpus.ts';
import { expectEqual } from './testing/equal.ts';
import { echo } from './testing/server.ts';

const files = filesUnder(COLLECTIONS);
const read = (source: string): JsonObject => normalize(collection, parsed(collection, { source }, files));
const specs = new Map<string, JsonObject>();
const specOf = (source: string): JsonObject => {
  const spec = specs.get(source) ?? read(source);
  specs.set(source, spec);
  return spec;
};
const leaves = (spec: JsonObject) =>
  Object.fromEntries(collection.leaves(spec).map((leaf) => [leaf.pointer, leaf.value]));

describe.skipIf(!hasCorpus)('a collection of the corpus (skipped where ../shared/corpus is missing)', () => {
  it('is there', () => expect(collectionNames.length).toBeGreaterThan(40));

  it.each(collectionNames)('%s normalises to what normalises to itself', (name) => {
    const spec = specOf(name);
    expectEqual(normalize(collection, spec), spec);
  });

  it.each(collectionNames)('%s comes back from a server that adds what is its own', (name) => {
    const spec = specOf(name);
    const remote = echo(collection.toRemote(spec, { memo: {} }));
    const { spec: live, memo } = collection.fromRemote(remote, {});
    expectEqual(leaves(normalize(collection, live)), leaves(spec));
    const again = collection.toRemote(spec, { current: remote, memo });
    expectEqual(collection.fromRemote(again, {}).memo, memo);
    expectEqual(leaves(normalize(collection, collection.fromRemote(echo(again), memo).spec)), leaves(spec));
  });

  it.each(collectionNames)('%s is written as a file that reads back the same', (name) => {
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
  });

  it('is ready to compare in well under a second, the largest too', () => {
    read(collectionNames[0]!);
    const start = process.cpuUsage();
    const spec = read('stripe__stripe-postman__StripeAPICollection.json');
    expect(collection.leaves(spec).length).toBeGreaterThan(2000);
    expect(process.cpuUsage(start).user / 1000).toBeLessThan(1000);
  });
});
