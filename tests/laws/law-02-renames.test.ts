// Law 2 over several changes in a row to one collection: names, places and twins move, ids stay, plans end empty.
import { describe, expect, it } from 'vitest';
import { type Authored, makeHarness } from '../harness/harness.ts';
import { namesById, reader } from '../harness/meaning/acts.ts';
import type { Json, JsonObject } from '../harness/meaning/grammar.ts';
import { sameMeaning } from '../harness/meaning/meaning.ts';

const get = (name: string, path = name): JsonObject => ({
  name,
  request: { method: 'GET', url: `https://x.org/${path}` },
});
const folder = (name: string, ...item: readonly JsonObject[]): JsonObject => ({ name, item });
const withExample = (name: string, body = 'x'): JsonObject => ({
  ...get('r'),
  response: [{ name, code: 200, status: 'OK', body }],
});

/** The items step by step, and after each step but the first, how many ids are gone and made. */
interface Story {
  readonly steps: readonly (readonly JsonObject[])[];
  readonly ids: readonly (readonly [gone: number, made: number])[];
}

const stories: Readonly<Record<string, Story>> = {
  'a request is renamed, then its URL changes': {
    steps: [[get('r', 'u')], [get('R', 'u')], [get('R', 'v')]],
    ids: [
      [0, 0],
      [0, 0],
    ],
  },
  'a request is renamed and gets its old name back': {
    steps: [[get('r', 'u')], [get('R', 'u')], [get('r', 'u')]],
    ids: [
      [0, 0],
      [0, 0],
    ],
  },
  'a request is renamed to what pointers must escape': {
    steps: [[get('r', 'u')], [get('a/b~c', 'u')], [get('', 'u')]],
    ids: [
      [0, 0],
      [0, 0],
    ],
  },
  'two requests change names': {
    steps: [
      [get('a', 'u'), get('b', 'v')],
      [get('b', 'u'), get('a', 'v')],
    ],
    ids: [[0, 0]],
  },
  'a folder is renamed, then loses a request': {
    steps: [[folder('q', get('r'), get('s'))], [folder('Q', get('r'), get('s'))], [folder('Q', get('s'))]],
    ids: [
      [0, 0],
      [1, 0],
    ],
  },
  'a request is renamed, then the folders above it': {
    steps: [
      [folder('a', folder('b', get('r', 'u')))],
      [folder('a', folder('b', get('R', 'u')))],
      [folder('A', folder('b', get('R', 'u')))],
      [folder('A', folder('B', get('R', 'u')))],
      [folder('A', folder('B', get('R', 'w')))],
    ],
    ids: [
      [0, 0],
      [0, 0],
      [0, 0],
      [0, 0],
    ],
  },
  'a folder without requests is renamed': {
    steps: [
      [folder('a', folder('b')), get('r')],
      [folder('A', folder('b')), get('r')],
    ],
    ids: [[0, 0]],
  },
  'a request moves to another folder, then changes': {
    steps: [
      [folder('a', get('r', 'u'), get('s')), folder('b', get('t'))],
      [folder('a', get('s')), folder('b', get('t'), get('r', 'u'))],
      [folder('a', get('s')), folder('b', get('t'), get('r', 'v'))],
    ],
    ids: [
      [0, 0],
      [0, 0],
    ],
  },
  'a twin comes before, then the first goes': {
    steps: [[get('r', 'u')], [get('r', 'v'), get('r', 'u')], [get('r', 'u')]],
    ids: [
      [0, 1],
      [1, 0],
    ],
  },
  'an example is renamed, then its body changes': {
    steps: [[withExample('ok')], [withExample('fine')], [withExample('fine', 'y')]],
    ids: [
      [0, 0],
      [0, 0],
    ],
  },
};

function written(item: readonly JsonObject[]): { readonly content: Json; readonly authored: Authored } {
  const content = { info: { name: 'Orders', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/' }, item };
  const sources = { 'source.json': content as never };
  return { content, authored: { address: 'collection.orders', written: { source: 'source.json' }, sources } };
}

describe('Law 2, several changes in a row', () => {
  it.each(Object.entries(stories))('%s', async (_, { steps, ids }) => {
    const harness = await makeHarness();
    try {
      let before: ReadonlyMap<string, string> | undefined;
      for (const [index, items] of steps.entries()) {
        const { content, authored } = written(items);
        const { end, differences, plan } = await harness.apply([authored]);
        expect({ index, end, differences }).toEqual({ index, end: 'done', differences: [] });
        expect(plan.changes[0]!.lines, `step ${index}`).not.toEqual([]);
        const next = await harness.plan([authored], { refresh: 'full' });
        expect(next.plan.changes).toMatchObject([{ action: 'noop', reason: 'in-sync', differences: [] }]);
        const body = await (await reader(harness))({ address: authored.address, kind: 'collection' });
        expect(sameMeaning(content, body)).toEqual([]);
        const now = namesById(body);
        if (before !== undefined) {
          const gone = [...before.keys()].filter((id) => !now.has(id)).length;
          const made = [...now.keys()].filter((id) => !before!.has(id)).length;
          expect({ index, ids: [gone, made] }).toEqual({ index, ids: ids[index - 1] });
        }
        before = now;
      }
    } finally {
      await harness.close();
    }
  });
});
