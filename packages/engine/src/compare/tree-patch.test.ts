// Patches between trees move what has moved and leave alone what is the same.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../model/json.ts';
import { treePatch } from './tree-patch.ts';

const byId = (element: Json) => (isObject(element) && typeof element['id'] === 'string' ? element['id'] : undefined);

describe('a patch of lists of maps', () => {
  const a = { id: 'a', v: 1 };
  const b = { id: 'b', v: 1 };
  const c = { id: 'c', v: 1 };
  const d = { id: 'd', v: 1 };
  it.each<[string, Json[], Json[], unknown[]]>([
    ['inserts one', [a, b, c], [a, d, b, c], [{ op: 'add', path: '/1', value: d }]],
    ['removes one', [a, b, c], [a, c], [{ op: 'remove', path: '/1' }]],
    ['moves the first to the end at once', [a, b, c, d], [b, c, d, a], [{ op: 'move', from: '/0', path: '/3' }]],
    ['moves the last to the front', [a, b, c, d], [d, a, b, c], [{ op: 'move', from: '/3', path: '/0' }]],
    ['changes one in place', [a, b], [a, { id: 'b', v: 2 }], [{ op: 'replace', path: '/1/v', value: 2 }]],
    [
      'moves and changes one',
      [a, b, c],
      [{ id: 'c', v: 2 }, a, b],
      [
        { op: 'move', from: '/2', path: '/0' },
        { op: 'replace', path: '/0/v', value: 2 },
      ],
    ],
    [
      'replaces one by another one',
      [a, b],
      [a, d],
      [
        { op: 'remove', path: '/1' },
        { op: 'add', path: '/1', value: d },
      ],
    ],
    ['changes a text in place', ['x', 'y', 'z'], ['x', 'n', 'z'], [{ op: 'replace', path: '/1', value: 'n' }]],
    ['takes one of equal ones', [a, a, a], [a, a], [{ op: 'remove', path: '/2' }]],
  ])('%s', (_title, before, after, patch) => {
    expect(treePatch(before, after, byId)).toEqual(patch);
  });

  it('asks for the identity with the place of the list', () => {
    const lists = new Set<string>();
    treePatch({ 'a/b': [{ k: [1] }] }, { 'a/b': [{ k: [2] }] }, (_element, list) => {
      lists.add(list);
      return undefined;
    });
    expect([...lists]).toEqual(['/a~1b', '/a~1b/0/k']);
  });
});

it('nothing is done where nothing differs, and one thing where one element moves', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(), { minLength: 2, maxLength: 12 }), fc.nat(), fc.nat(), (ids, from, to) => {
      const before = ids.map((id) => ({ id: String(id) }));
      expect(treePatch(before, structuredClone(before), byId)).toEqual([]);
      const after = [...before];
      const [moved] = after.splice(from % ids.length, 1);
      after.splice(to % ids.length, 0, moved!);
      expect(treePatch(before, after, byId).length).toBe(from % ids.length === to % ids.length ? 0 : 1);
    }),
  );
});
