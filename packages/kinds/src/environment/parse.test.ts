// What may be written as an environment, and what it is sent as.
import { getAt, type JsonObject, normalize } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { leavesOf, parsed, problems } from '../testing/spec.ts';
import { environment } from './index.ts';
import { sent } from './testing/sent.ts';

const secret: JsonObject = { $deferred: 'secret', name: 'orders-token' };
const vault = { provider: 'postman', postman: { type: 'cloud', secretId: 's-1', vaultId: 'v-1' } };

describe('an environment as written', () => {
  it('has one leaf for its name and one for each variable, under a real pointer', () => {
    const spec = normalize(
      environment,
      parsed(environment, { name: 'Orders', values: { 'a/b~c': 'x', '': 'y', __proto__x: 'z' } }),
    );
    const leaves = environment.leaves(spec);
    expect(leaves.map((leaf) => leaf.pointer)).toEqual(['/name', '/values/a~1b~0c', '/values/', '/values/__proto__x']);
    for (const leaf of leaves) expect(getAt(spec, leaf.pointer)).toBe(leaf.value);
  });

  it('takes __proto__ as a key like any other', () => {
    const values = JSON.parse('{ "__proto__": "x" }') as JsonObject;
    expect(sent({ name: 'Orders', values })['values']).toEqual([
      { key: '__proto__', value: 'x', type: 'default', enabled: true },
    ]);
  });

  it('means the same as a map and as a list', () => {
    const map = { name: 'Orders', values: { host: 'a', port: { value: '1', enabled: false } } };
    const list = {
      name: 'Orders',
      values: [
        { key: 'port', value: '1', enabled: false },
        { key: 'host', value: 'a' },
      ],
    };
    expect(leavesOf(environment, parsed(environment, map))).toEqual(leavesOf(environment, parsed(environment, list)));
  });

  it('sends numbers and switches as the text that stands for them', () => {
    const values = sent({ name: 'Orders', values: { port: 8080, debug: false, rate: 0.5 } })['values'] as JsonObject[];
    expect(values.map((value) => value['value'])).toEqual(['8080', 'false', '0.5']);
  });

  it('masks a value by secret name unless it is said otherwise', () => {
    const values = sent({ name: 'Orders', values: { a: secret, b: { value: secret, type: 'default' } } })['values'];
    expect(values).toMatchObject([
      { value: secret, type: 'secret' },
      { value: secret, type: 'default' },
    ]);
  });

  it('refuses null, a value missing, and a value beside a source, each at its place', () => {
    const found = problems(environment, {
      name: 'Orders',
      values: {
        a: null,
        b: { enabled: true },
        c: { value: 'x', secret: true, source: vault },
        d: { value: null },
        e: 'fine',
      },
    });
    expect(found.map((problem) => problem.pointer)).toEqual(['/values/a', '/values/b', '/values/c', '/values/d']);
    expect(found.every((problem) => problem.hint?.includes('secret'))).toBe(true);
  });

  it('refuses a switch that is neither true nor false, and takes one that came out of a variable', () => {
    const bad = problems(environment, { name: 'Orders', values: { a: { value: 'x', enabled: 'maybe' } } });
    expect(bad.map((problem) => problem.pointer)).toEqual(['/values/a/enabled']);
    const values = sent({ name: 'Orders', values: { a: { value: 'x', enabled: 'false' } } })['values'];
    expect(values).toMatchObject([{ enabled: false }]);
  });

  it('says where in the vault a value lies, also where only the ids are written', () => {
    const values = { a: { secret: true, source: { postman: { secretId: 's-1', vaultId: 'v-1' } } } };
    expect(sent({ name: 'Orders', values })['values']).toEqual([
      { key: 'a', value: '', type: 'default', enabled: true, secret: true, source: vault },
    ]);
  });

  it('needs a name from somewhere', () => {
    expect(problems(environment, { values: {} }).map((problem) => problem.code)).toEqual(['D_KINDS_NAME']);
  });

  it('owns its variables where it has some, keeps those of others where told to, and owns nothing otherwise', () => {
    const owns = (written: JsonObject) => environment.owns(normalize(environment, parsed(environment, written)));
    expect(owns({ name: 'O', values: {} })).toEqual([{ at: '/values', unmanaged: 'delete' }]);
    expect(owns({ name: 'O', values: {}, otherKeys: 'keep' })).toEqual([{ at: '/values', unmanaged: 'keep' }]);
    expect(owns({ name: 'O' })).toEqual([]);
  });
});
