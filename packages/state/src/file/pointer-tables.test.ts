// Tests of pointer tables: nothing is lost, and depth does not multiply.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packPointers, unpackPointers } from './pointer-tables.ts';

/** As it comes back from the disk. */
const stored = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const readBack = (value: unknown): unknown => unpackPointers(stored(packPointers(value)));

const pointer = fc
  .array(fc.string({ unit: 'binary', maxLength: 4 }), { maxLength: 4 })
  .map((parts) => `/${parts.join('/')}`);
const leaf = fc.oneof(fc.string(), fc.constant(null), fc.integer(), fc.boolean());
const value = fc.letrec((tie) => ({
  any: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(pointer),
    fc.dictionary(pointer, tie('any'), { maxKeys: 5 }),
    fc.dictionary(fc.string({ maxLength: 3 }), tie('any'), { maxKeys: 3 }),
    fc.array(tie('any'), { maxLength: 3 }),
  ),
})).any;

describe('pointer tables', () => {
  it('come back as they were written, values and order included', () => {
    fc.assert(
      fc.property(value, (written) => {
        const read = readBack(written);
        expect(read).toEqual(stored(written));
        expect(JSON.stringify(read)).toBe(JSON.stringify(written));
      }),
    );
  });

  it.each([200, 400, 800])('of %i nested folders take a few bytes a level', (depth) => {
    const pointers = Array.from({ length: depth }, (_, n) => `${'/items/folder'.repeat(n + 1)}/description`);
    const table = Object.fromEntries(pointers.map((at) => [at, 'sixteen-letters-']));
    expect(JSON.stringify(packPointers({ sent: table, secrets: pointers })).length).toBeLessThan(depth * 150);
  });

  it('share no half of a character', () => {
    const table = { '/\u{1F600}': 'a', '/\u{1F601}': 'b' };
    expect(packPointers(table)).toEqual({ '~map': [0, '/\u{1F600}', 'a', 1, '\u{1F601}', 'b'] });
    expect(readBack(table)).toEqual(table);
  });
});
