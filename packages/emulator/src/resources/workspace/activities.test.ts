// Tests of the activity feed over HTTP.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open } from '../../testing/harness.ts';
import { keyOwner, someoneElse } from '../../world/team.ts';

interface Line {
  readonly id: number;
  readonly action: string;
  readonly trigger: string;
  readonly elementType: string;
  readonly elementName: string;
  readonly user: { readonly id: number; readonly name: string };
}

async function feed({ call, workspace }: Harness, query = ''): Promise<readonly Line[]> {
  return at((await call('GET', `/workspaces/${workspace}/activities${query}`)).body, 'data') as Line[];
}

const brief = ({ trigger, elementType, elementName, user }: Line) => [trigger, elementType, elementName, user.id];

test('a feed tells of adds, renames and removals, the newest first, and not of edits', async () => {
  const harness = await open({ otherApiKeys: ['other-key'] });
  const { id } = await make(harness, 'collection', collection('Old'));
  await harness.call('PATCH', `/collections/${id}`, { collection: { info: { description: 'edited' } } });
  await harness.call('PATCH', `/collections/${id}`, { collection: { info: { name: 'New' } } });
  await make(harness, 'environment', { environment: { name: 'E', values: [] } });
  await harness.call('DELETE', `/collections/${id}`, undefined, { 'x-api-key': 'other-key' });
  expect((await feed(harness)).map(brief)).toEqual([
    ['destroy', 'collection', 'New', someoneElse.id],
    ['create', 'environment', 'E', keyOwner.id],
    ['update', 'collection', 'New', keyOwner.id],
    ['create', 'collection', 'Old', keyOwner.id],
  ]);
});

test('edits by another actor are told under their name', async () => {
  const harness = await open();
  const { id } = await make(harness, 'environment', { environment: { name: 'E', values: [] } });
  await harness.control('POST', 'edit', { kind: 'environment', id, set: { '/name': 'F' } });
  await harness.control('POST', 'edit', { kind: 'environment', id, delete: true });
  expect((await feed(harness)).map(brief).slice(0, 2)).toEqual([
    ['destroy', 'environment', 'F', someoneElse.id],
    ['update', 'environment', 'F', someoneElse.id],
  ]);
});

test('a workspace tells of its name, its visibility and its roles', async () => {
  const harness = await open();
  const { call, workspace } = harness;
  await call('PUT', `/workspaces/${workspace}`, { workspace: { name: 'Open', type: 'public' } });
  await call('PUT', `/workspaces/${workspace}`, { workspace: { description: 'quietly' } });
  const roles = [{ op: 'add', path: '/user', value: [{ id: String(someoneElse.id), role: '1' }] }];
  const headers = { 'content-type': 'application/json-patch+json' };
  await call('PATCH', `/workspaces/${workspace}/roles`, { roles }, headers);
  expect((await feed(harness, '?elementType=workspace')).map((line) => line.trigger)).toEqual([
    'add_user_role',
    'update_visibility',
    'update',
  ]);
  expect(await feed(harness, '?elementType=collection,mock')).toEqual([]);
});

test('pages follow cursors to an empty one, and a user can be asked for', async () => {
  const harness = await open();
  const { call, workspace } = harness;
  for (const name of ['a', 'b', 'c']) await make(harness, 'collection', collection(name));
  const first = (await call('GET', `/workspaces/${workspace}/activities?limit=2`)).body;
  expect(at(first, 'data.length')).toBe(2);
  const cursor = encodeURIComponent(String(at(first, 'meta.nextCursor')));
  const rest = (await call('GET', `/workspaces/${workspace}/activities?limit=2&cursor=${cursor}`)).body;
  expect([at(rest, 'data.0.elementName'), at(rest, 'data.length'), at(rest, 'meta.nextCursor')]).toEqual(['a', 1, '']);
  expect((await feed(harness, `?userId=${someoneElse.id}`)).length).toBe(0);
  for (const query of ['?limit=x', '?limit=0', '?userId=me', '?elementType=api', '?cursor=x']) {
    expect((await call('GET', `/workspaces/${workspace}/activities${query}`)).status).toBe(400);
  }
});

test('what moved to another workspace left one feed and entered the other', async () => {
  const harness = await open();
  const { call, workspace } = harness;
  const made = await call('POST', '/workspaces', { workspace: { name: 'Target', type: 'team' } });
  const to = String(at(made.body, 'workspace.id'));
  const { uid } = await make(harness, 'collection', collection('Moved'));
  await call('POST', `/workspaces/${workspace}/element-transfers`, { id: uid, type: 'collection', to });
  expect((await feed(harness)).map(brief)[0]).toEqual(['destroy', 'collection', 'Moved', keyOwner.id]);
  expect((await feed({ ...harness, workspace: to })).map(brief)).toEqual([
    ['create', 'collection', 'Moved', keyOwner.id],
  ]);
});

test('a feed keeps its last thousand lines, and its numbers go on', async () => {
  const harness = await open();
  const edit = (body: object) => harness.control('POST', 'edit', { kind: 'environment', ...body });
  for (let count = 0; count < 501; count += 1) {
    const made = await edit({ create: { name: `E${count}`, values: [] } });
    await edit({ id: at(made, 'id'), delete: true });
  }
  const lines = await feed(harness, '?limit=2000');
  expect([lines.length, lines[0]?.id, lines.at(-1)?.id]).toEqual([1_000, 1_002, 3]);
});
