// Tests of copies and moves of items, and of duplicates of whole collections.
import { expect, test } from 'vitest';
import { at, collection, make, open, request, text } from '../../testing/harness.ts';

async function opened() {
  const harness = await open({ profile: 'strict' });
  const example = { name: 'OK', code: 200, originalRequest: { method: 'GET', url: 'https://example.test' } };
  const folder = { name: 'F', item: [request('in', { response: [example] })] };
  const one = await make(harness, 'collection', collection('One', [folder, request('a'), request('b')]));
  const two = await make(harness, 'collection', collection('Two', [request('c')]));
  const shown = async ({ id }: { id: string }) =>
    at((await harness.call('GET', `/collections/${id}`)).body, 'collection');
  const names = async (of: { id: string }, path = 'item') =>
    (at(await shown(of), path) as { name: string }[]).map(({ name }) => name);
  const send = (model: string, ids: string[], mode: string, target: object, location: object = { position: 'end' }) =>
    harness.call('POST', `/collection-${model}s-transfers`, { ids, mode, target, location });
  const uidAt = async (of: { id: string }, path: string) => text(await shown(of), `${path}.uid`);
  return { harness, one, two, shown, names, send, uidAt };
}

test('a move keeps the uid and takes the item out of where it was; a copy gets new ids all through', async () => {
  const { one, two, shown, names, send, uidAt } = await opened();
  const folder = await uidAt(one, 'item.0');
  const target = { model: 'collection', id: two.uid };
  const copy = await send('folder', [folder], 'copy', target, { position: 'start' });
  expect(text(copy.body, 'ids.0')).not.toBe(folder);
  expect(await names(two)).toEqual(['F', 'c']);
  expect(at(await shown(two), 'item.0.item.0.id')).not.toBe(at(await shown(one), 'item.0.item.0.id'));
  const inner = at(await shown(one), 'item.0.item.0.id');
  expect((await send('folder', [folder], 'move', target)).body).toEqual({ ids: [folder] });
  expect(await names(one)).toEqual(['a', 'b']);
  expect(await names(two)).toEqual(['F', 'c', 'F']);
  expect(at(await shown(two), 'item.2.item.0.id')).toBe(inner);
});

test('requests go beside the item named, in the order they were sent', async () => {
  const { one, two, names, send, uidAt } = await opened();
  const ids = [await uidAt(one, 'item.2'), await uidAt(one, 'item.1')];
  const target = { model: 'collection', id: two.uid };
  const beside = { model: 'request', id: await uidAt(two, 'item.0') };
  await send('request', ids, 'move', target, { position: 'before', ...beside });
  expect(await names(two)).toEqual(['b', 'a', 'c']);
  await send('request', ids, 'move', { model: 'folder', id: await uidAt(one, 'item.0') });
  expect(await names(one, 'item.0.item')).toEqual(['in', 'b', 'a']);
});

test('responses go into requests and nowhere else', async () => {
  const { one, two, shown, send, uidAt } = await opened();
  const ids = [await uidAt(one, 'item.0.item.0.response.0')];
  const wrong = await send('response', ids, 'copy', { model: 'folder', id: await uidAt(one, 'item.0') });
  expect(wrong.status).toBe(400);
  expect(wrong.body).toEqual({
    type: 'https://api.postman.com/problems/bad-request',
    title: 'Cannot transfer response to target model type folder',
    detail: {},
  });
  await send('response', ids, 'move', { model: 'request', id: await uidAt(two, 'item.0') });
  expect(at(await shown(one), 'item.0.item.0.response')).toEqual([]);
  expect(at(await shown(two), 'item.0.response.0')).toMatchObject({ name: 'OK', uid: ids[0] });
});

test('what cannot be transferred is refused, and nothing has moved', async () => {
  const { one, two, names, send, uidAt } = await opened();
  const folder = await uidAt(one, 'item.0');
  const target = { model: 'collection', id: two.uid };
  const answers = [
    await send('folder', [folder], 'move', { model: 'folder', id: folder }),
    await send('folder', [folder, `${folder.slice(0, -1)}z`], 'move', target),
    await send('folder', [folder], 'steal', target),
    await send('folder', [], 'move', target),
    await send('folder', [folder], 'move', { model: 'collection', id: two.id }),
    await send('folder', [folder], 'move', target, {
      position: 'before',
      model: 'request',
      id: await uidAt(one, 'item.1'),
    }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 400]);
  expect(await names(one)).toEqual(['F', 'a', 'b']);
});

test('a duplicate is a task that ends with the clock and leaves a collection with new ids', async () => {
  const { harness, one, shown } = await opened();
  const begun = await harness.call('POST', `/collections/${one.uid}/duplicates`, {
    workspace: harness.workspace,
    suffix: 'Copy',
  });
  expect(begun.body).toEqual({ task: { id: expect.stringMatching(/^\d+-/), status: 'processing' } });
  const status = async () =>
    (await harness.call('GET', `/collection-duplicate-tasks/${text(begun.body, 'task.id')}`)).body;
  await harness.control('POST', 'clock', { advanceMs: 10_000 });
  expect(await status()).toMatchObject({ task: { status: 'completed', reason: null } });
  const list = (await harness.call('GET', '/collections?name=One%20Copy')).body;
  const copy = await shown({ id: text(list, 'collections.0.id') });
  expect(at(copy, 'item.0.name')).toBe('F');
  expect(at(copy, 'item.0.id')).not.toBe(at(await shown(one), 'item.0.id'));
});

test('a duplicate of nothing fails with a reason, and wrong workspaces and task ids are refused', async () => {
  const { harness, one } = await opened();
  await harness.control('POST', 'switches', { duplicateTaskMs: 0 });
  const path = `/collections/${one.uid}/duplicates`;
  expect((await harness.call('POST', path, {})).status).toBe(400);
  expect((await harness.call('POST', path, { workspace: 'none' })).status).toBe(403);
  const lost = await harness.call('POST', `/collections/${one.id}/duplicates`, { workspace: harness.workspace });
  const task = `/collection-duplicate-tasks/${text(lost.body, 'task.id')}`;
  expect((await harness.call('GET', task)).body).toMatchObject({
    task: { status: 'failed', reason: 'instance not found' },
  });
  expect((await harness.call('GET', '/collection-duplicate-tasks/none')).status).toBe(400);
  expect((await harness.call('GET', `/collection-duplicate-tasks/${one.uid}`)).status).toBe(404);
});
