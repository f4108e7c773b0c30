// The digest of the files, by which a saved plan knows that they have changed since.
import { describe, expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { desiredOf, digester, refTo, resource, secret, secrets } from '../testing/given.ts';
import { kinds } from '../testing/kinds.ts';
import { isDigestOfDesired } from './preconditions.ts';

const text: Json = { $deferred: 'text', parts: ['x', refTo('bell.a', 'ring')] };
const input = (host: string) => ({
  kinds,
  desired: desiredOf([resource('box.a', { name: 'A', values: { host, text, list: [secret('token')], kept: 'late' } })]),
  state: undefined,
  live: { observations: new Map() },
  secrets,
  digester,
});

/** What an older version made the digest over, written out. */
const older = (host: string): Json => [
  {
    address: 'box.a',
    spec: {
      name: 'A',
      values: {
        host,
        text: { $late: 'text', parts: ['x', { $late: 'ref', address: 'bell.a', attribute: 'ring' }] },
        list: [{ $late: 'secret', name: 'token' }],
        kept: 'late',
      },
    },
    lifecycle: resource('box.a', {}).lifecycle as unknown as Json,
    adopt: null,
  },
];

describe('a plan file from before deferred values were marked $deferred', () => {
  it('is known as made from the same files', () => {
    expect(isDigestOfDesired(digester.digest(older('h')), input('h'))).toBe(true);
  });
  it('is known as made from other files', () => {
    expect(isDigestOfDesired(digester.digest(older('other')), input('h'))).toBe(false);
  });
});
