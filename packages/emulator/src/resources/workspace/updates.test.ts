// Tests of workspace updates (posts) over HTTP.
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open, request, text } from '../../testing/harness.ts';
import { keyOwner } from '../../world/team.ts';

const post = { topic: 'Released', description: 'It is out.', category: 'announcement' };
const merge = { 'content-type': 'application/merge-patch+json' };

function send({ call, workspace }: Harness, body: unknown = post) {
  return call('POST', `/workspaces/${workspace}/updates`, body);
}

test('a post is made, read with its author, changed and deleted', async () => {
  const harness = await open();
  const { call, workspace } = harness;
  const made = await send(harness);
  expect(made.body).toMatchObject({ ...post, workspaceId: workspace, createdBy: keyOwner.id, isPinned: false });
  const path = `/workspaces/${workspace}/updates/${text(made.body, 'id')}`;
  expect(at((await call('GET', path)).body, 'createdBy')).toEqual({
    id: keyOwner.id,
    name: 'Key Owner',
    username: 'key-owner',
  });
  const patched = await call('PATCH', path, { ...post, topic: 'Out', isPinned: true }, merge);
  expect(patched.body).toMatchObject({ topic: 'Out', isPinned: true, createdBy: keyOwner.id });
  const gone = await call('DELETE', path);
  expect([gone.status, gone.body]).toEqual([204, undefined]);
  expect((await call('GET', path)).status).toBe(404);
  expect(text((await send(harness)).body, 'id')).not.toBe(text(made.body, 'id'));
});

test('a list has pinned posts first, then the newest, in pages, by category', async () => {
  const harness = await open();
  const { call, workspace } = harness;
  const path = `/workspaces/${workspace}/updates`;
  for (let count = 0; count < 21; count += 1) await send(harness, { ...post, topic: `Post ${count}` });
  await send(harness, { ...post, category: 'bug_fix' });
  const last = at((await call('GET', `${path}?category=bug_fix`)).body, 'data.0.id');
  const first = (await call('GET', path)).body;
  expect([at(first, 'data.0.id'), at(first, 'data.length')]).toEqual([last, 20]);
  const cursor = encodeURIComponent(text(first, 'meta.nextCursor'));
  const rest = (await call('GET', `${path}?cursor=${cursor}`)).body;
  expect([at(rest, 'data.1.topic'), at(rest, 'data.length'), at(rest, 'meta.nextCursor')]).toEqual(['Post 0', 2, null]);
  await call('PATCH', `${path}/${text(rest, 'data.1.id')}`, { ...post, topic: 'Post 0', isPinned: true }, merge);
  expect(at((await call('GET', path)).body, 'data.0.topic')).toBe('Post 0');
  expect((await call('GET', `${path}?cursor=x`)).status).toBe(400);
});

test.each([
  [[], 'Invalid request body'],
  [{ topic: 't', category: 'bug_fix' }, "should have required property 'description'"],
  [{ ...post, topic: '' }, '.topic should NOT be shorter than 1 characters'],
  [{ ...post, topic: 'x'.repeat(256) }, '.topic should NOT be longer than 255 characters'],
  [{ ...post, description: 1 }, '.description should be string'],
  [{ ...post, isPinned: 'yes' }, '.isPinned should be boolean'],
  [{ ...post, relatedResources: {} }, '.relatedResources should be array'],
  [{ ...post, relatedResources: Array(11).fill({}) }, '.relatedResources should NOT have more than 10 items'],
  [{ ...post, relatedResources: [{ resource: 'x' }] }, '.relatedResources should hold resource and resourceId'],
])('the post %j is refused', async (body, words) => {
  const answer = await send(await open(), body);
  expect(answer.status).toBe(400);
  expect(text(answer.body, 'detail')).toContain(words);
});

test('what a post is about must be there: collections and what lies in them', async () => {
  const harness = await open();
  const { uid } = await make(harness, 'collection', collection('Held', [request('one')]));
  const { body } = await harness.call('GET', `/collections/${uid}`);
  const about = (resource: string, resourceId: string) =>
    send(harness, { ...post, relatedResources: [{ resource, resourceId }] });
  expect((await about('collection', uid)).status).toBe(200);
  expect((await about('request', text(body, 'collection.item.0.id'))).status).toBe(200);
  const missing = await about('request', uid);
  expect([missing.status, at(missing.body, 'detail')]).toEqual([404, 'Entity does not exist']);
});

test('posts are for team and public workspaces, and go with theirs', async () => {
  const harness = await open();
  const { call, workspace, control } = harness;
  const made = await call('POST', '/workspaces', { workspace: { name: 'Mine', type: 'personal' } });
  const own = await send({ ...harness, workspace: text(made.body, 'workspace.id') });
  expect(own.status).toBe(403);
  const { body } = await send(harness);
  await call('DELETE', `/workspaces/${workspace}`);
  await control('POST', 'reset');
  expect((await call('GET', `/workspaces/${workspace}/updates/${text(body, 'id')}`)).status).toBe(404);
});

test('posts have a bucket of 20 calls a minute', async () => {
  const harness = await open({ limits: 'documented' });
  const answer = await send(harness);
  expect(answer.headers.get('RateLimit-Policy') ?? answer.headers.get('X-RateLimit-Limit')).toMatch(/^20/);
});

test.each([
  [true, 400],
  [false, 200],
])('with updatePatchNeedsMergeType %s a patch as plain JSON answers %i', async (updatePatchNeedsMergeType, status) => {
  const harness = await open({ switches: { updatePatchNeedsMergeType } });
  const { body } = await send(harness);
  const path = `/workspaces/${harness.workspace}/updates/${text(body, 'id')}`;
  expect((await harness.call('PATCH', path, post)).status).toBe(status);
});
