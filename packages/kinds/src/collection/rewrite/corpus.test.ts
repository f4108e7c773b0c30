// The collections of the corpus, edited in the app and written back: the files mean what the app holds, all else stays.
import { isDeepStrictEqual } from 'node:util';
import { getAt, isObject, type Json, type JsonObject, type Left, normalize, setAt } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { objectAt, without } from '../../kind-tools/trees.ts';
import { type Authored, rewritten, specOfFiles } from '../../testing/rewritten.ts';
import { collection } from '../index.ts';
import { unwrap } from '../source/unwrap.ts';
import { toBody } from '../spec/body.ts';
import { itemAt } from '../spec/item-pointers.ts';
import { keysByName } from '../spec/keys.ts';
import { toSpec } from '../spec/tree.ts';
import { collectionFiles, collectionNames } from '../testing/corpus.ts';
import { EDITS, edited } from '../testing/edits.ts';
import { expectEqual } from '../testing/equal.ts';
import { seeded } from '../testing/mutate.ts';
import { leavesIn } from '../testing/raw.ts';
import { echo } from '../testing/server.ts';

const ROUNDS = 3;

/** As it is read from a file: every part under the key of its name. */
function rekeyed(spec: JsonObject): JsonObject {
  const extra = objectAt(spec, 'extra');
  const body = toBody(spec, { idOf: () => undefined, extraOf: (pointer) => objectAt(extra, pointer) });
  return normalize(collection, toSpec(body, keysByName).spec);
}

/** What people hold in the app after these edits. */
function appAfter(before: JsonObject, names: readonly string[], random: () => number): JsonObject {
  const remote = echo(collection.toRemote(before, { itemIds: {} }));
  const { itemIds } = collection.fromRemote(remote, {});
  const changed = names.reduce((body, name) => edited(body, EDITS[name]!, random), remote);
  return normalize(collection, collection.fromRemote(echo(changed, 'new'), itemIds).spec);
}

/** Folders and requests of a file as they stand there without what is in them, and under which pointers. */
function itemsOf(file: Json): readonly { readonly pointer: string; readonly text: string }[] {
  const found: { pointer: string; text: string }[] = [];
  const visit = (owner: Json, parent: string): void => {
    const items = isObject(owner) && Array.isArray(owner['item']) ? owner['item'].filter(isObject) : [];
    const pointers = keysByName(
      `${parent}/items`,
      items.map(({ name }) => ({ name: String(name ?? '') })),
    );
    items.forEach((item, index) => {
      found.push({ pointer: pointers[index]!, text: JSON.stringify(without(item, ['item'])) });
      visit(item, pointers[index]!);
    });
  };
  visit(unwrap(file).collection, '');
  return found;
}

/** The texts of all that both specs say the same of. */
function unchangedIn(file: Json, before: JsonObject, after: JsonObject): readonly string[] {
  const own = (spec: JsonObject, pointer: string) => {
    const item = itemAt(spec, pointer);
    const extra = Object.entries(objectAt(spec, 'extra')).filter(([owner]) => owner.startsWith(pointer));
    return item && { ...without(item, ['items', 'order', 'uncompared', 'variableOrder']), extra };
  };
  const isSame = (pointer: string) =>
    own(after, pointer) && isDeepStrictEqual(own(before, pointer), own(after, pointer));
  return itemsOf(file).flatMap(({ pointer, text }) => (isSame(pointer) ? [text] : []));
}

interface Check {
  readonly files: Authored;
  readonly names: readonly string[];
  readonly seed: number;
  readonly keepSecrets?: boolean;
}

/** What is left of a change, and what the files mean after it. */
function check({ files, names, seed, keepSecrets = true }: Check): readonly Left[] {
  const before = specOfFiles(collection, files);
  const after = appAfter(before, names, seeded(seed));
  const { now, left, changed, ...patches } = rewritten(collection, files, after, { keepSecrets });
  if (changed.length === 0) expect(patches).toEqual({ written: [], files: {} });
  const wanted = left.reduce<Json>(
    (tree, { pointer, why }) => setAt(tree, pointer, getAt(before, pointer) ?? (why === 'form' ? undefined : '')),
    after,
  );
  expectEqual(leavesIn(specOfFiles(collection, now)), leavesIn(rekeyed(wanted as JsonObject)));
  const [file, fileNow] = [files, now].map(({ sources }) => Object.values(sources!)[0]!);
  const texts = new Set(itemsOf(fileNow!).map(({ text }) => text));
  expect(unchangedIn(file!, before, after).filter((text) => !texts.has(text))).toEqual([]);
  return left;
}

function filesOf(name: string): Authored {
  const read = collectionFiles.json(name);
  if (!read.ok) throw new Error(name);
  return { authored: { source: 'c.json' }, sources: { 'c.json': read.value } };
}

/** As an import writes it: masked variables and pasted secrets are in the desired file, by name. */
function imported(name: string): Authored {
  const spec = specOfFiles(collection, filesOf(name));
  const { written, files } = collection.write(spec, { name: 'orders', refName: () => undefined });
  const sources = Object.entries(files).map(([path, text]) => [path, JSON.parse(text) as Json] as const);
  return { authored: written, sources: Object.fromEntries(sources) };
}

const withSecrets = collectionNames.filter((name) => Object.keys(imported(name).authored).length > 1);

function* manyEdits(rounds: number): Generator<{ readonly names: readonly string[]; readonly seed: number }> {
  const random = seeded(7);
  const all = Object.keys(EDITS);
  for (let seed = 0; seed < rounds; seed++)
    yield { names: Array.from({ length: 8 }, () => all[Math.floor(random() * all.length)]!), seed };
}

describe('a collection of the corpus', () => {
  it.each(collectionNames)('%s is left alone where nothing has changed', (name) => {
    expect(check({ files: filesOf(name), names: [], seed: 1 })).toEqual([]);
  });

  it.each(collectionNames)('%s takes edits of each sort', (name) => {
    for (const [seed, edit] of Object.keys(EDITS).entries())
      expect(check({ files: filesOf(name), names: [edit], seed })).toEqual([]);
  });

  it.each(collectionNames)('%s takes many edits at once', (name) => {
    for (const { names, seed } of manyEdits(ROUNDS)) expect(check({ files: filesOf(name), names, seed })).toEqual([]);
  });

  it.each(withSecrets)('%s keeps its secrets', (name) => {
    const files = imported(name);
    for (const { names, seed } of manyEdits(ROUNDS)) {
      const left = check({ files, names, seed, keepSecrets: false });
      for (const { why } of left) expect(why).toBe('secret');
    }
  });

  it.each(collectionNames.slice(0, 12))('%s keeps what the desired file says over it', (name) => {
    const over = {
      name: `Orders of \${var.host}`,
      description: 'Of the file',
      variables: { host: `\${var.host}`, token: { secret: 't' }, new1: { value: 'a', description: 'b' } },
      auth: { type: 'bearer', bearer: { token: { secret: 't' } } },
    };
    const files = filesOf(name);
    for (const { names, seed } of manyEdits(ROUNDS))
      check({ files: { ...files, authored: { ...files.authored, ...over } }, names, seed });
  });
});
