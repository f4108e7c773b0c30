// Tests of mock servers over HTTP.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open } from '../../testing/harness.ts';

async function openWithMock(): Promise<{ harness: Harness; parent: string; environment: string; id: string }> {
  const harness = await open();
  const parent = await make(harness, 'collection', collection('Mocked'));
  const environment = await make(harness, 'environment', { environment: { name: 'E' } });
  const mock = { name: 'Stub', collection: parent.uid, environment: environment.uid, private: true };
  const { id } = await make(harness, 'mock', { mock });
  return { harness, parent: parent.id, environment: environment.id, id };
}

test('a mock is answered whole, without private, description and versionTag', async () => {
  const { harness, id } = await openWithMock();
  const put = await harness.call('PUT', `/mocks/${id}`, {
    mock: { description: 'x', versionTag: 'y', private: false },
  });
  const mock = at(put.body, 'mock') as object;
  expect(mock).toMatchObject({ id, name: 'Stub', mockUrl: `${harness.emulator.url}/_mock/${id}` });
  for (const hidden of ['private', 'description', 'versionTag', 'isPublic', 'deactivated']) {
    expect(Object.keys(mock)).not.toContain(hidden);
  }
  const read = (await harness.call('GET', `/mocks/${id}`)).body;
  expect(at(read, 'mock')).toEqual({ ...mock, isPublic: false, deactivated: false });
  const list = (await harness.call('GET', `/mocks?workspace=${harness.workspace}`)).body;
  expect(at(list, 'mocks')).toEqual([{ ...mock, isPublic: false }]);
});

test('config is read-only but for the server response, unless the switch is on', async () => {
  const { harness, id } = await openWithMock();
  await harness.control('POST', 'switches', { mockConfigWritable: false, mockUnknownServerResponse: 'accept' });
  const config = { matchBody: true, serverResponseId: 'r1' };
  const put = async () => at((await harness.call('PUT', `/mocks/${id}`, { mock: { config } })).body, 'mock.config');
  expect(await put()).toMatchObject({ matchBody: false, serverResponseId: 'r1' });
  await harness.control('POST', 'switches', { mockConfigWritable: true });
  expect(await put()).toMatchObject(config);
});

test('a server response the mock does not have is accepted or refused, by switch', async () => {
  const { harness, id } = await openWithMock();
  const put = async (mockUnknownServerResponse: string, serverResponseId: string | null) => {
    await harness.control('POST', 'switches', { mockUnknownServerResponse });
    const { status, body } = await harness.call('PUT', `/mocks/${id}`, { mock: { config: { serverResponseId } } });
    return [status, at(body, 'error.name')];
  };
  expect(await put('accept', 'nothing')).toEqual([200, undefined]);
  expect(await put('refuse', 'nothing')).toEqual([404, 'serverResponseNotFoundError']);
  expect(await put('refuse', null)).toEqual([200, undefined]);
});

test('a create needs the uid of a collection it may read', async () => {
  const { harness, parent } = await openWithMock();
  await harness.control('POST', 'switches', { missingCollection: 'forbidden' });
  const post = async (mock: object) => {
    const { status, body } = await harness.call('POST', '/mocks', { mock });
    return [status, at(body, 'error.name'), at(body, 'error.details.param')];
  };
  expect(await post({ name: 'x' })).toEqual([400, 'paramMissingError', ['collection']]);
  expect(await post({ collection: parent })).toEqual([403, 'forbiddenError', undefined]);
  expect(await post({ collection: `1-${parent}` })).toEqual([403, 'forbiddenError', undefined]);
});

test('an update with nothing is refused, and details.param is one string', async () => {
  const { harness, id } = await openWithMock();
  for (const body of [{}, { mock: {} }, { mock: { unheard: 1 } }]) {
    const { status, body: answer } = await harness.call('PUT', `/mocks/${id}`, body);
    expect([status, at(answer, 'error.name')]).toEqual([400, 'paramMissingError']);
    expect(at(answer, 'error.details.param')).toBe('environment, private, name, config, collection');
  }
});

test('an environment is unset with null, or that is refused, by switch', async () => {
  const { harness, id } = await openWithMock();
  await harness.control('POST', 'switches', { mockNullEnvironment: 'refuse', fillDefaults: false });
  const put = () => harness.call('PUT', `/mocks/${id}`, { mock: { environment: null } });
  expect((await put()).status).toBe(400);
  await harness.control('POST', 'switches', { mockNullEnvironment: 'unset' });
  expect(Object.keys(at((await put()).body, 'mock') as object)).not.toContain('environment');
});

test.each(['collections', 'environments'] as const)('deleting from %s deactivates the mock', async (kind) => {
  const { harness, id, parent, environment } = await openWithMock();
  await harness.call('DELETE', `/${kind}/${kind === 'collections' ? parent : environment}`);
  expect(at((await harness.call('GET', `/mocks?workspace=${harness.workspace}`)).body, 'mocks')).toEqual([]);
  expect(at((await harness.call('GET', `/mocks/${id}`)).body, 'mock.deactivated')).toBe(true);
  const path = `/workspaces/${harness.workspace}`;
  expect(at((await harness.call('GET', path)).body, 'workspace.mocks')).toEqual([]);
  const all = (await harness.call('GET', `${path}?include=mocks:deactivated`)).body;
  expect(at(all, 'workspace.mocks.0')).toMatchObject({ id, deactivated: true });
});

test('without a workspace the list holds the mocks of the caller only', async () => {
  const { harness, parent } = await openWithMock();
  const uid = at((await harness.call('GET', `/collections/${parent}`)).body, 'collection.info.uid');
  await harness.control('POST', 'edit', { kind: 'mock', create: { name: 'Theirs', collection: uid } });
  expect(at((await harness.call('GET', '/mocks')).body, 'mocks.length')).toBe(1);
  expect(at((await harness.call('GET', `/mocks?workspace=${harness.workspace}`)).body, 'mocks.length')).toBe(2);
});

test('a missing mock is a 404 with empty details', async () => {
  const { call } = await open();
  const answer = await call('GET', '/mocks/none');
  expect([answer.status, at(answer.body, 'error.details')]).toEqual([404, {}]);
  expect((await call('DELETE', '/mocks/none')).status).toBe(404);
});
