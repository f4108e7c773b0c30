// Tests that an item read in the words of the item endpoints and written back is the item it was.
import { expect, test } from 'vitest';
import { at, collection, make, open, text } from '../../testing/harness.ts';

const url = {
  raw: 'https://example.test:8443/orders/:id?page=2&flag&empty=#top',
  protocol: 'https',
  host: ['example', 'test'],
  port: '8443',
  path: ['orders', ':id'],
  query: [
    { key: 'page', value: '2', description: 'which' },
    { key: 'flag', value: null },
    { key: 'empty', value: '' },
    { key: 'off', value: '1', disabled: true },
  ],
  hash: 'top',
  variable: [{ key: 'id', value: '7', description: 'an order' }],
};
const header = [
  { key: 'Accept', value: 'text/plain', type: 'text' },
  { key: 'X-Off', value: '1', disabled: true, description: 'not sent' },
];
const script = { type: 'text/javascript', exec: ['one();', 'two();'] };

const bodies: Readonly<Record<string, object>> = {
  raw: { mode: 'raw', raw: '{}', options: { raw: { language: 'json' } } },
  urlencoded: { mode: 'urlencoded', urlencoded: [{ key: 'a', value: '1', type: 'text', disabled: true }] },
  formdata: { mode: 'formdata', formdata: [{ key: 'f', type: 'file', src: ['a.txt', 'b.txt'] }] },
  file: { mode: 'file', file: { src: 'a.bin' } },
  graphql: { mode: 'graphql', graphql: { query: '{ a }', variables: '{}' }, disabled: true },
};

const requests: readonly (readonly [string, object])[] = [
  ...Object.entries(bodies).map(([mode, body]) => [mode, { method: 'POST', header, url, body }] as const),
  ['bearer auth', { method: 'GET', header: [], url, auth: { type: 'bearer', bearer: [{ key: 'token', value: 'x' }] } }],
  ['no auth', { method: 'GET', header: [], url, auth: { type: 'noauth' } }],
  [
    'description',
    { method: 'GET', header: [], url: { raw: '{{base}}/a', host: ['{{base}}'], path: ['a'] }, description: 'x' },
  ],
];

async function opened(more: object, response: readonly object[] = []) {
  const harness = await open({ profile: 'strict' });
  const event = [
    { listen: 'test', script },
    { listen: 'prerequest', script },
  ];
  const item = { name: 'r', event, variable: [{ id: 'v', key: 'a', value: '1' }], response, ...more };
  const { id } = await make(harness, 'collection', collection('One', [item]));
  const shown = async () => at((await harness.call('GET', `/collections/${id}`)).body, 'collection.item.0');
  const putBack = async (path: string) => {
    const { body } = await harness.call('GET', `/collections/${id}/${path}`);
    const sent = JSON.parse(JSON.stringify(at(body, 'data'), (_, value) => (value === null ? undefined : value)));
    const put = await harness.call('PUT', `/collections/${id}/${path}`, sent);
    expect(put.status, JSON.stringify(put.body)).toBe(200);
  };
  return { shown, putBack };
}

function timeless(item: unknown): unknown {
  return JSON.parse(JSON.stringify(item, (key, value) => (key === 'updatedAt' ? undefined : value)));
}

test.each(requests)('a request with %s', async (_, request) => {
  const { shown, putBack } = await opened({ request });
  const before = await shown();
  expect(at(before, 'request')).toEqual(request);
  await putBack(`requests/${text(before, 'id')}`);
  expect(timeless(await shown())).toEqual(timeless(before));
});

test('a response', async () => {
  const example = {
    name: 'OK',
    status: 'OK',
    code: 200,
    header,
    body: '{}',
    responseTime: 50,
    _postman_previewlanguage: 'json',
    originalRequest: { method: 'POST', header, url, body: bodies['raw'] },
  };
  const { shown, putBack } = await opened({ request: { method: 'GET', header: [], url } }, [example]);
  const before = await shown();
  await putBack(`responses/${text(before, 'response.0.id')}`);
  expect(timeless(await shown())).toEqual(timeless(before));
});

test('a folder', async () => {
  const { shown, putBack } = await opened({
    item: [{ name: 'in', request: { method: 'GET', url } }],
    description: 'x',
  });
  const before = await shown();
  await putBack(`folders/${text(before, 'id')}`);
  expect(timeless(await shown())).toEqual(timeless(before));
});
