// Tests of the HTTP side: paths, bodies, sizes, and an end that is one.
import { Agent, request as httpRequest } from 'node:http';
import { expect, test } from 'vitest';
import { at, collection, make, open } from '../testing/harness.ts';

test('operations not played answer 501 and name themselves; unknown paths answer 404', async () => {
  const { call } = await open();
  const comment = await call('POST', '/collections/some-id/comments', {});
  expect([comment.status, at(comment.body, 'error.details.operation')]).toEqual([501, 'createCollectionComment']);
  expect((await call('GET', '/audit/logs')).status).toBe(501);
  expect((await call('GET', '/teapots')).status).toBe(404);
  expect((await call('PATCH', '/me')).status).toBe(404);
  expect((await call('GET', '/collections/%E0%A4%A')).status).toBe(404);
});

test.each(['{', 'null', '[]', '"text"', '', '{"collection":[]}', '{"collection":{"info":[],"item":{}}}'])(
  'the body %j is a 400 and nothing breaks',
  async (body) => {
    const harness = await open();
    const { id } = await make(harness, 'collection', collection('One'));
    for (const [method, path] of [
      ['POST', '/collections'],
      ['PUT', `/collections/${id}`],
      ['POST', '/environments'],
      ['POST', '/monitors'],
      ['POST', '/mocks'],
      ['POST', '/workspaces'],
    ] as const) {
      expect((await harness.call(method, path, body)).status).toBe(400);
    }
    expect((await harness.call('GET', `/collections/${id}`)).status).toBe(200);
  },
);

test('a collection nested without end is a 400', async () => {
  const { call } = await open();
  const depth = 20_000;
  const info = '{"name":"deep","schema":"s"}';
  const items = `${'{"name":"f","item":['.repeat(depth)}${']}'.repeat(depth)}`;
  const answer = await call('POST', '/collections', `{"collection":{"info":${info},"item":[${items}]}}`);
  expect(answer.status).toBe(400);
});

/** A raw call, for what fetch does not let one say. */
function raw(url: string, headers: Record<string, string>, body?: string): Promise<{ status: number; body: unknown }> {
  return new Promise((resolve, reject) => {
    const call = httpRequest(
      url,
      { method: 'PUT', headers: { 'x-api-key': 'emulator-key', ...headers } },
      (response) => {
        let text = '';
        response.on('data', (chunk) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
      },
    );
    call.on('error', reject);
    if (body !== undefined) call.write(body);
    if (headers['content-length'] === undefined) call.end();
    else call.flushHeaders();
  });
}

test('sizes over 100 MB for a collection and 30 MB for an environment are a 413', async () => {
  const harness = await open();
  const { id } = await make(harness, 'collection', collection('One'));
  const environment = await make(harness, 'environment', { environment: { name: 'E' } });
  const size = (mebibytes: number) => ({ 'content-length': String(mebibytes * 1024 * 1024 + 1) });
  const { url } = harness.emulator;
  const big = await raw(`${url}/collections/${id}`, size(100));
  expect([big.status, at(big.body, 'title')]).toEqual([413, 'Payload Too Large']);
  expect((await raw(`${url}/environments/${environment.id}`, size(30))).status).toBe(413);
});

test('an environment sent in chunks without a length is a 411; a collection is not', async () => {
  const harness = await open();
  const environment = await make(harness, 'environment', { environment: { name: 'E' } });
  const { id } = await make(harness, 'collection', collection('One'));
  const { url } = harness.emulator;
  const answer = await raw(`${url}/environments/${environment.id}`, {}, '{"environment":{"name":"E"}}');
  expect([answer.status, at(answer.body, 'title')]).toEqual([411, 'Length Required']);
  expect((await raw(`${url}/collections/${id}`, {}, JSON.stringify(collection('Two')))).status).toBe(200);
});

test('a client that leaves in the middle of a body changes nothing', async () => {
  const harness = await open();
  const { id } = await make(harness, 'collection', collection('One'));
  const headers = { 'x-api-key': harness.emulator.apiKey, 'content-length': '1000' };
  const leaving = httpRequest(`${harness.emulator.url}/collections/${id}`, { method: 'PUT', headers });
  leaving.on('error', () => {});
  leaving.write('{"collection":');
  await expect.poll(async () => at(await harness.control('GET', 'journal'), 'count')).toBe(2);
  leaving.destroy();
  const journal = await harness.control('GET', 'journal');
  expect(at(journal, 'calls.1')).toMatchObject({ method: 'PUT', status: 0, effect: false });
});

test('close ends keep-alive connections and hanging calls at once, and may be called twice', async () => {
  const harness = await open();
  const agent = new Agent({ keepAlive: true });
  await new Promise<void>((resolve) => {
    httpRequest(`${harness.emulator.url}/me`, { agent }, (response) => {
      response.resume().on('end', resolve);
    }).end();
  });
  await harness.control('POST', 'faults', { faults: [{ do: { kind: 'hang', ms: 60_000, when: 'before' } }] });
  const hanging = harness.call('GET', '/me').catch(() => 'dropped');
  await new Promise((resolve) => setTimeout(resolve, 50));
  const startedMs = performance.now();
  await harness.close();
  await harness.close();
  expect(performance.now() - startedMs).toBeLessThan(1_000);
  expect(await hanging).toBe('dropped');
  agent.destroy();
});

test('a port in use rejects', async () => {
  const { emulator } = await open();
  await expect(open({ port: Number(new URL(emulator.url).port) })).rejects.toThrow('EADDRINUSE');
});
