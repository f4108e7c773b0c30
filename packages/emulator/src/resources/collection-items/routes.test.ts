// Tests of folders, requests and responses written one by one, beside the whole collection.
import { expect, test } from 'vitest';
import { at, text } from '../../testing/harness.ts';
import { openItems } from '../../testing/items.ts';

test('a folder made by itself takes requests with it, lies in its parent, and is in the whole collection', async () => {
  const { id, full, post, get } = await openItems();
  const outer = text(await post('folders', { name: 'Outer' }), 'model_id');
  const made = await post('folders', { folder: outer, requests: [{ name: 'get', url: 'https://example.test/a' }] });
  expect(made).toMatchObject({ meta: { model: 'folder', action: 'import' }, data: { folder: outer, name: '' } });
  const shown = await full();
  expect(at(shown, 'item.1')).toMatchObject({ name: 'Outer', id: outer, item: [{ id: text(made, 'model_id') }] });
  expect(at(shown, 'item.1.item.0.item.0.request')).toEqual({
    method: 'GET',
    header: [],
    url: { raw: 'https://example.test/a', protocol: 'https', host: ['example', 'test'], path: ['a'] },
  });
  expect(at(await get(`folders/${outer}`), 'data')).toMatchObject({
    collection: id,
    folder: null,
    order: [],
    folders_order: [text(made, 'model_id')],
  });
});

