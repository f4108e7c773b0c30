// Tests of what a PUT of a collection keeps, renames, drops and refuses.
import { expect, test } from 'vitest';
import { at, collection, make, open, request, schema, text } from '../../testing/harness.ts';

test('a replace keeps the item ids it was sent, names the others anew, and drops what is not mentioned', async () => {
  const harness = await open({ profile: 'strict' });
  const body = collection('Three', [request('a'), request('b'), request('c')], { event: [] });
  const { id, uid } = await make(harness, 'collection', body);
  const before = at((await harness.call('GET', `/collections/${id}`)).body, 'collection');
  const keep = at(before, 'item.1') as object;
  const put = await harness.call('PUT', `/collections/${uid}`, collection('Two', [request('new'), keep]));
  expect(put.body).toEqual({ collection: { id, name: 'Two', uid } });
  const after = at((await harness.call('GET', `/collections/${id}`)).body, 'collection');
  expect(at(after, 'item.1.id')).toBe(at(before, 'item.1.id'));
  expect(at(after, 'item.1.createdAt')).toBe(at(before, 'item.1.createdAt'));
  expect(at(after, 'item.length')).toBe(2);
  expect(JSON.stringify(before)).not.toContain(text(after, 'item.0.id'));
  expect(at(after, 'event')).toBeUndefined();
});

test('a replace refuses item ids from elsewhere and ids sent twice, and changes nothing', async () => {
  const harness = await open({ profile: 'strict' });
  const one = await make(harness, 'collection', collection('One', [request('a')]));
  const two = await make(harness, 'collection', collection('Two', [request('b')]));
  const foreign = at((await harness.call('GET', `/collections/${one.id}`)).body, 'collection.item.0') as object;
  const own = at((await harness.call('GET', `/collections/${two.id}`)).body, 'collection.item.0') as object;
  for (const items of [[foreign], [own, own]]) {
    const put = await harness.call('PUT', `/collections/${two.id}`, collection('Two', items));
    expect(put.status).toBe(400);
    expect(at(put.body, 'error.name')).toBe('instanceFoundError');
  }
  expect(at((await harness.call('GET', `/collections/${two.id}`)).body, 'collection.item.0.name')).toBe('b');
});

test('with unknownItemIds on accept, a client may choose new item ids', async () => {
  const harness = await open({ profile: 'strict', switches: { unknownItemIds: 'accept' } });
  const { id } = await make(harness, 'collection', collection('One', [request('a')]));
  const chosen = '00000000-0000-4000-8000-000000000001';
  await harness.call('PUT', `/collections/${id}`, collection('One', [request('a', { id: chosen })]));
  expect(at((await harness.call('GET', `/collections/${id}`)).body, 'collection.item.0.id')).toBe(chosen);
});

test('with unknownItemIds on accept, an id that another collection holds is refused all the same', async () => {
  const harness = await open({ profile: 'strict', switches: { unknownItemIds: 'accept' } });
  const one = await make(harness, 'collection', collection('One', [request('a')]));
  const two = await make(harness, 'collection', collection('Two'));
  const foreign = at((await harness.call('GET', `/collections/${one.id}`)).body, 'collection.item.0') as object;
  const put = await harness.call('PUT', `/collections/${two.id}`, collection('Two', [foreign]));
  expect([put.status, at(put.body, 'error.name')]).toEqual([400, 'instanceFoundError']);
});

test('a body that claims another collection id is a mismatch', async () => {
  const harness = await open({ profile: 'strict' });
  const { id } = await make(harness, 'collection', collection('One'));
  const info = { name: 'One', schema, _postman_id: '00000000-0000-4000-8000-000000000009' };
  const answer = await harness.call('PUT', `/collections/${id}`, { collection: { info, item: [] } });
  expect([answer.status, at(answer.body, 'error.name')]).toEqual([400, 'collectionMismatchError']);
});
