// Tests of collection roles, tags and access keys over HTTP.
import { expect, test } from 'vitest';
import { at, collection, make, open, request, text } from '../../testing/harness.ts';

const otherKey = { 'x-api-key': 'other' };
const otherId = 50607080;

test('a viewer may read a collection and not change it or its items, and an editor may', async () => {
  const harness = await open({ profile: 'strict', otherApiKeys: ['other'] });
  const { id, uid } = await make(harness, 'collection', collection('Shared', [request('a')]));
  const grant = (role: string) =>
    harness.call('PATCH', `/collections/${id}/roles`, {
      roles: [{ op: 'update', path: '/user', value: [{ id: otherId, role }] }],
    });
  const attempts = async () => {
    const calls = [
      ['PUT', id, collection('Shared')],
      ['PATCH', id, { collection: { info: { name: 'x' } } }],
      ['POST', `${id}/folders`, { name: 'x' }],
      ['PATCH', `${id}/roles`, { roles: [] }],
      ['PUT', `${uid}/tags`, { tags: [] }],
      ['DELETE', id, undefined],
    ] as const;
    const statuses = [];
    for (const [method, path, body] of calls) {
      statuses.push((await harness.call(method, `/collections/${path}`, body, otherKey)).status);
    }
    return statuses;
  };
  expect((await grant('VIEWER')).status).toBe(204);
  expect(await attempts()).toEqual([403, 403, 401, 403, 403, 403]);
  expect((await harness.call('GET', `/collections/${id}`, undefined, otherKey)).status).toBe(200);
  await grant('EDITOR');
  expect(await attempts()).toEqual([200, 200, 200, 204, 200, 200]);
  expect((await harness.call('GET', `/collections/${id}/roles`)).status).toBe(404);
});

test('roles are kept by holder, a role sent again replaces the first, and a wrong operation is refused in words', async () => {
  const harness = await open({ profile: 'strict' });
  const { id, uid } = await make(harness, 'collection', collection('Shared'));
  const path = `/collections/${id}/roles`;
  const value = [{ id: 7, role: 'EDITOR' }];
  await harness.call('PATCH', path, { roles: [{ op: 'update', path: '/group', value }] });
  await harness.call('PATCH', path, { roles: [{ op: 'update', path: '/group', value: [{ id: 7, role: 'VIEWER' }] }] });
  const { body } = await harness.call('GET', path);
  expect(at(body, 'group')).toEqual([{ role: 'VIEWER', id: 7 }]);
  expect(at(body, 'user')).toEqual([{ role: 'EDITOR', id: Number(uid.split('-')[0]) }]);
  for (const roles of [
    undefined,
    [{ op: 'update', value }],
    [{ op: 'add', path: '/user', value }],
    [{ op: 'update', path: '/user', value: [{}] }],
  ]) {
    const answer = await harness.call('PATCH', path, { roles });
    expect([answer.status, at(answer.body, 'title')]).toEqual([
      400,
      expect.stringMatching(/^(Missing properties|Invalid property): '\w+'$/),
    ]);
  }
});

test('tags are replaced as a whole, five at most, and live under the uid', async () => {
  const harness = await open({ profile: 'strict' });
  const { id, uid } = await make(harness, 'collection', collection('Tagged'));
  const put = (tags: unknown) => harness.call('PUT', `/collections/${uid}/tags`, { tags });
  const tags = [{ slug: 'needs-review' }, { slug: 'test-api' }];
  expect((await put(tags)).body).toEqual({ tags });
  expect((await put(tags.slice(1))).body).toEqual({ tags: tags.slice(1) });
  expect((await harness.call('GET', `/collections/${uid}/tags`)).body).toEqual({ tags: tags.slice(1) });
  const long = await put([{ slug: 'a'.repeat(65) }]);
  expect(long.body).toEqual({
    title: 'Bad Request',
    detail: 'body/tags/0/slug must NOT have more than 64 characters',
    status: 400,
  });
  for (const wrong of [
    'x',
    [{}],
    [{ slug: 'a' }],
    [{ slug: 'Not A Slug' }],
    Array.from({ length: 6 }, () => ({ slug: 'ab' })),
  ]) {
    expect((await put(wrong)).status).toBe(400);
  }
  expect((await harness.call('PUT', `/collections/${id}/tags`, { tags })).status).toBe(404);
});

test('an access key reads its own collection without an API key, and lives 60 days from its last use', async () => {
  const harness = await open({ profile: 'strict' });
  const { id, uid } = await make(harness, 'collection', collection('Read'));
  const other = await make(harness, 'collection', collection('Other'));
  const userId = Number(uid.split('-')[0]);
  await harness.control('POST', 'edit', { kind: 'collection-access-key', create: { collection: uid, userId } });
  const { objects } = (await harness.control('GET', 'objects/collection-access-key')) as { objects: unknown[] };
  const token = text(objects[0], 'data.token');
  const read = (of: string) =>
    harness.call('GET', `/collections/${of}?access_key=${token}`, undefined, { 'x-api-key': '' });
  const shown = async () =>
    at((await harness.call('GET', `/collection-access-keys?collectionId=${uid}`)).body, 'data.0');
  expect(await shown()).toMatchObject({ status: 'ACTIVE', lastUsedAt: '', userId, collectionId: uid });
  expect(at(await shown(), 'token')).toBe(`PMAT-${'*'.repeat(22)}${token.slice(-4)}`);
  expect((await read(other.id)).status).toBe(401);
  await harness.control('POST', 'clock', { advanceMs: 59 * 86_400_000 });
  expect(at((await read(id)).body, 'collection.info.name')).toBe('Read');
  await harness.control('POST', 'clock', { advanceMs: 59 * 86_400_000 });
  expect((await read(uid)).status).toBe(200);
  await harness.control('POST', 'clock', { advanceMs: 61 * 86_400_000 });
  expect((await read(id)).status).toBe(401);
  expect(await shown()).toMatchObject({ status: 'INACTIVE', lastUsedAt: expect.stringContaining('T') });
});

test('access keys come in pages of ten, and only their owner may delete one', async () => {
  const harness = await open({ profile: 'strict', otherApiKeys: ['other'] });
  const { uid } = await make(harness, 'collection', collection('Read'));
  for (let made = 0; made < 11; made += 1) {
    await harness.control('POST', 'edit', { kind: 'collection-access-key', create: { collection: uid } });
  }
  const first = (await harness.call('GET', '/collection-access-keys')).body;
  expect([at(first, 'data.length'), at(first, 'meta.prevCursor')]).toEqual([10, '']);
  const cursor = encodeURIComponent(text(first, 'meta.nextCursor'));
  const last = (await harness.call('GET', `/collection-access-keys?cursor=${cursor}`)).body;
  expect([at(last, 'data.length'), at(last, 'meta.nextCursor')]).toEqual([1, '']);
  expect((await harness.call('GET', '/collection-access-keys?cursor=!!')).status).toBe(400);
  const path = `/collection-access-keys/${text(last, 'data.0.id')}`;
  expect((await harness.call('DELETE', path)).status).toBe(403);
  expect((await harness.call('DELETE', path, undefined, otherKey)).status).toBe(204);
  expect((await harness.call('DELETE', path, undefined, otherKey)).status).toBe(404);
});