test('a request written by its fields is read as a collection item, and the other way round', async () => {
  const { full, post, get } = await openItems();
  const sent = {
    name: 'create',
    method: 'POST',
    url: 'https://example.test:8443/orders/:id?raw=1#top',
    queryParams: [{ key: 'page', value: '2', equals: true, description: 'which', enabled: true }],
    pathVariableData: [{ key: 'id', value: '7' }],
    headerData: [{ key: 'Accept', value: 'text/plain', enabled: false }],
    dataMode: 'urlencoded',
    data: [{ key: 'a', value: '1', type: 'text', enabled: true }],
    auth: { type: 'bearer', bearer: [{ key: 'token', value: '{{token}}' }] },
    tests: 'one();\ntwo();',
    description: 'Makes an order.',
  };
  const id = text(await post('requests', sent), 'model_id');
  const item = at(await full(), 'item.1');
  expect(item).toMatchObject({
    name: 'create',
    event: [{ listen: 'test', script: { exec: ['one();', 'two();'] } }],
    request: {
      method: 'POST',
      url: {
        raw: 'https://example.test:8443/orders/:id?page=2&raw=1#top',
        host: ['example', 'test'],
        port: '8443',
        path: ['orders', ':id'],
        query: [
          { key: 'page', value: '2', description: 'which' },
          { key: 'raw', value: '1' },
        ],
        variable: [{ key: 'id', value: '7' }],
        hash: 'top',
      },
      header: [{ key: 'Accept', value: 'text/plain', disabled: true }],
      body: { mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1', type: 'text' }] },
      auth: sent.auth,
      description: 'Makes an order.',
    },
  });
  expect(at(await get(`requests/${id}`), 'data')).toMatchObject({
    ...sent,
    url: 'https://example.test:8443/orders/:id?page=2&raw=1#top',
    queryParams: [sent.queryParams[0], { key: 'raw', value: '1', equals: true, enabled: true }],
    headers: '// Accept: text/plain\n',
  });
});

test.each([
  ['raw', { rawModeData: '{}', dataOptions: { raw: { language: 'json' } } }, 'raw'],
  ['formdata', { data: [{ key: 'f', src: 'a.txt', type: 'file', enabled: true }] }, 'formdata'],
  ['binary', { rawModeData: 'a.bin' }, 'file'],
  ['graphql', { graphqlModeData: { query: '{ a }', variables: '' } }, 'graphql'],
])('a body of mode %s survives the way into the tree and back', async (dataMode, fields, mode) => {
  const { full, post, get } = await openItems();
  const id = text(
    await post('requests', { method: 'POST', url: 'https://example.test', dataMode, ...fields }),
    'model_id',
  );
  expect(at(await full(), 'item.1.request.body.mode')).toBe(mode);
  expect(at(await get(`requests/${id}`), 'data')).toMatchObject({ dataMode, ...fields });
});

test('an update changes only what is sent, raises the revision, and leaves the rest of the tree as it was', async () => {
  const { full, put, get } = await openItems();
  const before = at(await full(), 'item.0');
  const path = `requests/${text(before, 'id')}`;
  const first = await put(path, { name: 'pong' });
  expect(first.body).toMatchObject({
    meta: { model: 'request', action: 'update' },
    data: { name: 'pong', method: 'GET' },
  });
  const { name: _, updatedAt: __, ...kept } = before as Record<string, unknown>;
  expect(at(await full(), 'item.0')).toMatchObject({ name: 'pong', ...kept });
  const second = await put(path, { method: 'POST' });
  expect(Number(at(second.body, 'revision'))).toBeGreaterThan(Number(at(first.body, 'revision')));
  expect(at(second.body, 'data.lastRevision')).toBe(at(first.body, 'revision'));
  expect(at(await get(path), 'data.lastRevision')).toBe(at(second.body, 'revision'));
});

test('a response belongs to a request, keeps its text, code, language and headers, and may not change its parent', async () => {
  const { harness, id, full, post, get, put } = await openItems();
  const owner = text(at(await full(), 'item.0'), 'id');
  const sent = {
    name: 'OK',
    responseCode: { code: 200, name: 'OK' },
    time: '50',
    headers: [{ key: 'Content-Type', value: 'application/json' }],
    text: '{}',
    language: 'json',
  };
  const response = text(await post(`responses?request=${owner}`, sent), 'model_id');
  expect(at(await full(), 'item.0.response.0')).toMatchObject({
    id: response,
    name: 'OK',
    status: 'OK',
    code: 200,
    responseTime: 50,
    header: sent.headers,
    body: '{}',
    _postman_previewlanguage: 'json',
    originalRequest: { method: 'GET' },
  });
  expect(at(await get(`responses/${response}`), 'data')).toMatchObject({ ...sent, request: owner });
  const other = text(await post('requests', { url: 'https://example.test' }), 'model_id');
  expect((await put(`responses/${response}`, { request: other })).status).toBe(400);
  const gone = await harness.call('DELETE', `/collections/${id}/responses/${response}`);
  expect(gone.body).toMatchObject({ meta: { action: 'destroy' }, data: { id: response } });
  expect(at(await full(), 'item.0.response')).toEqual([]);
});

test('ids, uid and populate shape what a read of a folder shows', async () => {
  const { uid, post, get } = await openItems();
  const owner = uid.split('-')[0];
  const requests = [{ name: 'a', url: 'https://example.test' }];
  const folder = text(await post('folders', { name: 'F', requests }), 'model_id');
  const inner = text(await get(`folders/${folder}`), 'data.order.0');
  const ids = await get(`folders/${folder}?ids=true&uid=true`);
  expect(at(ids, 'model_id')).toBe(`${owner}-${folder}`);
  expect(at(ids, 'data')).toEqual({
    owner,
    lastUpdatedBy: owner,
    id: `${owner}-${folder}`,
    collection: uid,
    folder: null,
    order: [`${owner}-${inner}`],
    folders_order: [],
  });
  const full = await get(`folders/${folder}?populate=true`);
  expect(at(full, 'meta.populate')).toBe(true);
  expect(at(full, 'data.requests.0')).toMatchObject({ id: inner, url: 'https://example.test', folder });
});

test('order puts the requests of a folder in another order and leaves folders where they are', async () => {
  const { post, get, put, full } = await openItems();
  const requests = ['a', 'b', 'c'].map((name) => ({ name, url: 'https://example.test' }));
  const folder = text(await post('folders', { name: 'F', requests }), 'model_id');
  const order = at(await get(`folders/${folder}`), 'data.order') as string[];
  await put(`folders/${folder}`, { order: order.toReversed() });
  const names = (at(await full(), 'item.1.item') as { name: string }[]).map(({ name }) => name);
  expect(names).toEqual(['c', 'b', 'a']);
});

test('a chosen id is kept unless it is taken, and a missing item is answered in the words of its model', async () => {
  const { harness, id, post, full } = await openItems();
  const chosen = '00000000-0000-4000-8000-000000000001';
  await post('requests', { id: chosen, url: 'https://example.test' });
  const again = await harness.call('POST', `/collections/${id}/requests`, { id: chosen });
  expect([again.status, at(again.body, 'error.name')]).toEqual([400, 'instanceFoundError']);
  expect(at(await full(), 'item.1.id')).toBe(chosen);
  const missing = '00000000-0000-4000-8000-000000000002';
  for (const [path, name] of [
    ['folders', 'instanceNotFoundError'],
    ['requests', 'instanceFoundError'],
    ['responses', 'instanceNotFoundError'],
  ]) {
    const answer = await harness.call('GET', `/collections/${id}/${path}/${missing}`);
    expect([answer.status, at(answer.body, 'error.name')]).toEqual([404, name]);
    expect(at(answer.body, 'error.details.model_id')).toBe(missing);
  }
});
