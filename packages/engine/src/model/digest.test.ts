// Keyed digests: short, the same for the same tree, and useless without the key.
import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { box } from '../testing/kinds.ts';
import { digesterFor, makeDigester, PUBLIC_DIGESTER } from './digest.ts';

const one = makeDigester('one');

describe('a digest', () => {
  it('of a leaf is its beginning, so that those of older states can be shortened', () =>
    expect(one.leaf('short')).toBe(one.digest('short').slice(0, 12)));
  it('is 16 base64url characters', () => expect(one.digest('short')).toMatch(/^[A-Za-z0-9_-]{16}$/));
  it('does not depend on key order', () => expect(one.digest({ a: 1, b: 2 })).toBe(one.digest({ b: 2, a: 1 })));
  it('tells a text from the number that it spells', () => expect(one.digest('1')).not.toBe(one.digest(1)));
  it('depends on the key', () => expect(makeDigester('two').digest('x')).not.toBe(one.digest('x')));
  it('is the HMAC of the canonical text, however long', () => {
    for (const tree of ['é', { a: 1 }, Array.from({ length: 30_000 }, (_, index) => `\u{1f600} ${index}`)]) {
      const whole = createHmac('sha256', 'one').update(JSON.stringify(tree)).digest('base64url');
      expect(one.digest(tree)).toBe(whole.slice(0, 16));
    }
  });
  it('is no plain hash of a secret', () => {
    const plain = createHash('sha256').update('"x"').digest('base64url');
    expect(plain.startsWith(one.digest('x'))).toBe(false);
  });
});

describe('a tag', () => {
  it('moves with the kind’s version and with the key, and with nothing else', () => {
    expect(one.tag({ ...box, version: 2 })).not.toBe(one.tag(box));
    expect(makeDigester('two').tag(box)).not.toBe(one.tag(box));
    expect(makeDigester('one').tag(box)).toBe(one.tag(box));
  });
});

describe('the digester of a state', () => {
  const key = Buffer.from('kept in the state').toString('base64');
  it.each([
    ['the environment’s key wins', { key }, 'given', makeDigester('given')],
    ['the environment’s key needs no state', undefined, 'given', makeDigester('given')],
    ['else the state’s own', { key }, undefined, makeDigester('kept in the state')],
    ['else a public one', {}, undefined, PUBLIC_DIGESTER],
    ['and so without a state', undefined, undefined, PUBLIC_DIGESTER],
  ] as const)('%s', (_title, state, given, same) => {
    const made = digesterFor(state, given);
    expect(made.digest('x')).toBe(same.digest('x'));
    expect(made.isSecret).toBe(same !== PUBLIC_DIGESTER);
  });
});
