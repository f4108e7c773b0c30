// Tests of environment forks over HTTP.
import { expect, test } from 'vitest';
import { editAt, environmentFamily, environmentForkOf } from '../../testing/fork-family.ts';
import { at, type Harness, make, open, text } from '../../testing/harness.ts';

async function valuesOf({ call }: Harness, id: string): Promise<Record<string, string>> {
  const values = at((await call('GET', `/environments/${id}`)).body, 'environment.values') as Record<string, string>[];
  return Object.fromEntries(values.map(({ key = '', value = '' }) => [key, value]));
}

test('a fork has the values of its parent, and a merge brings back what was changed, added and removed', async () => {
  const harness = await open();
  const { parent, fork } = await environmentFamily(harness);
  expect(await valuesOf(harness, fork.id)).toEqual({ a: '1', b: '2' });
  await editAt(harness, 'environment', fork, '/values/0/value', 'changed');
  await editAt(harness, 'environment', fork, '/values/-', { key: 'c', value: '3' });
  await harness.control('POST', 'edit', { kind: 'environment', id: fork.id, remove: ['/values/1'] });
  const merged = await harness.call('POST', `/environments/${parent.uid}/merges`, { source: fork.uid });
  expect(merged.status).toBe(200);
  expect(await valuesOf(harness, parent.id)).toEqual({ a: 'changed', c: '3' });
  await harness.call('POST', `/environments/${parent.uid}/merges`, { source: fork.uid, deleteSource: true });
  expect((await harness.call('GET', `/environments/${fork.id}`)).status).toBe(400);
});

test('a pull brings the values of the parent and keeps those only the fork has', async () => {
  const harness = await open();
  const { parent, fork } = await environmentFamily(harness);
  await editAt(harness, 'environment', parent, '/values/0/value', 'new');
  await editAt(harness, 'environment', parent, '/values/-', { key: 'c', value: 'of the parent' });
  await editAt(harness, 'environment', fork, '/values/-', { key: 'c', value: 'of the fork' });
  await editAt(harness, 'environment', fork, '/values/-', { key: 'd', value: '4' });
  const pulled = await harness.call('POST', `/environments/${fork.uid}/pulls`, { source: parent.uid });
  expect(pulled.status).toBe(200);
  expect(await valuesOf(harness, fork.id)).toEqual({ a: 'new', b: '2', c: 'of the parent', d: '4' });
});

test('forks are made and listed by uid only, and need a name and a workspace that is there', async () => {
  const harness = await open();
  const { parent, fork } = await environmentFamily(harness);
  const { call, workspace } = harness;
  expect((await call('GET', `/environments/${parent.id}/forks`)).status).toBe(404);
  const path = `/environments/${parent.uid}/forks`;
  expect((await call('POST', path, { forkName: 'x' })).status).toBe(400);
  expect((await call('POST', `${path}?workspaceId=${workspace}`, {})).status).toBe(400);
  expect((await call('POST', `${path}?workspaceId=${parent.id}`, { forkName: 'x' })).status).toBe(404);
  const { data } = (await call('GET', path)).body as { data: object[] };
  const times = { createdAt: expect.any(String), updatedAt: expect.any(String) };
  expect(data).toEqual([{ forkId: fork.uid, forkName: 'mine', createdBy: 'Key Owner', ...times }]);
});

test('the list of forks comes in pages', async () => {
  const harness = await open();
  const { parent } = await environmentFamily(harness, 'fork 0');
  await harness.control('POST', 'clock', { advanceMs: 1000 });
  await environmentForkOf(harness, parent, 'fork 1');
  const path = `/environments/${parent.uid}/forks?limit=1&direction=asc&sort=createdAt`;
  const first = (await harness.call('GET', path)).body;
  expect([at(first, 'data.0.forkName'), at(first, 'meta.total')]).toEqual(['fork 0', 2]);
  const cursor = encodeURIComponent(text(first, 'meta.nextCursor'));
  const second = (await harness.call('GET', `${path}&cursor=${cursor}`)).body;
  expect([at(second, 'data.0.forkName'), at(second, 'meta.nextCursor')]).toEqual(['fork 1', null]);
});

test('strangers are neither merged nor pulled', async () => {
  const harness = await open();
  const { parent, fork } = await environmentFamily(harness);
  const stranger = await make(harness, 'environment', { environment: { name: 'Stranger' } });
  const post = (path: string, source: string) => harness.call('POST', `/environments/${path}`, { source });
  expect((await post(`${parent.uid}/merges`, stranger.uid)).status).toBe(400);
  expect((await post(`${fork.uid}/pulls`, stranger.uid)).status).toBe(400);
  expect((await post(`${fork.uid}/pulls`, parent.id)).status).toBe(404);
});

test.each(['destination', 'source'] as const)('with mergeAnswerShows %s that one is in the answers', async (which) => {
  const harness = await open({ switches: { mergeAnswerShows: which } });
  const { parent, fork } = await environmentFamily(harness);
  const merged = await harness.call('POST', `/environments/${parent.uid}/merges`, { source: fork.uid });
  const pulled = await harness.call('POST', `/environments/${fork.uid}/pulls`, { source: parent.uid });
  const shown = [at(merged.body, 'environment.uid'), at(pulled.body, 'environment.uid')];
  expect(shown).toEqual(which === 'destination' ? [parent.uid, fork.uid] : [fork.uid, parent.uid]);
});

test.each([
  ['refuse', 400],
  ['empty', 200],
] as const)(
  'with environmentWithoutForks %s a list without forks answers %i',
  async (environmentWithoutForks, status) => {
    const harness = await open({ switches: { environmentWithoutForks } });
    const lonely = await make(harness, 'environment', { environment: { name: 'Lonely' } });
    expect((await harness.call('GET', `/environments/${lonely.uid}/forks`)).status).toBe(status);
  },
);
