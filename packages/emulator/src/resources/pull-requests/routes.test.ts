// Tests of pull requests over HTTP.
import { expect, test } from 'vitest';
import { collectionFamily, editAt, type Family } from '../../testing/fork-family.ts';
import { at, type Harness, open, text } from '../../testing/harness.ts';
import { keyOwner, someoneElse } from '../../world/team.ts';

const reviewers = [String(someoneElse.id)];

async function requested(harness: Harness): Promise<Family & { readonly path: string }> {
  const family = await collectionFamily(harness);
  const sent = { title: 'Please', reviewers, destinationId: family.parent.uid };
  const { status, body } = await harness.call('POST', `/collections/${family.fork.uid}/pull-requests`, sent);
  expect(status).toBe(200);
  return { ...family, path: `/pull-requests/${text(body, 'id')}` };
}

const act = ({ call }: Harness, path: string, action: string, more: object = {}) =>
  call('POST', `${path}/tasks`, { action, ...more });

test('a pull request is listed by its source and by its destination, and read in full', async () => {
  const harness = await open();
  const { parent, fork, path } = await requested(harness);
  for (const { uid } of [parent, fork]) {
    const { body } = await harness.call('GET', `/collections/${uid}/pull-requests`);
    const ends = { sourceId: fork.uid, destinationId: parent.uid };
    expect(at(body, 'data')).toMatchObject([{ href: path, status: 'open', updatedBy: String(keyOwner.id), ...ends }]);
  }
  expect((await harness.call('GET', path)).body).toMatchObject({
    source: { id: fork.uid, name: 'Orders', forkName: 'mine', exists: true },
    destination: { id: parent.uid, name: 'Orders', exists: true },
    reviewers: [{ id: reviewers[0], status: 'open' }],
    forkType: 'collection',
  });
  await harness.call('DELETE', `/collections/${fork.id}`);
  expect(at((await harness.call('GET', path)).body, 'source')).toEqual({
    id: fork.uid,
    forkName: 'mine',
    exists: false,
  });
});

test('a merged pull request merges the fork, once', async () => {
  const harness = await open();
  const { parent, fork, path } = await requested(harness);
  await editAt(harness, 'collection', fork, '/item/1/name', 'renamed');
  expect((await act(harness, path, 'approve')).body).toMatchObject({ status: 'approved' });
  expect((await act(harness, path, 'merge')).body).toMatchObject({ status: 'merged', reviewedBy: { id: keyOwner.id } });
  const { body } = await harness.call('GET', `/collections/${parent.id}`);
  expect(at(body, 'collection.item.1.name')).toBe('renamed');
  expect((await act(harness, path, 'merge')).status).toBe(400);
  expect((await harness.call('PUT', path, { title: 'x', reviewers })).status).toBe(409);
});

test('a declined pull request says why, and its fork may ask again', async () => {
  const harness = await open({ otherApiKeys: ['other'] });
  const { parent, fork, path } = await requested(harness);
  const again = { title: 'Again', reviewers, destinationId: parent.uid };
  expect((await harness.call('POST', `/collections/${fork.uid}/pull-requests`, again)).status).toBe(400);
  const decision = { action: 'decline', comment: 'Missing descriptions' };
  await harness.call('POST', `${path}/tasks`, decision, { 'x-api-key': 'other' });
  const { body } = await harness.call('GET', path);
  expect(at(body, 'comment')).toBe('Missing descriptions');
  expect(at(body, 'reviewers')).toEqual([{ id: reviewers[0], status: 'declined' }]);
  expect((await harness.call('POST', `/collections/${fork.uid}/pull-requests`, again)).status).toBe(200);
});

test('an approval can be taken back, an edit replaces the reviewers, and other words are refused', async () => {
  const harness = await open();
  const { path } = await requested(harness);
  expect((await act(harness, path, 'unapprove')).status).toBe(400);
  await act(harness, path, 'approve');
  expect((await act(harness, path, 'unapprove')).body).toMatchObject({ status: 'open' });
  const edited = await harness.call('PUT', path, { title: 'Better', reviewers: [] });
  expect(edited.body).toMatchObject({ title: 'Better', status: 'open', forkType: 'collection' });
  expect(at((await harness.call('GET', path)).body, 'reviewers')).toEqual([]);
  expect((await harness.call('PUT', path, { title: 'No reviewers' })).status).toBe(400);
  expect((await act(harness, path, 'applaud')).status).toBe(400);
  expect((await act(harness, '/pull-requests/none', 'approve')).status).toBe(403);
});
