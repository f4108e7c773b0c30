// What people are told of an environment's changes.
import type { Json } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { environment } from './index.ts';

describe('what is said of an environment', () => {
  const say = (before: Json | undefined, after: Json | undefined, pointer = '/values/host') =>
    environment.describe([{ pointer, before, after }], undefined, undefined).map((line) => `${line.mark} ${line.text}`);
  const host = { key: 'host', value: 'a', type: 'default', enabled: true };

  it('calls values shared values', () => {
    expect(say(host, { ...host, value: 'b' })).toEqual(['~ values.host: "a" → "b" (shared value)']);
    expect(say(undefined, { ...host, enabled: false })).toEqual(['+ values.host: "a" (shared value), disabled']);
    expect(say(host, undefined)).toEqual(['- values.host: "a" (shared value)']);
    expect(say('A', 'B', '/name')).toEqual(['~ name: "A" → "B"']);
  });

  it('says which detail changed', () => {
    expect(say(host, { ...host, enabled: false, description: 'x' })).toEqual([
      '~ values.host enabled: true → false',
      '+ values.host description: "x"',
    ]);
  });

  it('shows no secret, only what stands for it', () => {
    const sealed = { $deferred: 'sealed', fingerprint: 'ab12cdef', name: 'orders-token' };
    expect(say(host, { ...host, value: sealed })).toEqual([
      '~ values.host: "a" → (secret orders-token, fingerprint ab12cd) (shared value)',
    ]);
    expect(say(sealed, { $deferred: 'missing', name: 'orders-token' })).toEqual([
      '~ values.host: (secret orders-token, fingerprint ab12cd) → (secret orders-token, not available here) (shared value)',
    ]);
    expect(say(host, { ...host, value: { $deferred: 'unknown', of: 'mock.m.mockUrl' } })[0]).toContain(
      '(known after apply)',
    );
  });

  it('puts odd keys in brackets', () => {
    expect(say(undefined, { ...host, value: '\u001b[2J\u202e' }, '/values/a b\u009b')).toEqual([
      '+ values["a b\u009b"]: "\\u001b[2J\u202e" (shared value)',
    ]);
  });

  it('keeps the order of the object', () => {
    const after = { name: 'x', values: { b: host, a: host } };
    const changes = ['/values/gone', '/values/a', '/values/b', '/name'].map((pointer) => ({
      pointer,
      before: 'x',
      after: 'y',
    }));
    const before = { name: 'x', values: { gone: host } };
    expect(environment.describe(changes, before, after).map((line) => line.text.split(':')[0])).toEqual([
      'name',
      'values.b',
      'values.a',
      'values.gone',
    ]);
  });
});
