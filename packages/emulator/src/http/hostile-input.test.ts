// Tests of what nobody should send: each is a clear 4xx, and the emulator goes on.
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open } from '../testing/harness.ts';
import { callText, onTheWire } from '../testing/wire.ts';

const json = 'Content-Type: application/json';
const hostile = { 'user-agent': 'hostile-input' };

async function isAlive({ call }: Harness): Promise<void> {
  expect((await call('GET', '/me')).status).toBe(200);
}

interface OddBody {
  readonly what: string;
  readonly status: number;
  readonly body: string | Buffer;
  readonly header?: string;
}

const bodies: readonly OddBody[] = [
  { what: '100,000 nested arrays', status: 400, body: '['.repeat(100_000) + ']'.repeat(100_000) },
  { what: '100,000 nested objects', status: 400, body: `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}` },
  {
    what: 'a value nested deep in a field nobody knows',
    status: 400,
    body: `{"environment":{"name":"e","x":${'['.repeat(600)}${']'.repeat(600)}}}`,
  },
  { what: 'bytes that are no UTF-8', status: 400, body: Buffer.from([0x22, 0xc3, 0x28, 0x22]) },
  { what: 'UTF-16', status: 400, body: Buffer.from('{"environment":{"name":"e"}}', 'utf16le') },
  { what: 'a byte order mark', status: 400, body: '\ufeff{"environment":{"name":"e"}}' },
  {
    what: 'a compressed body',
    status: 415,
    body: gzipSync('{"environment":{"name":"e"}}'),
    header: 'Content-Encoding: gzip',
  },
  { what: 'a form', status: 415, body: 'name=e', header: 'Content-Type: application/x-www-form-urlencoded' },
  { what: 'a body that ends too early', status: 400, body: '{"environment":' },
];

test.each(bodies)('$what is a $status', async ({ status, body, header = json }) => {
  const harness = await open({ switches: { otherContentTypes: 'refuse' } });
  const { url } = harness.emulator;
  const answer = await onTheWire(url, callText('POST /environments', body, header), body);
  expect(answer.status).toBe(status);
  await isAlive(harness);
});

test('the type of a body counts or not, by the switch otherContentTypes; a body without a type is JSON', async () => {
  const body = '{"environment":{"name":"e"}}';
  const post = async (switches: object, ...headers: string[]) => {
    const { emulator } = await open({ switches });
    return (await onTheWire(emulator.url, callText('POST /environments', body, ...headers), body)).status;
  };
  expect(await post({ otherContentTypes: 'accept' }, 'Content-Type: text/plain')).toBe(200);
  expect(await post({ otherContentTypes: 'refuse' }, 'Content-Type: text/plain')).toBe(415);
  expect(await post({ otherContentTypes: 'refuse' }, 'Content-Type: application/vnd.api+json; charset=utf-8')).toBe(
    200,
  );
  expect(await post({ otherContentTypes: 'refuse' })).toBe(200);
});

test('a chunked body over the limit is a 413, though no length told so', { timeout: 60_000 }, async () => {
  const harness = await open();
  const chunk = Buffer.alloc(8 * 1024 * 1024, 0x20);
  const head = ['POST /collections HTTP/1.1', 'Host: example.test', 'X-Api-Key: emulator-key', json];
  const lines = [...head, 'Transfer-Encoding: chunked', '', ''].join('\r\n');
  const chunks = Array.from({ length: 14 }, () => [`${chunk.length.toString(16)}\r\n`, chunk, '\r\n']).flat();
  const answer = await onTheWire(harness.emulator.url, lines, ...chunks, '0\r\n\r\n');
  expect(answer.status).toBe(413);
  await isAlive(harness);
});

test.each([
  '//me',
  '/collections//',
  '/collections/%2e%2e/%2e%2e/me',
  '/collections/../../etc/passwd',
  '/collections/%00',
  '/collections/%',
  '/collections/%zz',
  '/collections/%E0%A4%A',
  `/collections/${'a'.repeat(8_000)}`,
  '/collections/a%2fb',
  '/environments/__proto__',
  '/mocks/constructor',
  '/monitors/%F0%9F%92%A9',
  'http://example.test/teapots',
  '*',
])('GET %s is a 4xx', async (target) => {
  const harness = await open();
  const { status } = await onTheWire(harness.emulator.url, callText(`GET ${target}`, ''));
  expect([400, 401, 404]).toContain(status);
  await isAlive(harness);
});

