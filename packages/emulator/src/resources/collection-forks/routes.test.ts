// Tests of collection forks over HTTP: copies, merges, pulls, and lists of them.
import { expect, test } from 'vitest';
import { collectionFamily, editAt, forkOf, type Named } from '../../testing/fork-family.ts';
import { at, collection, type Harness, make, open, request, text } from '../../testing/harness.ts';

async function read({ call }: Harness, id: string): Promise<unknown> {
  return at((await call('GET', `/collections/${id}`)).body, 'collection');
}

const isAhead = async ({ call }: Harness, { uid }: Named) =>
  at((await call('GET', `/collections/${uid}/source-status`)).body, `collection.${uid}.isSourceAhead`);

test('a fork has the content of its parent under ids of its own, and says whose fork it is', async () => {
  const harness = await open();
  const { parent, fork } = await collectionFamily(harness);
  const [before, copy] = [await read(harness, parent.id), await read(harness, fork.id)];
  expect(at(copy, 'info.fork')).toEqual({ label: 'mine', createdAt: expect.any(String), from: parent.uid });
  expect(at(before, 'info.fork')).toBeUndefined();
  expect(at(copy, 'item.0.item.0.request')).toEqual(at(before, 'item.0.item.0.request'));
  for (const place of ['item.0.id', 'item.0.item.0.id', 'item.0.item.0.response.0.id', 'item.1.id']) {
    expect(at(copy, place)).toMatch(/^[0-9a-f-]{36}$/);
    expect(at(copy, place)).not.toBe(at(before, place));
  }
});

test('a merge brings what the fork changed, added and deleted, and the parent keeps its ids and its own changes', async () => {
  const harness = await open();
  const { parent, fork } = await collectionFamily(harness);
  const before = await read(harness, parent.id);
  await editAt(harness, 'collection', fork, '/item/0/item/0/name', 'renamed in the fork');
  await editAt(harness, 'collection', fork, '/item/-', request('new in the fork'));
  await editAt(harness, 'collection', parent, '/item/1/name', 'renamed in the parent');
  const body = { source: fork.uid, destination: parent.uid };
  const { status } = await harness.call('POST', '/collections/merge', body);
  expect(status).toBe(200);
  const after = await read(harness, parent.id);
  expect(at(after, 'item.0.item.0.name')).toBe('renamed in the fork');
  expect(at(after, 'item.1.name')).toBe('renamed in the parent');
  expect(at(after, 'item.2.name')).toBe('new in the fork');
  for (const place of ['item.0.id', 'item.0.item.0.id', 'item.0.item.0.response.0.id', 'item.1.id']) {
    expect(at(after, place)).toBe(at(before, place));
  }
  await harness.control('POST', 'edit', { kind: 'collection', id: fork.id, remove: ['/item/0'] });
  await harness.call('POST', '/collections/merge', body);
  expect(at(await read(harness, parent.id), 'item.0.name')).toBe('renamed in the parent');
});

test('the strategies delete the fork, or give it what the parent has', async () => {
  const harness = await open();
  const { parent, fork } = await collectionFamily(harness);
  await editAt(harness, 'collection', parent, '/item/1/name', 'renamed in the parent');
  const body = { source: fork.uid, destination: parent.uid };
  await harness.call('POST', '/collections/merge', body);
  expect(at(await read(harness, fork.id), 'item.1.name')).toBe('b');
  await harness.call('POST', '/collections/merge', { ...body, strategy: 'updateSourceWithDestination' });
  expect(at(await read(harness, fork.id), 'item.1.name')).toBe('renamed in the parent');
  await harness.call('POST', '/collections/merge', { ...body, strategy: 'deleteSource' });
  expect((await harness.call('GET', `/collections/${fork.id}`)).status).toBe(400);
  expect((await harness.call('GET', `/collections/${parent.id}/forks`)).status).toBe(400);
});

test('a pull brings the changes of the parent, over those of the fork', async () => {
  const harness = await open();
  const { parent, fork } = await collectionFamily(harness);
  await editAt(harness, 'collection', parent, '/item/1/name', 'renamed in the parent');
  await editAt(harness, 'collection', fork, '/item/1/name', 'renamed in the fork');
  await editAt(harness, 'collection', fork, '/item/0/name', 'only in the fork');
  const { body } = await harness.call('PUT', `/collections/${fork.uid}/pulls`);
  expect(body).toEqual({ collection: { destinationId: fork.uid, sourceId: parent.uid } });
  const after = await read(harness, fork.id);
  expect([at(after, 'item.0.name'), at(after, 'item.1.name')]).toEqual(['only in the fork', 'renamed in the parent']);
  expect((await harness.call('PUT', `/collections/${parent.uid}/pulls`)).status).toBe(400);
});

