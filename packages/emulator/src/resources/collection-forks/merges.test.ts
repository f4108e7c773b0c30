// Tests of merges and pulls that take their time.
import { expect, test } from 'vitest';
import { collectionFamily, editAt, viewerKey } from '../../testing/fork-family.ts';
import { at, type Harness, open, text } from '../../testing/harness.ts';
import { someoneElse } from '../../world/team.ts';

const name = async ({ call }: Harness, id: string) =>
  at((await call('GET', `/collections/${id}`)).body, 'collection.item.1.name');

async function begin({ call }: Harness, source: string, destination: string, strategy = 'default'): Promise<string> {
  const { status, body } = await call('PUT', '/collection-merges', { strategy, source, destination });
  expect([status, at(body, 'task.status')]).toEqual([200, 'in-progress']);
  expect(text(body, 'task.id')).toMatch(/^pm~vc:merge-workflow~\d+-[0-9a-f-]{36}$/);
  return `/collection-merges-tasks/${text(body, 'task.id')}`;
}

test('a merge is under way until its time has come, and its status is kept for a day', async () => {
  const harness = await open({ switches: { asyncMergeMs: 60_000 } });
  const { parent, fork } = await collectionFamily(harness);
  await editAt(harness, 'collection', fork, '/item/1/name', 'renamed');
  const task = await begin(harness, fork.uid, parent.uid);
  expect((await harness.call('GET', task)).body).toMatchObject({ status: 'in-progress' });
  expect(await name(harness, parent.id)).toBe('b');
  await harness.control('POST', 'clock', { advanceMs: 60_000 });
  expect((await harness.call('GET', task)).body).toMatchObject({ status: 'successful' });
  expect(await name(harness, parent.id)).toBe('renamed');
  await harness.control('POST', 'clock', { advanceMs: 24 * 60 * 60 * 1000 });
  expect((await harness.call('GET', task)).status).toBe(404);
});

test('a pull is a merge whose destination is the fork; it cannot delete its source', async () => {
  const harness = await open({ switches: { asyncMergeMs: 0 } });
  const { parent, fork } = await collectionFamily(harness);
  await editAt(harness, 'collection', parent, '/item/1/name', 'renamed');
  const task = await begin(harness, parent.uid, fork.uid);
  expect((await harness.call('GET', task)).body).toMatchObject({ status: 'successful' });
  expect(await name(harness, fork.id)).toBe('renamed');
  const body = { strategy: 'deleteSource', source: parent.uid, destination: fork.uid };
  expect((await harness.call('PUT', '/collection-merges', body)).status).toBe(400);
});

test.each([
  ['deleteSource', 400],
  ['updateSourceWithDestination', 200],
] as const)('the strategy %s does to the fork what it says', async (strategy, status) => {
  const harness = await open({ switches: { asyncMergeMs: 0 } });
  const { parent, fork } = await collectionFamily(harness);
  await editAt(harness, 'collection', parent, '/item/1/name', 'renamed');
  await harness.call('GET', await begin(harness, fork.uid, parent.uid, strategy));
  expect((await harness.call('GET', `/collections/${fork.id}`)).status).toBe(status);
  if (status === 200) expect(await name(harness, fork.id)).toBe('renamed');
});

test.each([
  ['fail', 'failed', 'in the parent'],
  ['sourceWins', 'successful', 'in the fork'],
] as const)(
  'with asyncMergeConflicts %s a request both have changed ends %s',
  async (asyncMergeConflicts, end, kept) => {
    const harness = await open({ switches: { asyncMergeMs: 0, asyncMergeConflicts } });
    const { parent, fork } = await collectionFamily(harness);
    await editAt(harness, 'collection', parent, '/item/1/name', 'in the parent');
    await editAt(harness, 'collection', fork, '/item/1/name', 'in the fork');
    const { body } = await harness.call('GET', await begin(harness, fork.uid, parent.uid));
    expect(at(body, 'status')).toBe(end);
    const message = asyncMergeConflicts === 'fail' ? 'All conflicts have not be resolved' : undefined;
    expect(at(body, 'details.error.message')).toBe(message);
    expect(await name(harness, parent.id)).toBe(kept);
  },
);

test('what is gone when the merge comes due fails, and what is not there cannot begin', async () => {
  const harness = await open({ switches: { asyncMergeMs: 60_000 } });
  const { parent, fork } = await collectionFamily(harness);
  const task = await begin(harness, fork.uid, parent.uid);
  await harness.call('DELETE', `/collections/${fork.id}`);
  await harness.control('POST', 'clock', { advanceMs: 60_000 });
  expect((await harness.call('GET', task)).body).toMatchObject({ status: 'failed' });
  const body = { strategy: 'default', source: fork.uid, destination: parent.uid };
  expect((await harness.call('PUT', '/collection-merges', body)).status).toBe(403);
  expect((await harness.call('PUT', '/collection-merges', { ...body, strategy: 'other' })).status).toBe(400);
});

test('a Viewer of the destination may neither merge nor ask how it went', async () => {
  const harness = await open({ otherApiKeys: ['other'], switches: { asyncMergeMs: 0 } });
  const { parent, fork } = await collectionFamily(harness);
  const task = await begin(harness, fork.uid, parent.uid);
  const headers = await viewerKey(harness, someoneElse.id, 'other');
  const body = { strategy: 'default', source: fork.uid, destination: parent.uid };
  expect((await harness.call('PUT', '/collection-merges', body, headers)).status).toBe(403);
  expect((await harness.call('POST', '/collections/merge', body, headers)).status).toBe(403);
  expect((await harness.call('GET', task, undefined, headers)).status).toBe(403);
  expect((await harness.call('GET', task)).status).toBe(200);
});
