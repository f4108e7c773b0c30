// Tests of environments over HTTP.
import { expect, test } from 'vitest';
import { at, collection, make, open } from '../../testing/harness.ts';

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
  const values = [
    { key: 'base', value: 'x' },
    { key: 'off', value: 'in plain', type: 'secret', enabled: false },
    vault,
  ];
  const { id, uid } = await make(harness, 'environment', { environment: { name: 'Staging', values } });
  const { body } = await harness.call('GET', `/environments/${uid}`);
  expect(at(body, 'environment')).toMatchObject({ id, name: 'Staging', owner: uid.split('-')[0], isPublic: false });
  expect(at(body, 'environment.uid')).toBeUndefined();
  expect(at(body, 'environment.values.0')).toEqual({ key: 'base', value: 'x', type: 'default', enabled: true });
  expect(at(body, 'environment.values.1')).toMatchObject({ value: 'in plain', type: 'secret', enabled: false });
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
