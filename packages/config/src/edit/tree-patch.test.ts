// Patches between any two trees, applied to a text, give the tree after.
import { isObject, type Json, treePatch } from '@postform/engine';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { patchJsonText } from './patch-json-text.ts';

const byId = (element: Json) => (isObject(element) && typeof element['id'] === 'string' ? element['id'] : undefined);

const elements = fc.oneof(
  fc.record({ id: fc.constantFrom('a', 'b', 'c', 'd', 'e'), v: fc.nat(2), in: fc.array(fc.nat(3), { maxLength: 3 }) }),
  fc.nat(3),
);
const trees = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.array(elements, { maxLength: 8 }),
  fc.record({ list: fc.array(elements, { maxLength: 8 }) }),
) as fc.Arbitrary<Json>;

it('any patch gives the tree after', () => {
  fc.assert(
    fc.property(trees, trees, (before, after) => {
      const result = patchJsonText(JSON.stringify(before), treePatch(before, after, byId));
      if (!result.ok) throw new Error(result.reason);
      expect(JSON.parse(result.text)).toEqual(JSON.parse(JSON.stringify(after)));
    }),
    { numRuns: 500 },
  );
}, 60_000);
