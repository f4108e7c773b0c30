// Tests of live mocks over HTTP: addresses, keys, errors, server responses, delays, limits.
import { request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { at, collection, type Harness, make, open } from '../testing/harness.ts';
import { ask, birds, openMock } from '../testing/live-mock.ts';

test('a mock answers with the example of its collection, at the URL the API shows', async () => {
  const { harness, id, url } = await openMock([birds({ name: 'All', body: '["wren"]' })]);
  expect(url).toBe(`${harness.emulator.url}/_mock/${id}`);
  const answer = await ask(`${url}/birds`);
  expect(answer).toMatchObject({ status: 200, body: '["wren"]' });
  expect(answer.headers.get('content-type')).toBe('application/json');
});

test('with mockUrls postman the API shows the address Postman gives; the mock answers to that host too', async () => {
  const { harness, id, url } = await openMock([birds({ name: 'All', body: 'here' })], {}, { mockUrls: 'postman' });
  expect(url).toBe(`https://${id}.mock.pstmn.io`);
  const port = Number(new URL(harness.emulator.url).port);
  for (const host of [`${id}.mock.pstmn.io`, `${id.toUpperCase()}.mock.pstmn.io:443`]) {
    expect(await askHost(port, host, '/birds')).toEqual([200, 'here']);
  }
});

test('a mock has every path of its host, and whole URLs reach it, as a proxy is asked for them', async () => {
  const paths = [['birds'], ['_emulator', 'reset']];
  const { harness, id } = await openMock(paths.map((path) => birds({ name: 'All', path, body: path.join(' ') })));
  const port = Number(new URL(harness.emulator.url).port);
  const host = `${id}.mock.pstmn.io`;
  expect(await askHost(port, host, '/_emulator/reset')).toEqual([200, '_emulator reset']);
  expect(await askHost(port, host, `http://${host}/birds`)).toEqual([200, 'birds']);
  expect(await askHost(port, 'localhost', `http://localhost:${port}/_mock/${id}/birds`)).toEqual([200, 'birds']);
  expect((await askHost(port, host, `http://${host}`))[0]).toBe(404);
});

function askHost(port: number, host: string, path: string): Promise<[number | undefined, string]> {
  return new Promise((resolve, reject) => {
    httpRequest({ port, path, headers: { host } }, (response) => {
      let text = '';
      response.on('data', (chunk) => {
        text += chunk;
      });
      response.on('end', () => resolve([response.statusCode, text]));
    })
      .on('error', reject)
      .end();
  });
}

test('no match, no example and no mock are each a 404 of their own', async () => {
  const { harness, url } = await openMock([birds({ name: 'All' })]);
  const words = async (from: string) => {
    const { status, body } = await ask(from);
    const error = at(JSON.parse(body), 'error') as { name: string; header: string };
    return [status, error.name, error.header];
  };
  expect(await words(`${url}/fish`)).toEqual([404, 'mockRequestNotFoundError', 'No matching requests']);
  expect(await words(`${harness.emulator.url}/_mock/none/birds`)).toEqual([
    404,
    'mockNotFoundError',
    'Unable to find mock',
  ]);
  const bare = await openMock([]);
  expect(await words(`${bare.url}/birds`)).toEqual([404, 'mockRequestNotFoundError', 'You need an example']);
});

test('a private mock wants a key the emulator knows, until it is published', async () => {
  const { harness, id, url } = await openMock([birds({ name: 'All' })], { private: true });
  expect((await ask(`${url}/birds`)).status).toBe(401);
  expect((await ask(`${url}/birds`, { 'x-api-key': 'nobody' })).status).toBe(401);
  expect((await ask(`${url}/birds`, { 'x-api-key': harness.emulator.apiKey })).status).toBe(200);
  await harness.call('POST', `/mocks/${id}/publish`);
  expect((await ask(`${url}/birds`)).status).toBe(200);
});

test('a mock whose collection is gone answers 400 inactiveMockError', async () => {
  const { harness, parent, url } = await openMock([birds({ name: 'All' })]);
  await harness.call('DELETE', `/collections/${parent.id}`);
  const { status, body } = await ask(`${url}/birds`);
  expect([status, at(JSON.parse(body), 'error.name')]).toEqual([400, 'inactiveMockError']);
});

test('an active server response stands above every example, until it is deactivated or deleted', async () => {
  const { harness, id, url } = await openMock([birds({ name: 'All' })]);
  const serverResponse = { name: 'Down', statusCode: 503, body: '{"later":true}', language: 'json' };
  const made = await harness.call('POST', `/mocks/${id}/server-responses`, { serverResponse });
  const activate = (serverResponseId: unknown) =>
    harness.call('PUT', `/mocks/${id}`, { mock: { config: { serverResponseId } } });
  await activate(at(made.body, 'id'));
  const down = await ask(`${url}/nothing-like-it`);
  expect([down.status, down.body]).toEqual([503, '{"later":true}']);
  expect(down.headers.get('content-type')).toMatch('application/json');
  await activate(null);
  expect((await ask(`${url}/birds`)).status).toBe(200);
  await activate(at(made.body, 'id'));
  await harness.call('DELETE', `/mocks/${id}/server-responses/${at(made.body, 'id')}`);
  expect((await ask(`${url}/birds`)).status).toBe(200);
  expect(at((await harness.call('GET', `/mocks/${id}`)).body, 'mock.config.serverResponseId')).toBe(null);
});

test('an answer is delayed as configured, or as the call says', async () => {
  const waited: number[] = [];
  const wait = async (ms: number): Promise<void> => {
    waited.push(ms);
  };
  const clock = { nowMs: () => 1_000_000, wait };
  const { harness, id, url } = await openMock([birds({ name: 'All' })], {}, { clock });
  await harness.control('POST', 'switches', { mockConfigWritable: true });
  const delay = { type: 'fixed', preset: '1', duration: 300 };
  await harness.call('PUT', `/mocks/${id}`, { mock: { config: { delay } } });
  await ask(`${url}/birds`);
  await ask(`${url}/birds`, { 'x-mock-response-delay': '700' });
  await ask(`${url}/birds`, { 'x-mock-response-delay': 'soon' });
  await ask(`${url}/birds`, { 'x-mock-response-delay': '999999' });
  expect(waited).toEqual([300, 700, 300, 180_000]);
});

test('120 calls a minute go through, in a window of each mock; neither count nor journal of the API sees them', async () => {
  let nowMs = 1_000_000;
  const clock = { nowMs: () => nowMs };
  const { harness, id, url } = await openMock([birds({ name: 'All' })], {}, { clock, limits: 'documented' });
  const counted = await harness.control('GET', 'journal');
  for (let n = 1; n <= 120; n += 1) await ask(`${url}/birds`);
  const { status, body, headers } = await ask(`${url}/birds`);
  expect([status, JSON.parse(body)]).toEqual([
    429,
    { error: { name: 'rateLimitError', message: 'Rate limit exceeded. Retry after 1060' } },
  ]);
  expect(headers.get('x-ratelimit-remaining')).toBe('0');
  expect(at(await harness.control('GET', 'journal'), 'count')).toBe(at(counted, 'count'));
  const other = await sibling(harness, id);
  expect((await ask(`${other}/birds`)).status).toBe(200);
  nowMs += 60_000;
  const again = await ask(`${url}/birds`);
  expect([again.status, again.headers.get('x-ratelimit-remaining')]).toEqual([200, '119']);
  const { operations } = (await harness.call('GET', '/me')).body as { operations: { name: string; usage: number }[] };
  expect(operations.find(({ name }) => name === 'mock_usage')?.usage).toBe(122);
});

/** Another mock of the same collection. */
async function sibling(harness: Harness, id: string): Promise<string> {
  const uid = at((await harness.call('GET', `/mocks/${id}`)).body, 'mock.collection');
  const other = await make(harness, 'mock', { mock: { collection: uid } });
  return `${harness.emulator.url}/_mock/${other.id}`;
}

test('browsers are let in: every answer allows any origin, unless the example says another, and preflights pass', async () => {
  const own = [{ key: 'Access-Control-Allow-Origin', value: 'https://example.com' }];
  const { url } = await openMock([birds({ name: 'All' }), birds({ name: 'Own', path: ['own'], header: own })]);
  expect((await ask(`${url}/birds`)).headers.get('access-control-allow-origin')).toBe('*');
  expect((await ask(`${url}/own`)).headers.get('access-control-allow-origin')).toBe('https://example.com');
  const asked = { 'access-control-request-method': 'PUT', 'access-control-request-headers': 'x-one' };
  const response = await fetch(`${url}/birds`, { method: 'OPTIONS', headers: asked });
  expect(response.status).toBe(204);
  expect(response.headers.get('access-control-allow-headers')).toBe('x-one');
});

test('examples, headers, paths and bodies that no HTTP can carry break nothing', async () => {
  const header = [
    { key: 'bad name', value: 'x' },
    { key: 'x-bad', value: 'a\nb' },
    { key: 'Content-Length', value: '1' },
    { key: 'Transfer-Encoding', value: 'chunked' },
    { key: 'x-good', value: 'yes' },
  ];
  const odd = [null, 7, { name: 'no request' }, birds({ name: 'Loop', path: ['loop'], body: '{{a}}' })];
  const variable = [
    { key: 'a', value: '{{b}}{{b}}' },
    { key: 'b', value: '{{a}}{{a}}' },
  ];
  const more = collection('Odd', [{ name: 'x', request: 7, response: odd }], { variable });
  const harness = await open();
  const parent = await make(harness, 'collection', more);
  const { id } = await make(harness, 'mock', { mock: { collection: parent.uid } });
  const { url } = await openMock([birds({ name: 'Odd', header })]);
  const answer = await ask(`${url}/birds`);
  expect([answer.status, answer.headers.get('x-good'), answer.headers.get('x-bad')]).toEqual([200, 'yes', null]);
  for (const path of ['/loop', '/%E0%A4%A', '/../../etc', '//', '?', '']) {
    expect((await ask(`${harness.emulator.url}/_mock/${id}${path}`)).status).toBeLessThan(500);
  }
  const big = await fetch(`${url}/birds`, { method: 'POST', body: 'x'.repeat(21 * 1024 * 1024) });
  expect(big.status).toBe(413);
  expect((await harness.call('GET', '/me')).status).toBe(200);
});
