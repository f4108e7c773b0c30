// Addresses: a kind, a dot, a name.
import { describe, expect, it } from 'vitest';
import { addressOf, parseAddress } from './address.ts';

describe('parseAddress', () => {
  it('undoes addressOf', () => {
    expect(parseAddress(addressOf('monitor', 'billing-smoke_2'))).toEqual({ kind: 'monitor', name: 'billing-smoke_2' });
  });
  it.each(['', '.', 'monitor', 'monitor.', '.name', 'monitor.a.b', 'monitor.-a', 'monitor.a b', 'monitor.a/b', 'a.é'])(
    '%j is none',
    (text) => expect(parseAddress(text)).toBeUndefined(),
  );
});
