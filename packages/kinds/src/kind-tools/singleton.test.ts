// The calls of an object of which each workspace has exactly one.
import { expect, it } from 'vitest';
import { answering } from '../testing/send.ts';
import { singletonApi, singletonRoutes } from './singleton.ts';

const routes = singletonRoutes({
  read: { operation: 'getWorkspaceGlobalVariables', method: 'GET', path: '/workspaces/{id}/global-variables' },
  update: { operation: 'updateWorkspaceGlobalVariables', method: 'PUT', path: '/workspaces/{id}/global-variables' },
});
const api = singletonApi({ routes, name: 'Globals' });
const identity = { id: 'w', uid: 'w' };

it('is read and listed under the id of its workspace, with one call', async () => {
  const { send, calls } = answering({ values: [] }, { values: [] });
  expect(await api(send).read(identity)).toEqual({ name: 'Globals', values: [], ...identity });
  expect(await api(send).list({ workspace: 'w' })).toMatchObject([{ name: 'Globals', ...identity }]);
  expect(calls.map(({ params }) => params)).toEqual([{ id: 'w' }, { id: 'w' }]);
});

it('is replaced, and never created or deleted', async () => {
  const { send, calls } = answering({ values: [] });
  expect(await api(send).update(identity, { values: [] })).toEqual(identity);
  expect(calls[0]).toMatchObject({ route: routes.update, body: { values: [] } });
  await expect(api(send).create({}, { workspace: 'w' })).rejects.toThrow('never created');
  await expect(api(send).remove(identity)).rejects.toThrow('never deleted');
});

it('that answers without an object is not believed', async () => {
  await expect(api(answering('text').send).read(identity)).rejects.toMatchObject({ code: 'E_KINDS_REPLY' });
});
