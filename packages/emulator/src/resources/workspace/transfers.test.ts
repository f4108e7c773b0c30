// Tests of transfers over HTTP: elements between workspaces, workspaces between teams.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open, text } from '../../testing/harness.ts';

async function workspaceOf({ call }: Harness, type: string): Promise<string> {
  return text((await call('POST', '/workspaces', { workspace: { name: `A ${type}`, type } })).body, 'workspace.id');
}

test('an element changes its workspace and keeps its uid; by id or uid, as the reply says', async () => {
  const harness = await open();
  const { call, workspace } = harness;
  const to = await workspaceOf(harness, 'team');
  const { id, uid } = await make(harness, 'collection', collection('Moved'));
  const moved = await call('POST', `/workspaces/${workspace}/element-transfers`, { id: uid, type: 'collection', to });
  expect(at(moved.body, 'workspace.element-transfers')).toEqual({ to, from: workspace, id: uid, type: 'collection' });
  expect(at((await call('GET', `/workspaces/${workspace}`)).body, 'workspace.collections')).toEqual([]);
  expect(at((await call('GET', `/workspaces/${to}`)).body, 'workspace.collections.0.uid')).toBe(uid);
  const again = { id, type: 'collection', to };
  expect((await call('POST', `/workspaces/${workspace}/element-transfers`, again)).status).toBe(404);
  const back = await call('POST', `/workspaces/${to}/element-transfers`, { ...again, to: workspace });
  expect(at(back.body, 'workspace.element-transfers.id')).toBe(id);
});

test('from a personal workspace everything may go to the team, and nothing comes back', async () => {
  const harness = await open();
  const own = await workspaceOf(harness, 'personal');
  const { id } = await make({ ...harness, workspace: own }, 'environment', { environment: { name: 'E', values: [] } });
  const move = (from: string, to: string) =>
    harness.call('POST', `/workspaces/${from}/element-transfers`, { id, type: 'environment', to });
  expect((await move(own, harness.workspace)).status).toBe(200);
  const back = await move(harness.workspace, own);
  expect([back.status, at(back.body, 'detail')]).toEqual([
    400,
    'Cannot move elements from team level workspace to personal',
  ]);
});

test('a workspace goes to another team with Organizations only, from the team that has it', async () => {
  const { call, workspace, control } = await open();
  const move = (source: string, destination: string) =>
    call('PATCH', `/workspaces/${workspace}/transfers`, { source, destination });
  expect((await move('4242', '4243')).status).toBe(403);
  await control('POST', 'switches', { organizations: true });
  expect((await move('4243', '4242')).status).toBe(404);
  expect((await move('4242', '1')).status).toBe(404);
  expect((await move('4242', '4243')).body).toEqual({
    workspace: { transfer: { id: workspace, source: '4242', destination: '4243' } },
  });
  expect((await move('4243', '4242')).status).toBe(200);
});
