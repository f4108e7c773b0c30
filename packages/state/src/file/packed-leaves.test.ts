// Packed leaf tables: nothing is lost, each pointer stands there once, and depth does not multiply.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packBeside, packSent, unpackBeside, unpackSent } from './packed-leaves.ts';

/** As it comes back from the disk. */
const stored = (text: string): string => JSON.parse(JSON.stringify(text));
const token = fc.oneof(
  fc.constantFrom('', 'a', 'b', 'items', 'constructor'),
  fc.string({ unit: 'binary', maxLength: 3 }),
);
const pointer = fc.array(token, { maxLength: 4 }).map((tokens) => tokens.map((one) => `/${one}`).join(''));
const digest = fc.string({ minLength: 16, maxLength: 16 });
const value = fc.oneof(digest, fc.uuid(), fc.string());
const tableOf = <V>(values: fc.Arbitrary<V>) =>
  fc.array(fc.tuple(pointer, values), { maxLength: 8 }).map(Object.fromEntries<V>);
const tables = fc.oneof(tableOf(digest), tableOf(fc.uuid()), tableOf(value));

describe('packed leaf tables', () => {
  it('come back as they were, in the same order', () => {
    fc.assert(
      fc.property(tables, (sent) => {
        expect(Object.entries(unpackSent(stored(packSent(sent))))).toEqual(Object.entries(sent));
      }),
    );
  });

  it('come back beside the table that they count along, whatever it holds of them', () => {
    fc.assert(
      fc.property(tables, tableOf(fc.oneof(value, fc.constant(null))), (sent, table) => {
        expect(unpackBeside(stored(packBeside(table, sent)), sent)).toEqual(table);
        expect(unpackBeside(stored(packBeside(sent, sent)), sent)).toEqual(sent);
      }),
    );
  });

  it.each([200, 400, 800])('of %i nested folders take a few bytes a level', (depth) => {
    const pointers = Array.from({ length: depth }, (_, n) => `${'/items/folder'.repeat(n + 1)}/description`);
    const sent = Object.fromEntries(pointers.map((at) => [at, 'sixteen-letters-']));
    expect(packSent(sent).length + packBeside({ ...sent }, sent).length).toBeLessThan(depth * 70);
  });

  it('of a request take its name, a character for each leaf, the digests, and 23 characters for its id', () => {
    const requests = Array.from({ length: 100 }, (_, n) => `/items/Orders/items/Get order ${100 + n}`);
    const leaves = ['name', 'request/line', 'request/header', 'request/body', 'examples/OK'];
    const sent = Object.fromEntries(
      requests.flatMap((at) => leaves.map((leaf) => [`${at}/${leaf}`, 'sixteen-letters-'])),
    );
    const ids = Object.fromEntries(requests.map((at) => [at, crypto.randomUUID()]));
    const each = 'Get order 100/name'.length + 3 + leaves.length * 17;
    expect(packSent(sent).length).toBeLessThanOrEqual(100 * each + 100);
    expect(packBeside(ids, sent).length).toBeLessThanOrEqual(100 * 23 + 10);
  });

  it.each([
    ['ends early', (text: string) => text.slice(0, -1)],
    ['holds what is no number', () => 'A"'],
  ])('say so where the text %s', (_title, broken) => {
    expect(() => unpackSent(broken(packSent({ '/name': 'sixteen-letters-' })))).toThrow(RangeError);
  });
});