test('a target that is a whole URL is taken', async () => {
  const { emulator } = await open();
  expect((await onTheWire(emulator.url, callText('GET http://example.test/me?a=b', ''))).status).toBe(200);
});

test.each([
  ['a method nobody knows', 'BREW /me HTTP/1.1\r\nHost: example.test\r\n\r\n', 400],
  ['no HTTP at all', '\x16\x03\x01\x02\x00\x01\x00\r\n\r\n', 400],
  ['two lengths', `${callText('POST /environments', '')}`.replace('\r\n\r\n', '\r\nContent-Length: 7\r\n\r\n'), 400],
  ['a length and chunks', callText('POST /environments', '{}', 'Transfer-Encoding: chunked'), 400],
  ['a length that is no number', 'POST /environments HTTP/1.1\r\nHost: a\r\nContent-Length: Infinity\r\n\r\n', 400],
  ['a header of 64 KB', callText('GET /me', '', `X-Long: ${'a'.repeat(65_536)}`), 431],
  ['a URL of 64 KB', callText(`GET /me?${'a'.repeat(65_536)}`, ''), 431],
  ['two keys', callText('GET /me', '', 'X-Api-Key: emulator-key'), 401],
  ['a method for other paths', callText('TRACE /me', ''), 404],
  ['an upgrade', callText('GET /teapots', '', 'Connection: Upgrade', 'Upgrade: websocket'), 404],
])('%s', async (_, text, status) => {
  const harness = await open();
  expect((await onTheWire(harness.emulator.url, text)).status).toBe(status);
  await isAlive(harness);
});

test.each(['Infinity', '-1', '1e999', 'NaN', '0x10', '', '99999999999999999999', '1.5', '%00', '[]'])(
  'numbers of the query that read %j break no list',
  async (number) => {
    const harness = await open();
    await make(harness, 'collection', collection('One'));
    for (const path of ['/collections', '/workspaces', '/monitors', '/environments', '/mocks']) {
      const { status } = await harness.call(
        'GET',
        `${path}?limit=${number}&offset=${number}&cursor=${number}`,
        undefined,
        hostile,
      );
      expect([200, 400]).toContain(status);
    }
  },
);

test('keys that mean something to JavaScript are kept as they are and change nothing else', async () => {
  const harness = await open();
  const odd = '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":1}';
  const body = `{"collection":{"info":{"name":"One","schema":"s","__proto__":{"polluted":true}},"item":[],"__proto__":{"polluted":true},"variable":[${odd}]}}`;
  const made = await harness.call('POST', `/collections?workspace=${harness.workspace}&__proto__=x`, body, hostile);
  expect(made.status).toBeLessThan(500);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  const environment = `{"environment":{"name":"e","values":[{"key":"__proto__","value":"v"}],"__proto__":{"name":"x"}}}`;
  const answer = await harness.call('POST', '/environments', environment, hostile);
  expect([answer.status, at(answer.body, 'environment.name')]).toEqual([200, 'e']);
  await isAlive(harness);
});

test('a value that hides toString is refused like any other that is no word', async () => {
  const harness = await open();
  const hidden = { toString: 1, valueOf: null };
  const { workspace } = harness;
  const transfer = { id: hidden, type: hidden, to: hidden };
  const answers = [
    await harness.call('POST', `/workspaces/${workspace}/element-transfers`, transfer, hostile),
    await harness.call('POST', '/collection-folders-transfers', { ids: [hidden], target: { id: hidden } }, hostile),
    await harness.call('POST', `/mocks?workspace=${workspace}`, { mock: { collection: hidden } }, hostile),
    await harness.call('POST', '/collections/merge', { source: hidden, destination: hidden }, hostile),
  ];
  for (const { status } of answers) expect([400, 403, 404]).toContain(status);
});

test('a wrong key is a 401 also where the document lists none', async () => {
  const { call } = await open();
  expect((await call('PATCH', '/environments/any', [], { 'x-api-key': 'no-such-key' })).status).toBe(401);
});