test.each([
  ['ahead', false],
  ['different', true],
] as const)('with sourceAheadMeans %s a change of the fork alone says %s', async (sourceAheadMeans, expected) => {
  const harness = await open({ switches: { sourceAheadMeans, sourceStatusLagMs: 0 } });
  const { parent, fork } = await collectionFamily(harness);
  expect(await isAhead(harness, fork)).toBe(false);
  await editAt(harness, 'collection', fork, '/item/1/name', 'x');
  expect(await isAhead(harness, fork)).toBe(expected);
  await editAt(harness, 'collection', parent, '/item/-', request('new'));
  expect(await isAhead(harness, fork)).toBe(true);
});

test('with sourceStatusLagMs a change is not seen at once', async () => {
  const harness = await open({ switches: { sourceStatusLagMs: 60_000, updatedAtMovesOnNestedEdits: true } });
  const { parent, fork } = await collectionFamily(harness);
  await editAt(harness, 'collection', parent, '/item/1/name', 'x');
  expect(await isAhead(harness, fork)).toBe(false);
  await harness.control('POST', 'clock', { advanceMs: 60_001 });
  expect(await isAhead(harness, fork)).toBe(true);
});

test('lists of forks come in pages, newest first unless asked', async () => {
  const harness = await open({ otherApiKeys: ['other'] });
  const { parent } = await collectionFamily(harness, 'fork 0');
  for (const label of ['fork 1', 'fork 2']) {
    await harness.control('POST', 'clock', { advanceMs: 1000 });
    await forkOf(harness, parent, label);
  }
  const names = (body: unknown) => (at(body, 'data') as { forkName: string }[]).map((one) => one.forkName);
  for (const path of [`/collections/${parent.id}/forks`, '/collections/collection-forks']) {
    const first = (await harness.call('GET', `${path}?limit=2`)).body;
    expect(names(first)).toEqual(['fork 2', 'fork 1']);
    expect(at(first, 'meta.total')).toBe(3);
    const cursor = encodeURIComponent(text(first, 'meta.nextCursor'));
    const second = (await harness.call('GET', `${path}?limit=2&cursor=${cursor}`)).body;
    expect([names(second), at(second, 'meta.nextCursor')]).toEqual([['fork 0'], null]);
    expect(names((await harness.call('GET', `${path}?direction=asc`)).body)).toEqual(['fork 0', 'fork 1', 'fork 2']);
    for (const wrong of ['cursor=x', 'limit=0', 'direction=up']) {
      expect((await harness.call('GET', `${path}?${wrong}`)).status).toBe(400);
    }
  }
  const others = await harness.call('GET', '/collections/collection-forks', undefined, { 'x-api-key': 'other' });
  expect(others.body).toEqual({ data: [], meta: { total: 0, nextCursor: null, inaccessibleFork: 0 } });
});

test.each([
  ['keep', { label: 'mine' }, 404],
  ['detach', undefined, 400],
] as const)('with forkOfDeletedParent %s a fork outlives its parent', async (forkOfDeletedParent, shown, pulled) => {
  const harness = await open({ switches: { forkOfDeletedParent } });
  const { parent, fork } = await collectionFamily(harness);
  await harness.call('DELETE', `/collections/${parent.id}`);
  const info = at(await read(harness, fork.id), 'info');
  if (shown === undefined) expect(at(info, 'fork')).toBeUndefined();
  else expect(at(info, 'fork')).toMatchObject(shown);
  expect((await harness.call('PUT', `/collections/${fork.uid}/pulls`)).status).toBe(pulled);
});

test('two collections that are no family are not merged', async () => {
  const harness = await open();
  const { parent, fork } = await collectionFamily(harness);
  const stranger = await make(harness, 'collection', collection('Stranger'));
  const merge = (source: string, destination: string) =>
    harness.call('POST', '/collections/merge', { source, destination });
  expect((await merge(stranger.uid, parent.uid)).status).toBe(400);
  expect((await merge(parent.uid, fork.uid)).status).toBe(400);
  expect((await merge(fork.uid, `1-${fork.id.replace(/^./, 'z')}`)).status).toBe(404);
});

test('a fork needs a label and a workspace', async () => {
  const harness = await open();
  const { uid } = await make(harness, 'collection', collection('Orders'));
  const path = `/collections/fork/${uid}`;
  expect((await harness.call('POST', path, { label: 'mine' })).status).toBe(400);
  expect((await harness.call('POST', `${path}?workspace=${harness.workspace}`, {})).status).toBe(400);
});
