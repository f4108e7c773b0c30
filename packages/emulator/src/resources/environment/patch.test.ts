// Tests of patches of environments.
import { expect, test } from 'vitest';
import { at, make, open } from '../../testing/harness.ts';

const vault = {
  key: 'token',
  value: '',
  type: 'default',
  enabled: true,
  secret: true,
  source: { provider: 'postman', postman: { type: 'cloud', secretId: 's', vaultId: 'v' } },
};

test('a patch answers a vault value with an empty value, a read without one', async () => {
  const harness = await open({ profile: 'strict' });
  const { id } = await make(harness, 'environment', { environment: { name: 'E' } });
  const { body } = await harness.call('PATCH', `/environments/${id}`, [{ op: 'add', path: '/values/0', value: vault }]);
  expect(at(body, 'environment.values.0')).toEqual(vault);
  const read = (await harness.call('GET', `/environments/${id}`)).body;
  expect(Object.keys(at(read, 'environment.values.0') as object)).not.toContain('value');
});

test('removals of several values go from the highest to the lowest; a wrong order removes others or fails', async () => {
  const harness = await open({ profile: 'strict' });
  const values = ['a', 'b', 'c'].map((key) => ({ key, value: key }));
  const { id } = await make(harness, 'environment', { environment: { name: 'E', values } });
  const remove = (...places: number[]) => {
    const steps = places.map((place) => ({ op: 'remove', path: `/values/${place}` }));
    return harness.call('PATCH', `/environments/${id}`, steps);
  };
  expect((await remove(1, 2)).status).toBe(400);
  expect(at((await remove(2, 1)).body, 'environment.values.length')).toBe(1);
});

test.each([
  [{ op: 'move', path: '/values/0', value: 'x' }, 'Invalid operation in JSON Patch'],
  [{ op: 'replace', path: '/values/', value: 'x' }, 'Invalid path in JSON Patch operation'],
  [{ op: 'replace', path: 'values/0/value', value: 'x' }, 'Invalid path in JSON Patch operation'],
  [{ op: 'replace', path: '/values/0/value/deep', value: 'x' }, 'Invalid path in JSON Patch operation'],
  [{ op: 'replace', path: '/values/0/colour', value: 'x' }, 'Invalid path in JSON Patch operation'],
  [{ op: 'add', path: '/name', value: 'x' }, 'Invalid path in JSON Patch operation'],
  [
    { op: 'replace', path: '/values/0/description', value: 'x' },
    'Cannot perform the operation at a path that does not exist',
  ],
  [{ op: 'add', path: '/values/5', value: { key: 'n' } }, 'Cannot perform the operation at a path that does not exist'],
  [{ op: 'replace', path: '/name', value: 7 }, ['/name: must be a string']],
  [{ op: 'replace', path: '/values/0/value', value: 7 }, ['/values/0/value: must be a string']],
  [{ op: 'replace', path: '/values/0/enabled', value: 'no' }, ['/values/0/enabled: must be a boolean']],
  [{ op: 'add', path: '/values/0/value', value: null }, 'Patch operations with empty value are not supported'],
])('the patch %j is refused', async (step, detail) => {
  const harness = await open({ profile: 'strict' });
  const { id } = await make(harness, 'environment', { environment: { name: 'E', values: [{ key: 'a', value: '1' }] } });
  const refused = await harness.call('PATCH', `/environments/${id}`, [step]);
  expect([refused.status, at(refused.body, 'detail')]).toEqual([400, detail]);
});

test('a patch of an id that is none is a bad request', async () => {
  const { call } = await open({ profile: 'strict' });
  const { status, body } = await call('PATCH', '/environments/5daabc50-8451-43f6', []);
  expect([status, at(body, 'detail'), at(body, 'instance')]).toEqual([
    400,
    'Invalid Environment ID',
    '/environments/5daabc50-8451-43f6',
  ]);
});

test('a patch that makes two keys equal is refused by the switch that refuses duplicates', async () => {
  const harness = await open({ profile: 'strict', switches: { environmentDuplicateKeys: 'refuse' } });
  const values = ['a', 'b'].map((key) => ({ key, value: key }));
  const { id } = await make(harness, 'environment', { environment: { name: 'E', values } });
  const step = { op: 'replace', path: '/values/1/key', value: 'a' };
  const { status, body } = await harness.call('PATCH', `/environments/${id}`, [step]);
  expect([status, at(body, 'detail')]).toEqual([400, ["/values: duplicate key 'a'"]]);
});

test('a patch takes one type of operation and answers the values and the uid', async () => {
  const harness = await open({ profile: 'strict' });
  const values = ['a', 'b', 'c'].map((key) => ({ key, value: key }));
  const { id, uid } = await make(harness, 'environment', { environment: { name: 'E', values } });
  const patch = (steps: unknown) => harness.call('PATCH', `/environments/${id}`, steps);
  const answer = await patch([
    { op: 'replace', path: '/name', value: 'F' },
    { op: 'replace', path: '/values/0/value', value: 'z' },
  ]);
  expect(at(answer.body, 'environment')).toMatchObject({ name: 'F', uid, values: [{ key: 'a', value: 'z' }, {}, {}] });
  await patch([
    { op: 'remove', path: '/values/2' },
    { op: 'remove', path: '/values/0/key' },
  ]);
  await patch([{ op: 'add', path: '/values/0/description', value: 'told' }]);
  const shown = at((await harness.call('GET', `/environments/${id}`)).body, 'environment.values');
  expect(shown).toEqual([{ key: 'b', value: 'b', type: 'default', enabled: true, description: 'told' }]);
  const mixed = [
    { op: 'remove', path: '/values/0' },
    { op: 'add', path: '/values/0', value: { key: 'n', value: '1' } },
  ];
  for (const [steps, detail] of [
    [{}, 'Patch sequence must be an array'],
    [mixed, 'You can only perform one type of operation at a time'],
    [[{ op: 'replace', path: '/values/0/value', value: '' }], 'Patch operations with empty value are not supported'],
    [[{ op: 'replace', path: '/values/7', value: {} }], 'Cannot perform the operation at a path that does not exist'],
    [[{ op: 'replace', path: '/id', value: 'x' }], 'Invalid path in JSON Patch operation'],
  ]) {
    const refused = await patch(steps);
    expect([refused.status, at(refused.body, 'detail')]).toEqual([400, detail]);
  }
  await harness.control('POST', 'switches', { environmentPatchMixedOperations: true });
  expect((await patch(mixed)).status).toBe(200);
});
