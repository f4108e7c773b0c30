// Tests of workspaces over HTTP.
import { expect, test } from 'vitest';
import { at, collection, make, open, text } from '../testing/harness.ts';

test('the first workspace is there, of type and visibility team', async () => {
  const { call, workspace } = await open();
  const { body } = await call('GET', '/workspaces');
  expect(at(body, 'workspaces')).toEqual([
    expect.objectContaining({ id: workspace, name: 'Emulator workspace', type: 'team', visibility: 'team' }),
  ]);
  expect(at(body, 'meta')).toBeUndefined();
});

test('visibility carries what type loses, and a PUT is partial', async () => {
  const { call } = await open();
  const made = await call('POST', '/workspaces', { workspace: { name: 'Quiet', type: 'private', about: 'a' } });
  const id = text(made.body, 'workspace.id');
  expect([made.status, made.body]).toEqual([200, { workspace: { id, name: 'Quiet' } }]);
  await call('PUT', `/workspaces/${id}`, { workspace: { name: 'Calm' } });
  const { body } = await call('GET', `/workspaces/${id}`);
  expect(at(body, 'workspace')).toMatchObject({
    name: 'Calm',
    type: 'team',
    visibility: 'private',
    about: 'a',
    collections: [],
    environments: [],
    mocks: [],
    monitors: [],
  });
});

test('a missing workspace is a 404 on read and update, and a 400 on delete', async () => {
  const { call } = await open();
  const read = await call('GET', '/workspaces/none');
  expect([read.status, at(read.body, 'error.name'), at(read.body, 'error.statusCode')]).toEqual([
    404,
    'workspaceNotFoundError',
    404,
  ]);
  const put = await call('PUT', '/workspaces/none', { workspace: { name: 'x' } });
  expect([put.status, at(put.body, 'error.name')]).toEqual([404, 'instanceNotFoundError']);
  const gone = await call('DELETE', '/workspaces/none');
  expect([gone.status, at(gone.body, 'error.name')]).toEqual([400, 'instanceNotFoundError']);
  const create = await call('POST', '/collections?workspace=none', collection('x'));
  expect(create.status).toBe(404);
});

test('a delete takes along what the workspace holds', async () => {
  const harness = await open();
  const { id } = await make(harness, 'collection', collection('Held'));
  const gone = await harness.call('DELETE', `/workspaces/${harness.workspace}`);
  expect(gone.body).toEqual({ workspace: { id: harness.workspace } });
  expect((await harness.call('GET', `/collections/${id}`)).status).toBe(400);
});

test('list filters answer in the envelopes of the document', async () => {
  const { call } = await open();
  const list = async (query: string) => (await call('GET', `/workspaces?${query}`)).body;
  expect(at(await list('type=none'), 'error.name')).toBe('invalidParamError');
  expect(at(await list('type=none'), 'statusCode')).toBe(400);
  expect(at(await list('elementType=collection'), 'name')).toBe('badRequest');
  expect(at(await list('elementType=x&elementId=y'), 'name')).toBe('badRequest');
  expect(at(await list('limit=101'), 'error.name')).toBe('badRequestError');
  expect(at(await list('type=personal,team'), 'workspaces.length')).toBe(1);
  expect(at(await list('createdBy=1'), 'workspaces.length')).toBe(0);
});

test('a list with a limit has cursors', async () => {
  const { call } = await open();
  for (const name of ['a', 'b']) await call('POST', '/workspaces', { workspace: { name, type: 'team' } });
  const first = (await call('GET', '/workspaces?limit=2')).body;
  expect(at(first, 'workspaces.length')).toBe(2);
  const rest = (await call('GET', `/workspaces?limit=2&cursor=${at(first, 'meta.nextCursor')}`)).body;
  expect([at(rest, 'workspaces.0.name'), at(rest, 'meta.nextCursor')]).toEqual(['b', '']);
});

test('the list finds the workspace that holds a collection', async () => {
  const harness = await open();
  const { uid } = await make(harness, 'collection', collection('Held'));
  await harness.call('POST', '/workspaces', { workspace: { name: 'Other', type: 'team' } });
  const { body } = await harness.call('GET', `/workspaces?elementType=collection&elementId=${uid}`);
  expect(at(body, 'workspaces')).toEqual([expect.objectContaining({ id: harness.workspace })]);
});

test('public names are unique, and some turns are not allowed', async () => {
  const { call } = await open();
  const post = (name: string, type: string) => call('POST', '/workspaces', { workspace: { name, type } });
  const shown = text((await post('Open', 'public')).body, 'workspace.id');
  expect(at((await post('Open', 'public')).body, 'error.name')).toBe('workspaceSlugNotUniqueError');
  expect((await post('Open', 'team')).status).toBe(200);
  const turned = await call('PUT', `/workspaces/${shown}`, { workspace: { type: 'personal' } });
  expect([turned.status, at(turned.body, 'error.name')]).toEqual([403, 'cannotConvertFromPublicWorkspace']);
  expect(at((await call('POST', '/workspaces', {})).body, 'error.name')).toBe('malformedRequestError');
});
