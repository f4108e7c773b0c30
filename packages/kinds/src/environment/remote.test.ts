// Environments between spec and API: what is dropped, carried over and ordered.
import type { JsonObject } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { leavesOf } from '../testing/spec.ts';
import { environment } from './index.ts';
import { sent } from './testing/sent.ts';

const secret: JsonObject = { $deferred: 'secret', name: 'orders-token' };
const vault = { provider: 'postman', postman: { type: 'cloud', secretId: 's-1', vaultId: 'v-1' } };

describe('an environment at Postman', () => {
  const live: JsonObject = {
    id: 'e-1',
    name: 'Orders',
    owner: '1',
    createdAt: 'x',
    updatedAt: 'y',
    isPublic: false,
    values: [
      { key: 'b', value: '2', type: 'default', enabled: true, hue: 'red' },
      { key: 'a', value: '1', type: 'any', enabled: true },
      { enabled: true, key: 'k', secret: true, source: vault, type: 'default' },
    ],
    colour: 'blue',
  };

  it('is read without what the server sets', () => {
    expect(environment.fromRemote(live, {}).spec).not.toHaveProperty('owner');
    expect(Object.keys(leavesOf(environment, environment.fromRemote(live, {}).spec))).toEqual([
      '/name',
      '/values/b',
      '/values/a',
      '/values/k',
    ]);
  });

  it('keeps unknown fields, of itself and of its variables, through an update', () => {
    const body = sent({ name: 'Orders', values: { a: '1', b: '3', c: '4' } }, live);
    expect(body['colour']).toBe('blue');
    expect(body['values']).toMatchObject([{ key: 'a' }, { key: 'b', value: '3', hue: 'red' }, { key: 'c' }]);
    for (const key of ['id', 'owner', 'createdAt', 'updatedAt', 'isPublic']) expect(body).not.toHaveProperty(key);
  });

  it('drops a description that the file no longer has', () => {
    const described = {
      ...live,
      values: [{ key: 'a', value: '1', type: 'default', enabled: true, description: 'old' }],
    };
    expect(sent({ name: 'Orders', values: { a: '1' } }, described)['values']).toEqual([
      { key: 'a', value: '1', type: 'default', enabled: true },
    ]);
  });

  it('keeps all variables where none are managed, those in the vault with an empty value', () => {
    const values = sent({ name: 'Renamed' }, live)['values'];
    expect(values).toMatchObject([
      { key: 'b', value: '2', hue: 'red' },
      { key: 'a' },
      { key: 'k', value: '', secret: true },
    ]);
    expect(sent({ name: 'New' })).toEqual({ name: 'New' });
  });

  it('gets twins in the order of their occurrence, whatever the order of the keys in the spec', () => {
    const twin = (value: string) => ({ key: 'a', value });
    const values = Object.fromEntries(['a#10', 'a#2', 'a'].map((key) => [key, twin(key)]));
    const body = environment.toRemote({ name: 'x', values }, { itemIds: {} });
    expect((body['values'] as JsonObject[]).map((value) => value['value'])).toEqual(['a', 'a#2', 'a#10']);
  });

  it('is sensitive where a value is masked or stands for a secret', () => {
    const spec = {
      values: {
        a: { key: 'a', value: secret },
        b: { key: 'b', value: 'x', type: 'secret' },
        c: { key: 'c', value: 'x' },
      },
    };
    const sensitive = ['a', 'b', 'c'].filter((key) =>
      environment.isSensitive({ pointer: `/values/${key}`, value: spec.values[key as 'a'] }, spec),
    );
    expect(sensitive).toEqual(['a', 'b']);
    for (const stand of [
      { $deferred: 'missing', name: 't' },
      { $deferred: 'sealed', fingerprint: 'x' },
    ])
      expect(environment.isSensitive({ pointer: '/values/d', value: { key: 'd', value: stand } }, {})).toBe(true);
    const joined = { $deferred: 'text', parts: ['Bearer ', secret] };
    expect(environment.isSensitive({ pointer: '/values/d', value: { key: 'd', value: joined } }, {})).toBe(true);
    expect(
      environment.isSensitive(
        { pointer: '/values/c', value: { key: 'c', value: 'resolved' } },
        { values: { c: { key: 'c', value: secret } } },
      ),
    ).toBe(true);
  });
});
