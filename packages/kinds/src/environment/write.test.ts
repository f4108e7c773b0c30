// Environments written for import: names of secrets, never their values.
import { type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { leavesOf, parsed } from '../testing/spec.ts';
import { environment } from './index.ts';

const vault = { provider: 'postman', postman: { type: 'cloud', secretId: 's-1', vaultId: 'v-1' } };

describe('an environment written for import', () => {
  const write = (spec: JsonObject) =>
    environment.write(normalize(environment, spec), { name: 'orders', refName: () => undefined });

  it('names secrets and never holds their values', () => {
    const value = (key: string) => ({ key, value: 'hunter2', type: 'secret' });
    const spec = {
      name: 'Orders',
      values: {
        'API Key': value('API Key'),
        api_key: value('api_key'),
        '***': value('***'),
        host: { key: 'host', value: 'h' },
      },
    };
    const { written, files } = write(spec);
    expect(written['values']).toEqual({
      'API Key': { secret: 'orders_api-key' },
      api_key: { secret: 'orders_api-key-2' },
      '***': { secret: 'orders-value' },
      host: 'h',
    });
    expect(JSON.stringify({ written, files })).not.toContain('hunter2');
  });

  it.each([`\${host}`, '__proto__', '<<'])('is a list where a key cannot stand in a map: %s', (key) => {
    const values = Object.fromEntries([[`k${key}`, { key, value: '1' }]]);
    expect(write({ name: 'Orders', values }).written['values']).toEqual([{ key, value: '1' }]);
  });

  it('is a list where a key occurs twice, and parses back to the same leaves', () => {
    const remote = {
      name: 'Orders',
      values: [
        { key: 'a', value: '1', enabled: false, description: 'x' },
        { key: 'a', value: '2' },
        { key: 'k', secret: true, source: vault, type: 'default' },
      ],
    };
    const { spec } = environment.fromRemote(remote, {});
    const { written } = write(spec);
    expect(written['values']).toEqual([
      { key: 'a', value: '1', enabled: false, description: 'x' },
      { key: 'a', value: '2' },
      { key: 'k', secret: true, source: vault },
    ]);
    expect(leavesOf(environment, parsed(environment, written))).toEqual(leavesOf(environment, spec));
  });
});
