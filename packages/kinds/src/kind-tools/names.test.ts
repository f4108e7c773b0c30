// Names that an import makes up.
import { describe, expect, it } from 'vitest';
import { fileName, secretNamer } from './names.ts';

describe('the name of a secret', () => {
  it('tells whose it is and what it is', () => {
    expect(secretNamer('orders')('token')).toBe('orders-token');
    expect(secretNamer('orders')('API Token')).toBe('orders_api-token');
    expect(secretNamer('orders', 'collection')('token')).toBe('collection_orders_token');
    expect(secretNamer('orders')('§')).toBe('orders-value');
  });

  it('is no other’s: not of another key, owner or kind', () => {
    const pairs = [
      ['orders', 'api-token'],
      ['orders-api', 'token'],
      ['orders-api-token', ''],
      ['orders', 'token'],
      ['collection', 'orders-token'],
      ['collection-orders', 'token'],
    ] as const;
    const long = ['x', 'y'].map((end) => [`${'owner-'.repeat(12)}${end}`, 'token'] as const);
    const names = ['', 'collection'].flatMap((kind) =>
      [...pairs, ...long].map(([owner, key]) => secretNamer(owner, kind)(key)),
    );
    expect(new Set(names).size).toBe(names.length);
    const name = secretNamer('orders');
    expect([name('a b'), name('a_b'), name('A-B')]).toEqual(['orders_a-b', 'orders_a-b-2', 'orders_a-b-3']);
  });

  it('has at most 60 characters that a project file takes', () => {
    const names = ['', 'collection'].map((kind) => secretNamer('o'.repeat(60), kind)('Key! '.repeat(100)));
    for (const name of names) expect(name).toMatch(/^[A-Za-z0-9][A-Za-z0-9_-]{20,59}$/);
    expect(names[0]).toMatch(/^o{20}_key-key-key-key-key_[a-z0-9]{6}$/);
  });
});

describe('the name of a file', () => {
  it.each(['con', 'nul', 'prn', 'aux', 'com1', 'lpt9', 'COM0'])(
    'is not %s, which Windows keeps for a device',
    (name) => {
      expect(fileName(name)).toBe(`${name}_`);
    },
  );

  it.each(['console', 'orders', 'com', 'com10', 'x-con'])('is %s as it is', (name) => {
    expect(fileName(name)).toBe(name);
  });
});
