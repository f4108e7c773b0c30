// Tests of environments over HTTP.
import { expect, test } from 'vitest';
import { at, collection, make, open } from '../testing/harness.ts';

const vault = {
  key: 'token',
  value: '',
  type: 'default',
  enabled: true,
  secret: true,
  source: { provider: 'postman', postman: { type: 'cloud', secretId: 's', vaultId: 'v' } },
};

test('a read has no uid, defaults for type and enabled, and no value for what lies in a vault', async () => {
  const harness = await open({ profile: 'strict' });
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
  const harness = await open({ profile: 'strict' });
  const first = { name: 'One', values: [{ key: 'a', value: '1' }] };
  const { id, uid } = await make(harness, 'environment', { environment: first });
  const put = await harness.call('PUT', `/environments/${id}`, { environment: { name: 'Two', values: [] } });
  expect([put.status, put.body]).toEqual([200, { environment: { id, name: 'Two', uid } }]);
  expect(at((await harness.call('GET', `/environments/${id}`)).body, 'environment.values')).toEqual([]);
});

test('a replace without a name is refused, or keeps the name, by switch', async () => {
  const harness = await open({ profile: 'strict' });
  const { id } = await make(harness, 'environment', { environment: { name: 'One' } });
  const put = () => harness.call('PUT', `/environments/${id}`, { environment: { values: [] } });
  const refused = await put();
  expect(refused.status).toBe(400);
  expect(at(refused.body, 'error.details')).toEqual(["environment: must have required property 'name'"]);
  await harness.control('POST', 'switches', { environmentPutRequiresName: false });
  expect(at((await put()).body, 'environment.name')).toBe('One');
});

test('unknown value types are echoed, coerced or refused, by switch', async () => {
  const harness = await open({ profile: 'strict' });
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
  const harness = await open({ profile: 'strict' });
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
  const { call } = await open({ profile: 'strict' });
  const answer = await call('POST', '/environments', { environment: { name: 'E', values: [value] } });
  expect([answer.status, at(answer.body, 'error.message')]).toEqual([400, message]);
});

test('a missing environment is a 400 on read and a 404 otherwise', async () => {
  const { call } = await open({ profile: 'strict' });
  const path = '/environments/00000000-0000-4000-8000-000000000000';
  expect((await call('GET', path)).status).toBe(400);
  expect((await call('DELETE', path)).status).toBe(404);
  expect((await call('PUT', path, { environment: { name: 'x' } })).status).toBe(404);
  expect((await call('GET', '/environments?workspace=none')).body).toEqual({ environments: [] });
});

test('a missing environment is worded in three ways, by switch', async () => {
  const { call, control } = await open({ profile: 'strict' });
  const path = '/environments/00000000-0000-4000-8000-000000000000';
  const body = async () => (await call('GET', path)).body;
  expect(at(await body(), 'error.message')).toBe('We could not find the environment you are looking for');
  await control('POST', 'switches', { environmentMissing: 'specified' });
  expect(at(await body(), 'error.message')).toBe('The specified environment does not exist.');
  await control('POST', 'switches', { environmentMissing: 'problem' });
  expect(await body()).toMatchObject({ type: 'https://api.postman.com/problems/not-found', instance: path });
});

test.each([
  ['environment', '/environments', { environment: { name: 'E' } }],
  ['monitor', '/monitors', undefined],
  ['mock', '/mocks', undefined],
] as const)('a uid is taken in the path of one %s, or names nothing, by switch', async (kind, path, body) => {
  const harness = await open({ profile: 'strict' });
  const { uid: watched } = await make(harness, 'collection', collection('C'));
  const made = body ?? { [kind]: { name: 'M', collection: watched, schedule: { cron: '0 17 * * *' } } };
  const { id, uid } = await make(harness, kind, made);
  expect((await harness.call('GET', `${path}/${uid}`)).status).toBe(200);
  await harness.control('POST', 'switches', { uidInPaths: 'refuse' });
  expect((await harness.call('GET', `${path}/${uid}`)).status).toBe(kind === 'environment' ? 400 : 404);
  expect((await harness.call('DELETE', `${path}/${uid}`)).status).toBe(404);
  expect((await harness.call('GET', `${path}/${id}`)).status).toBe(200);
});

test('a write needs a length, and at most 30 MB', async () => {
  const { emulator, call } = await open({ profile: 'strict' });
  const stream = new Response(JSON.stringify({ environment: { name: 'E' } })).body;
  const headers = { 'x-api-key': emulator.apiKey };
  const chunked = { method: 'POST', headers, body: stream, duplex: 'half' } as RequestInit;
  const refused = await fetch(`${emulator.url}/environments`, chunked);
  expect([refused.status, at(await refused.json(), 'title')]).toEqual([411, 'Length Required']);
  const value = 'x'.repeat(30 * 1024 * 1024);
  const large = await call('POST', '/environments', { environment: { name: 'E', values: [{ key: 'a', value }] } });
  expect([large.status, at(large.body, 'detail')]).toEqual([413, 'Request size limit exceeded']);
});

test('a description of 512 characters is kept, a longer one refused, in the envelope of the operation', async () => {
  const harness = await open({ profile: 'strict' });
  const environment = (length: number) => ({
    environment: { name: 'E', values: [{ key: 'a', value: '1', description: 'd'.repeat(length) }] },
  });
  const { id } = await make(harness, 'environment', environment(512));
  const put = await harness.call('PUT', `/environments/${id}`, environment(513));
  expect([put.status, at(put.body, 'error.name')]).toEqual([400, 'malformedRequestError']);
  const step = { op: 'replace', path: '/values/0/description', value: 'd'.repeat(513) };
  const patched = await harness.call('PATCH', `/environments/${id}`, [step]);
  expect([patched.status, at(patched.body, 'detail')]).toEqual([
    400,
    ['/values/0/description: must NOT have more than 512 characters'],
  ]);
});

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
