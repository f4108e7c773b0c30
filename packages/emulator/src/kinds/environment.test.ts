// Tests of environments over HTTP.
import { expect, test } from 'vitest';
import { at, make, open } from '../testing/harness.ts';

const vault = {
  key: 'token',
  value: '',
  type: 'default',
  enabled: true,
  secret: true,
  source: { provider: 'postman', postman: { type: 'cloud', secretId: 's', vaultId: 'v' } },
};

test('a read has no uid, defaults for type and enabled, and no value for what lies in a vault', async () => {
  const harness = await open();
  const values = [{ key: 'base', value: 'x' }, { key: 'off', value: '', type: 'secret', enabled: false }, vault];
  const { id, uid } = await make(harness, 'environment', { environment: { name: 'Staging', values } });
  const { body } = await harness.call('GET', `/environments/${uid}`);
  expect(at(body, 'environment')).toMatchObject({ id, name: 'Staging', owner: uid.split('-')[0], isPublic: false });
  expect(at(body, 'environment.uid')).toBeUndefined();
  expect(at(body, 'environment.values.0')).toEqual({ key: 'base', value: 'x', type: 'default', enabled: true });
  expect(at(body, 'environment.values.1.enabled')).toBe(false);
  const { value: _value, ...shown } = vault;
  expect(at(body, 'environment.values.2')).toEqual(shown);
  expect((await harness.call('GET', `/environments/${id}`)).body).toEqual(body);
  const list = await harness.call('GET', `/environments?workspace=${harness.workspace}`);
  expect(at(list.body, 'environments.0')).toMatchObject({ id, uid, name: 'Staging' });
  expect(at(list.body, 'environments.0.values')).toBeUndefined();
});

test('a replace replaces all values', async () => {
  const harness = await open();
  const first = { name: 'One', values: [{ key: 'a', value: '1' }] };
  const { id, uid } = await make(harness, 'environment', { environment: first });
  const put = await harness.call('PUT', `/environments/${id}`, { environment: { name: 'Two', values: [] } });
  expect([put.status, put.body]).toEqual([200, { environment: { id, name: 'Two', uid } }]);
  expect(at((await harness.call('GET', `/environments/${id}`)).body, 'environment.values')).toEqual([]);
});

test('a replace without a name is refused, or keeps the name, by switch', async () => {
  const harness = await open();
  const { id } = await make(harness, 'environment', { environment: { name: 'One' } });
  const put = () => harness.call('PUT', `/environments/${id}`, { environment: { values: [] } });
  const refused = await put();
  expect(refused.status).toBe(400);
  expect(at(refused.body, 'error.details')).toEqual(["environment: must have required property 'name'"]);
  await harness.control('POST', 'switches', { environmentPutRequiresName: false });
  expect(at((await put()).body, 'environment.name')).toBe('One');
});

test('unknown value types are echoed, coerced or refused, by switch', async () => {
  const harness = await open();
  const body = { environment: { name: 'E', values: [{ key: 'a', value: '1', type: 'any' }] } };
  const { id } = await make(harness, 'environment', body);
  const type = async () => at((await harness.call('GET', `/environments/${id}`)).body, 'environment.values.0.type');
  expect(await type()).toBe('any');
  await harness.control('POST', 'switches', { environmentUnknownTypes: 'default' });
  await harness.call('PUT', `/environments/${id}`, body);
  expect(await type()).toBe('default');
  await harness.control('POST', 'switches', { environmentUnknownTypes: 'refuse' });
  expect((await harness.call('PUT', `/environments/${id}`, body)).status).toBe(400);
});

test('duplicate keys are accepted, or refused, by switch', async () => {
  const harness = await open();
  const body = {
    environment: {
      name: 'E',
      values: [
        { key: 'a', value: '1' },
        { key: 'a', value: '2' },
      ],
    },
  };
  const { id } = await make(harness, 'environment', body);
  expect(at((await harness.call('GET', `/environments/${id}`)).body, 'environment.values.length')).toBe(2);
  await harness.control('POST', 'switches', { environmentDuplicateKeys: 'refuse' });
  const refused = await harness.call('POST', '/environments', body);
  expect([refused.status, at(refused.body, 'error.name')]).toEqual([400, 'malformedRequestError']);
});

test.each([
  [null, 'Invalid type: null (expected object) at environment.values.0'],
  [{ key: 1 }, 'Invalid type: number (expected string) at environment.values.0.key'],
  [{ key: 'a', value: 1 }, 'Invalid type: number (expected string) at environment.values.0.value'],
])('the value %j is malformed', async (value, message) => {
  const { call } = await open();
  const answer = await call('POST', '/environments', { environment: { name: 'E', values: [value] } });
  expect([answer.status, at(answer.body, 'error.message')]).toEqual([400, message]);
});

test('a missing environment is a 400 on read and a 404 otherwise', async () => {
  const { call } = await open();
  const path = '/environments/00000000-0000-4000-8000-000000000000';
  expect((await call('GET', path)).status).toBe(400);
  expect((await call('DELETE', path)).status).toBe(404);
  expect((await call('PUT', path, { environment: { name: 'x' } })).status).toBe(404);
  expect((await call('GET', '/environments?workspace=none')).body).toEqual({ environments: [] });
});

test('a patch takes one type of operation and answers the values and the uid', async () => {
  const harness = await open();
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
