// Tests of the collection list's limits, and of the nulls a collection may be written with.
import { expect, test } from 'vitest';
import { at, collection, make, open, request } from '../../testing/harness.ts';

test.each([
  ['none', 101],
  ['99', 99],
  ['100', 100],
] as const)('with collectionsMaxLimit on %s a page of 200 holds %i of 101 collections', async (value, shown) => {
  const harness = await open({ profile: 'strict', switches: { collectionsMaxLimit: value } });
  for (let at = 0; at < 101; at += 1) await make(harness, 'collection', collection(`c${at}`));
  const { body } = await harness.call('GET', '/collections?limit=200');
  expect(at(body, 'collections.length')).toBe(shown);
  expect(at(body, 'meta')).toEqual({ total: 101, offset: 0, limit: value === 'none' ? 200 : shown });
});

test.each([
  ['ignore', 2],
  ['filter', 1],
] as const)(
  'with collectionsNameWithPaging on %s a name with a limit shows %i of two collections',
  async (value, shown) => {
    const harness = await open({ profile: 'strict', switches: { collectionsNameWithPaging: value } });
    for (const name of ['a', 'b']) await make(harness, 'collection', collection(name));
    const answer = await harness.call('GET', '/collections?name=a&limit=5&offset=0');
    expect(at(answer.body, 'collections.length')).toBe(shown);
    expect(at((await harness.call('GET', '/collections?name=a')).body, 'collections.length')).toBe(1);
  },
);

test('a negative limit or offset counts as not sent', async () => {
  const harness = await open({ profile: 'strict' });
  await make(harness, 'collection', collection('One'));
  for (const query of ['limit=-1', 'offset=-1']) {
    const { body } = await harness.call('GET', `/collections?${query}`);
    expect(at(body, 'meta')).toEqual({ total: 1, offset: 0, limit: 1 });
  }
});

test.each([
  ['accept', 200],
  ['refuse', 400],
] as const)(
  'with collectionNullsOnWrite on %s nulls that a read shows are written with a %i',
  async (value, status) => {
    const harness = await open({ profile: 'strict' });
    const example = { name: 'OK', originalRequest: { method: 'GET', url: 'https://example.test' } };
    const { id } = await make(harness, 'collection', collection('One', [request('a', { response: [example] })]));
    const { body } = await harness.call('GET', `/collections/${id}`);
    await harness.control('POST', 'switches', { collectionNullsOnWrite: value });
    const put = await harness.call('PUT', `/collections/${id}`, body);
    expect(put.status).toBe(status);
    if (value === 'refuse')
      expect(at(put.body, 'error.details')).toEqual(['item.0.response.0.responseTime: must be number']);
  },
);
