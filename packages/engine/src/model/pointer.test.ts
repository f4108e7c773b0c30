// JSON Pointers: the examples of RFC 6901, what is written and removed, and patterns.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokens, trees } from '../testing/trees.ts';
import type { Json } from './json.ts';
import {
  getAt,
  isWithin,
  joinPointer,
  matchesAny,
  matchesPattern,
  occurrenceKeys,
  setAt,
  splitPointer,
} from './pointer.ts';

describe('getAt', () => {
  const rfc: Json = { foo: ['bar', 'baz'], '': 0, 'a/b': 1, 'c%d': 2, 'e^f': 3, 'k"l': 6, ' ': 7, 'm~n': 8 };
  it.each<[string, Json | undefined]>([
    ['', rfc],
    ['/foo', ['bar', 'baz']],
    ['/foo/0', 'bar'],
    ['/', 0],
    ['/a~1b', 1],
    ['/c%d', 2],
    ['/e^f', 3],
    ['/k"l', 6],
    ['/ ', 7],
    ['/m~0n', 8],
    ['/foo/2', undefined],
    ['/foo/', undefined],
    ['/foo/01', undefined],
    ['/foo/1.0', undefined],
    ['/foo/-', undefined],
    ['/foo/length', undefined],
    ['/foo/0/0', undefined],
    ['/nothing', undefined],
    ['/toString', undefined],
    ['/__proto__', undefined],
  ])('%j', (pointer, value) => {
    expect(getAt(rfc, pointer)).toEqual(value);
  });
});

describe('setAt', () => {
  it.each<[string, Json, string, Json | undefined, Json]>([
    ['replaces', { a: 1, b: 2 }, '/a', 3, { a: 3, b: 2 }],
    ['adds', { a: 1 }, '/b', null, { a: 1, b: null }],
    ['makes parents', {}, '/a/b/c', 1, { a: { b: { c: 1 } } }],
    ['turns a scalar in the way into an object', { a: 1 }, '/a/b', 2, { a: { b: 2 } }],
    ['writes into a list', { a: [1, 2] }, '/a/1', 3, { a: [1, 3] }],
    ['writes below a list', { a: [{ b: 1 }] }, '/a/0/b', 2, { a: [{ b: 2 }] }],
    ['removes a key', { a: 1, b: 2 }, '/a', undefined, { b: 2 }],
    ['removes from a list', { a: [1, 2] }, '/a/0', undefined, { a: [2] }],
    ['removes nothing where nothing is', { a: 1 }, '/b/c', undefined, { a: 1 }],
    ['removes nothing beyond a list', { a: [1, 2] }, '/a/2', undefined, { a: [1, 2] }],
    ['removes nothing from a list by a name', { a: [1, 2] }, '/a/x', undefined, { a: [1, 2] }],
    ['removes nothing from a list by no name', { a: [1, 2] }, '/a/', undefined, { a: [1, 2] }],
    ['replaces the whole', { a: 1 }, '', 2, 2],
  ])('%s', (_title, tree, pointer, value, after) => {
    const before = structuredClone(tree);
    expect(setAt(tree, pointer, value)).toEqual(after);
    expect(tree).toEqual(before);
  });

  it('keeps the empty parents of what it removes', () => {
    expect(setAt({ a: { b: 1 } }, '/a/b', undefined)).toEqual({ a: {} });
  });

  it('what is set into objects can be got', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '/', '~', '', '__proto__', 'ü')), trees, (path, value) => {
        const pointer = joinPointer(...path);
        expect(getAt(setAt({}, pointer, value), pointer)).toEqual(value);
      }),
    );
  });

  it('what is removed from anything is gone, and nothing else is', () => {
    fc.assert(
      fc.property(trees, tokens, (tree, path) => {
        const pointer = joinPointer(...path);
        if (getAt(tree, pointer) === undefined) expect(setAt(tree, pointer, undefined)).toEqual(tree);
        else if (path.length > 0) expect(setAt(tree, pointer, undefined)).not.toEqual(tree);
      }),
    );
  });
});

describe('joinPointer and splitPointer', () => {
  it('undo each other', () => {
    fc.assert(
      fc.property(tokens, (path) => {
        expect(splitPointer(joinPointer(...path))).toEqual(path);
      }),
    );
  });
  it('escape ~ before /', () => {
    expect(joinPointer('~1')).toBe('/~01');
    expect(splitPointer('/~01')).toEqual(['~1']);
  });
});

describe('isWithin', () => {
  it.each<[string, string, boolean]>([
    ['/a', '/a', true],
    ['/a/b', '/a', true],
    ['/ab', '/a', false],
    ['/a', '/a/b', false],
    ['/a', '', true],
    ['', '', true],
  ])('%s in %s: %s', (pointer, at, is) => {
    expect(isWithin(pointer, at)).toBe(is);
  });
});

describe('matchesPattern', () => {
  it.each<[string, string, boolean]>([
    ['/values/a', '/values/*', true],
    ['/values/a/b', '/values/*', true],
    ['/values', '/values/*', false],
    ['/values/a', '/values', true],
    ['/valuesa', '/values', false],
    ['/a/x/c', '/a/*/c', true],
    ['/a/x/d', '/a/*/c', false],
    ['/a~1b', '/a', false],
    ['/anything', '', true],
  ])('%s by %s: %s', (pointer, pattern, is) => {
    expect(matchesPattern(pointer, pattern)).toBe(is);
    expect(matchesAny(pointer, ['/never', pattern])).toBe(is);
  });
  it('of no pattern matches nothing', () => expect(matchesAny('/a', [])).toBe(false));
});

describe('occurrenceKeys', () => {
  it.each<[readonly string[], readonly string[]]>([
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    [
      ['a', 'a', 'a'],
      ['a', 'a#2', 'a#3'],
    ],
    [
      ['a#2', 'a', 'a'],
      ['a##2', 'a', 'a#2'],
    ],
    [
      ['', ''],
      ['', '#2'],
    ],
  ])('%j', (names, keys) => {
    expect(occurrenceKeys(names)).toEqual(keys);
  });
  it('are never equal, whatever the names', () => {
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[a#2]{0,4}$/)), (names) => {
        expect(new Set(occurrenceKeys(names)).size).toBe(names.length);
      }),
    );
  });
});
