// The item ground: one collection, and short ways to write and read its items.
import { expect } from 'vitest';
import { at, collection, make, open, request } from './harness.ts';

/** A collection with one request, `ping`. `post`, `get` and `put` take paths below it; `full` is the whole of it. */
export async function openItems(options: Parameters<typeof open>[0] = {}) {
  const harness = await open({ profile: 'strict', ...options });
  const { id, uid } = await make(harness, 'collection', collection('Orders', [request('ping')]));
  const full = async () => at((await harness.call('GET', `/collections/${id}`)).body, 'collection');
  const post = async (path: string, body: unknown) => {
    const answer = await harness.call('POST', `/collections/${id}/${path}`, body);
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return answer.body;
  };
  const get = async (path: string) => (await harness.call('GET', `/collections/${id}/${path}`)).body;
  const put = (path: string, body: unknown) => harness.call('PUT', `/collections/${id}/${path}`, body);
  return { harness, id, uid, full, post, get, put };
}
