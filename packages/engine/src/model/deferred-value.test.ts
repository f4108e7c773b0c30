// Late values: what becomes of refs, texts and secrets, known or not.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { refTo, secret } from '../testing/given.ts';
import { trees } from '../testing/trees.ts';
import { knownness, type Lookup, refsIn, resolveDeferred, secretsIn } from './deferred-value.ts';
import { eachDeferredValue, isDeferredValue, type Json } from './json.ts';

const lookup: Lookup = {
  attribute: (address, name) => (address === 'bell.known' ? `${name} of it` : undefined),
  secret: (name) => (name === 'token' ? 's3' : undefined),
};
const known = refTo('bell.known', 'ring');
const later = refTo('bell.later', 'ring');
const text = (...parts: readonly Json[]): Json => ({ $deferred: 'text', parts });
const unknown: Json = { $deferred: 'unknown', of: 'bell.later.ring' };
const missing: Json = { $deferred: 'missing', name: 'gone' };

describe('resolveDeferred', () => {
  it.each<[string, Json, Json]>([
    ['a ref that is known', known, 'ring of it'],
    ['a ref that a later step makes', later, unknown],
    ['a secret that is here', secret('token'), 's3'],
    ['a secret that is not', secret('gone'), missing],
    ['a text', text('https://', known, '/v1?', secret('token')), 'https://ring of it/v1?s3'],
    ['a text that waits', text('https://', later), unknown],
    ['a text without its secret', text(secret('gone'), '!'), missing],
    ['a text in a text', text('a', text('b', known)), 'abring of it'],
    ['what stands deep in lists and objects', { a: [{ b: known }] }, { a: [{ b: 'ring of it' }] }],
    ['a seal', { $deferred: 'sealed', fingerprint: 'f' }, { $deferred: 'sealed', fingerprint: 'f' }],
  ])('%s', (_title, tree, resolved) => {
    expect(resolveDeferred(tree, lookup)).toEqual(resolved);
  });

  it('copies only what holds a deferred value', () => {
    const tree: Json = { plain: { a: [1] }, list: [{ b: known }, { c: 1 }] };
    const resolved = resolveDeferred(tree, lookup) as typeof tree;
    expect(resolved).toEqual({ plain: { a: [1] }, list: [{ b: 'ring of it' }, { c: 1 }] });
    expect(resolved['plain']).toBe(tree['plain']);
    expect(tree).toEqual({ plain: { a: [1] }, list: [{ b: known }, { c: 1 }] });
  });

  it('leaves plain trees as they are, whatever their keys', () => {
    fc.assert(
      fc.property(trees, (tree) => {
        expect(resolveDeferred(tree, lookup)).toBe(tree);
      }),
    );
  });
});

describe('knownness', () => {
  it.each<['known' | 'unknown' | 'missing', Json]>([
    ['known', { a: ['x', 1, null] }],
    ['unknown', { a: [unknown] }],
    ['missing', { a: missing }],
    ['unknown', [missing, unknown]],
    ['unknown', [unknown, missing]],
    ['known', { $deferred: 'sealed', fingerprint: 'f' }],
  ])('%s: %j', (is, tree) => {
    expect(knownness(tree)).toBe(is);
  });
});

describe('what a tree names', () => {
  const tree: Json = { b: secret('y'), a: [text(secret('x'), known)], 'c/d': later, e: secret('x') };
  it('secrets, each once, sorted', () => expect(secretsIn(tree)).toEqual(['x', 'y']));
  it('refs, with the place of the value that they stand in', () => {
    expect(refsIn(tree)).toEqual([
      { pointer: '/a/0', address: 'bell.known', attribute: 'ring' },
      { pointer: '/c~1d', address: 'bell.later', attribute: 'ring' },
    ]);
  });
  it('a node inside a text stands where the text stands', () => {
    const seen: string[] = [];
    eachDeferredValue(tree, (deferred, pointer) => void seen.push(`${deferred.$deferred} ${pointer}`));
    expect(seen).toEqual(['secret /b', 'text /a/0', 'secret /a/0', 'ref /a/0', 'ref /c~1d', 'secret /e']);
  });
  it.each<[Json | undefined, boolean]>([
    [known, true],
    [{ $deferred: 1 }, false],
    [{ deferred: 'ref' }, false],
    [['$deferred'], false],
    [null, false],
    [undefined, false],
  ])('%j is a deferred value: %s', (value, is) => {
    expect(isDeferredValue(value)).toBe(is);
  });
});
