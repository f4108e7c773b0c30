// Tests of what the sources leave open about folders, requests and responses.
import { expect, test } from 'vitest';
import { at, type Harness, open, text } from '../../testing/harness.ts';
import { openItems } from '../../testing/items.ts';

test.each([
  ['unauthorized', 401],
  ['notFound', 400],
] as const)('with itemsOfMissingCollection on %s a folder for no collection is a %i', async (value, status) => {
  const { call } = await open({ profile: 'strict', switches: { itemsOfMissingCollection: value } });
  const path = '/collections/00000000-0000-4000-8000-000000000000/folders';
  expect((await call('POST', path, { name: 'x' })).status).toBe(status);
});

test.each([
  ['refuse', 404],
  ['accept', 200],
] as const)(
  'with itemPutCollectionUid on %s an update under the uid of the collection is a %i',
  async (value, status) => {
    const { harness, uid, full } = await openItems({ switches: { itemPutCollectionUid: value } });
    const path = `/collections/${uid}/requests/${text(at(await full(), 'item.0'), 'id')}`;
    expect((await harness.call('PUT', path, { name: 'x' })).status).toBe(status);
  },
);

test.each([
  ['refuse', 400],
  ['ignore', 200],
] as const)(
  'with itemParentChange on %s a request sent with another folder is a %i, and stays',
  async (value, status) => {
    const { post, put, full } = await openItems({ switches: { itemParentChange: value } });
    const folder = text(await post('folders', { name: 'F' }), 'model_id');
    const answer = await put(`requests/${text(at(await full(), 'item.0'), 'id')}`, { folder });
    expect(answer.status).toBe(status);
    expect(at(await full(), 'item.0.name')).toBe('ping');
  },
);

test.each([true, false])(
  'with updatedAtMovesOnNestedEdits on %s the list tells of an item edit, or not',
  async (value) => {
    const { harness, id, put, full } = await openItems({ switches: { updatedAtMovesOnNestedEdits: value } });
    const stamp = async (from: Harness) => at((await from.call('GET', '/collections')).body, 'collections.0.updatedAt');
    const before = await stamp(harness);
    await harness.control('POST', 'clock', { advanceMs: 60_000 });
    await put(`requests/${text(at(await full(), 'item.0'), 'id')}`, { name: 'x' });
    expect((await stamp(harness)) !== before).toBe(value);
    expect((await harness.call('DELETE', `/collections/${id}`)).status).toBe(200);
  },
);
