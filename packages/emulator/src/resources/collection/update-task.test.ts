// Tests of asynchronous collection updates over HTTP.
import { expect, test } from 'vitest';
import { at, collection, make, open, request, text } from '../../testing/harness.ts';

const respondAsync = { prefer: 'respond-async' };

test('an asynchronous replace answers 202, makes others wait with 409, and then succeeds', async () => {
  const harness = await open({ profile: 'strict', switches: { asyncUpdateMs: 5_000 } });
  const { id } = await make(harness, 'collection', collection('One', [request('a')]));
  const path = `/collections/${id}`;
  const accepted = await harness.call('PUT', path, collection('Two', [request('b')]), respondAsync);
  expect([accepted.status, at(accepted.body, 'task.status')]).toEqual([202, 'in-progress']);
  const task = `/collection-updates-tasks/${text(accepted.body, 'task.id')}`;
  expect(at((await harness.call('GET', task)).body, 'status')).toBe('in-progress');
  const busy = await harness.call('PUT', path, collection('Three'));
  expect([busy.status, busy.headers.get('content-type')]).toEqual([409, 'application/problem+json; charset=utf-8']);
  expect(at((await harness.call('GET', path)).body, 'collection.info.name')).toBe('One');
  await harness.control('POST', 'clock', { advanceMs: 5_000 });
  expect(at((await harness.call('GET', task)).body, 'status')).toBe('successful');
  expect(at((await harness.call('GET', path)).body, 'collection.info.name')).toBe('Two');
  expect((await harness.call('PUT', path, collection('Three'))).status).toBe(200);
});

test('an asynchronous replace with ids from elsewhere is accepted and then fails, without a reason', async () => {
  const harness = await open({ profile: 'strict', switches: { asyncUpdateMs: 0 } });
  const { id } = await make(harness, 'collection', collection('One'));
  const body = collection('Two', [request('b', { id: '00000000-0000-4000-8000-000000000001' })]);
  const accepted = await harness.call('PUT', `/collections/${id}`, body, respondAsync);
  const taskId = text(accepted.body, 'task.id');
  expect((await harness.call('GET', `/collection-updates-tasks/${taskId}`)).body).toEqual({
    id: taskId,
    status: 'failed',
  });
  expect(at((await harness.call('GET', `/collections/${id}`)).body, 'collection.info.name')).toBe('One');
});

test('asynchronous refusals are problem+json', async () => {
  const harness = await open({ profile: 'strict' });
  const { id } = await make(harness, 'collection', collection('One'));
  const put = (path: string, body: unknown) => harness.call('PUT', path, body, respondAsync);
  expect(at((await put(`/collections/${id}`, {})).body, 'title')).toBe("Missing property 'collection'");
  expect(at((await put(`/collections/${id}`, { collection: {} })).body, 'title')).toBe("Missing property 'info'");
  expect(at((await put(`/collections/${id}`, { collection: { info: {} } })).body, 'title')).toBe('Malformed request');
  expect((await put('/collections/none', {})).status).toBe(404);
  expect((await harness.call('GET', '/collection-updates-tasks/none')).status).toBe(404);
});
