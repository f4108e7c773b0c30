// Canonical JSON says the same as JSON, in one way only.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { reversed, trees } from '../testing/trees.ts';
import { canonicalJson, canonicalPieces, equalTrees } from './canonical.ts';
import type { Json, JsonObject } from './json.ts';

describe('canonicalJson', () => {
  it('sorts keys by code unit, at every depth, and puts nothing between tokens', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x', B: true, é: 0 })).toBe(
      '{"B":true,"a":"x","b":[{"c":null,"d":1}],"é":0}',
    );
  });
  it('reads back as the same tree', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(JSON.parse(canonicalJson(tree))).toEqual(tree);
      }),
    );
  });
  it('does not depend on the order of keys', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(canonicalJson(reversed(tree))).toBe(canonicalJson(tree));
      }),
    );
  });
  it('keeps the order of lists', () => {
    expect(canonicalJson([2, 1])).not.toBe(canonicalJson([1, 2]));
  });
});

describe('canonicalPieces', () => {
  const piecesOf = (tree: Json): readonly string[] => {
    const pieces: string[] = [];
    canonicalPieces(tree, (piece) => pieces.push(piece));
    return pieces;
  };
  it('is the text in one piece where it is short', () => {
    expect(piecesOf({ b: [], a: {} })).toEqual(['{"a":{},"b":[]}']);
  });
  it('is the text in pieces where it is long, each whole characters', () => {
    const tree = Array.from({ length: 4000 }, (_, index) => ({ [`key ${index}`]: ['\u{1f600}'.repeat(20), index] }));
    const pieces = piecesOf(tree);
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect(Buffer.from(piece).toString()).toBe(piece);
    expect(pieces.join('')).toBe(JSON.stringify(tree));
  });
});

describe('equalTrees', () => {
  it('is true where the canonical texts are the same, and only there', () => {
    fc.assert(
      fc.property(trees, trees, (a, b) => {
        expect(equalTrees(a, b)).toBe(canonicalJson(a) === canonicalJson(b));
        expect(equalTrees(a, reversed(structuredClone(a)))).toBe(true);
      }),
    );
  });
  it.each<[Json | undefined, Json | undefined]>([
    [undefined, null],
    [{}, []],
    [[], {}],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: 1, b: 1 }],
    [[1], [1, 2]],
    [{ constructor: 1 }, { a: 1 }],
    [JSON.parse('{"__proto__":{}}') as JsonObject, { a: 1 }],
    ['1', 1],
    [0, false],
    [{ 0: 'a' }, ['a']],
  ])('%j is not %j', (a, b) => {
    expect(equalTrees(a, b)).toBe(false);
    expect(equalTrees(b, a)).toBe(false);
  });
});
