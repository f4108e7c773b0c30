// Tests of monitor runs: Postman's own runtime against targets on this machine.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test, vi } from 'vitest';
import type { EmulatorOptions } from '../index.ts';
import { at, collection, type Harness, make, open, text } from '../testing/harness.ts';

vi.setConfig({ testTimeout: 60_000 });

const schedule = { cron: '0 17 * * *', timezone: 'UTC' };

/** A target on a free port, and the calls it got. */
async function target(answer: (request: IncomingMessage, response: ServerResponse) => void) {
  const calls: string[] = [];
  const server = createServer((request, response) => {
    calls.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, calls };
}

const fine = (_: IncomingMessage, response: ServerResponse) => response.end('{"fine":true}');

function get(url: string, tests: readonly string[] = [], prerequest: readonly string[] = []) {
  const event = [
    { listen: 'test', script: { type: 'text/javascript', exec: tests } },
    { listen: 'prerequest', script: { type: 'text/javascript', exec: prerequest } },
  ];
  return { name: 'Ask', request: { method: 'GET', url, header: [{ key: 'X-Secret', value: 'hidden' }] }, event };
}

async function monitored(items: unknown[], settings: object = {}, options: EmulatorOptions = {}) {
  const harness = await open({ profile: 'strict', ...options });
  const { uid } = await make(harness, 'collection', collection('Watched', items));
  const monitor = await make(harness, 'monitor', { monitor: { name: 'M', collection: uid, schedule, ...settings } });
  const run = (query = '') => harness.call('POST', `/monitors/${monitor.id}/run${query}`);
  const read = async () => at((await harness.call('GET', `/monitors/${monitor.id}`)).body, 'monitor');
  return { harness, monitor, collectionUid: uid, run, read };
}

async function requestRuns({ call }: Harness): Promise<unknown> {
  const operations = at((await call('GET', '/me')).body, 'operations') as { name: string; usage: number }[];
  return operations.find(({ name }) => name === 'monitor_request_runs')?.usage;
}

test('a run sends the requests with the environment, and tells its stats, executions and failures', async () => {
  const { url, calls } = await target(fine);
  const tests = [
    "pm.test('good', () => pm.response.to.have.status(200));",
    "pm.test('bad', () => pm.expect(1).to.eql(2));",
  ];
  const harness = await open({ profile: 'strict' });
  const environment = await make(harness, 'environment', {
    environment: {
      name: 'E',
      values: [
        { key: 'base', value: url },
        { key: 'off', value: 'x', enabled: false },
      ],
    },
  });
  const { uid } = await make(harness, 'collection', collection('C', [get('{{base}}/orders?{{off}}', tests)]));
  const body = { monitor: { name: 'M', collection: uid, environment: environment.uid, schedule } };
  const monitor = await make(harness, 'monitor', body);
  const answer = await harness.call('POST', `/monitors/${monitor.id}/run`);
  expect(answer.status).toBe(200);
  expect(calls).toEqual(['GET /orders?%7B%7Boff%7D%7D']);
  const run = at(answer.body, 'run');
  expect(at(run, 'info')).toEqual({
    jobId: expect.any(String),
    monitorId: monitor.id,
    name: 'M',
    collectionUid: uid,
    environmentUid: environment.uid,
    status: 'failed',
    startedAt: expect.stringMatching(/Z$/),
    finishedAt: expect.stringMatching(/Z$/),
  });
  expect(at(run, 'stats')).toEqual({
    assertions: { total: 2, failed: 1 },
    requests: { total: 1, failed: 0 },
    runCount: 1,
    errorCount: 0,
    abortedCount: 0,
    responseLatency: expect.any(Number),
    responseSize: 13,
  });
  expect(at(run, 'executions.length')).toBe(1);
  expect(at(run, 'executions.0')).toMatchObject({
    id: 1,
    item: { name: 'Ask' },
    response: { code: 200, responseSize: 13 },
  });
  expect(at(run, 'executions.0.request.headers')).toMatchObject({
    'X-Secret': null,
    'Postman-Token': null,
    Accept: '*/*',
  });
  expect(at(run, 'failures')).toEqual([
    { executionId: 1, name: 'AssertionError', message: 'expected 1 to deeply equal 2', assertion: 'bad' },
  ]);
  const read = at((await harness.call('GET', `/monitors/${monitor.id}`)).body, 'monitor');
  expect(at(read, 'jobId')).toBe(at(run, 'info.jobId'));
  expect(at(read, 'lastRun')).toMatchObject({
    status: 'failed',
    jobId: at(run, 'info.jobId'),
    stats: { requests: { total: 1 } },
  });
  expect(await requestRuns(harness)).toBe(1);
});

test('an asynchronous run tells its info alone: at its end, or at once, by switch', async () => {
  const { url } = await target(fine);
  const { harness, run, read } = await monitored([get(url)], {}, { switches: { monitorAsyncRunAnswer: 'finished' } });
  const ended = (await run('?async=true')).body;
  expect(Object.keys(at(ended, 'run') as object)).toEqual(['info']);
  expect(at(ended, 'run.info.status')).toBe('success');
  await harness.control('POST', 'switches', { monitorAsyncRunAnswer: 'started' });
  const begun = await run('?async=true');
  expect([begun.status, at(begun.body, 'run.info.status'), at(begun.body, 'run.info.finishedAt')]).toEqual([
    200,
    'running',
    undefined,
  ]);
  await expect.poll(async () => at(await read(), 'lastRun.status'), { timeout: 40_000 }).toBe('success');
  expect(at(await read(), 'lastRun.jobId')).toBe(at(begun.body, 'run.info.jobId'));
});

test('a run that takes too long is answered 202, goes on, and shows in lastRun', async () => {
  const { url } = await target((_, response) => void setTimeout(() => response.end('late'), 1_000));
  const { run, read, monitor } = await monitored([get(url)], {}, { switches: { monitorRunAnswerMs: 50 } });
  const answer = await run();
  expect(answer.status).toBe(202);
  expect(at(answer.body, 'run.info')).toEqual({
    monitorId: monitor.id,
    status: 'running',
    message: expect.stringContaining("pass the 'async=true' query parameter"),
  });
  expect(at(await read(), 'lastRun.status')).toBe('running');
  await expect.poll(async () => at(await read(), 'lastRun.status'), { timeout: 40_000 }).toBe('success');
});

test('a script that never ends is aborted at the limit, and the server answers meanwhile', async () => {
  const { url } = await target(fine);
  const switches = { monitorRunLimitMs: 1_500 };
  const { harness, run } = await monitored([get(url, [], ['while (true) {}'])], {}, { switches });
  const running = run();
  expect((await harness.call('GET', '/me')).status).toBe(200);
  const { body } = await running;
  expect([at(body, 'run.info.status'), at(body, 'run.stats.abortedCount')]).toEqual(['aborted', 1]);
});

test('an emulator that closes ends its runs', async () => {
  const { url } = await target(fine);
  const { harness, run } = await monitored([get(url, [], ['while (true) {}'])]);
  const running = run().catch(() => 'dropped');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await harness.close();
  expect(await running).toBe('dropped');
});

test('options and retries are kept', async () => {
  const { url, calls } = await target((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/there' }).end();
    else if (request.url === '/slow') setTimeout(() => response.end(), 2_000).unref();
    else response.end();
  });
  const items = [get(`${url}/moved`), get(`${url}/slow`)];
  const options = { followRedirects: false, requestTimeout: 100, requestDelay: 200 };
  const retry = { attempts: 1 };
  const { harness, run } = await monitored(items, { options, retry });
  const startedMs = performance.now();
  const { body } = await run();
  expect(performance.now() - startedMs).toBeGreaterThan(2 * (100 + 200));
  expect(at(body, 'run.info.status')).toBe('error');
  expect(at(body, 'run.executions.0.response.code')).toBe(302);
  expect(at(body, 'run.executions.1.errors.0.message')).toContain('ESOCKETTIMEDOUT');
  expect(calls).toEqual(['GET /moved', 'GET /slow', 'GET /moved', 'GET /slow']);
  expect(at(body, 'run.stats.requests')).toEqual({ total: 2, failed: 1 });
  expect(await requestRuns(harness)).toBe(4);
});

test('a monitor of two regions runs twice, and redirects are followed where nothing else is said', async () => {
  const { url, calls } = await target((request, response) => {
    if (request.url === '/moved') response.writeHead(302, { location: '/there' });
    response.end();
  });
  const distribution = [{ region: 'us-east' }, { region: 'uk' }];
  const { body } = await (await monitored([get(`${url}/moved`)], { distribution })).run();
  expect(calls).toEqual(['GET /moved', 'GET /there', 'GET /moved', 'GET /there']);
  expect([at(body, 'run.stats.runCount'), at(body, 'run.executions.length')]).toEqual([2, 2]);
});

test('requests that leave the machine are refused: addresses, names, redirects, proxies, HTTP/2, sockets and scripts', async () => {
  const { url, calls } = await target((request, response) => {
    if (request.url === '/away') response.writeHead(302, { location: 'http://192.0.2.1/redirected' });
    response.end();
  });
  const proxy = { match: '*://*/*', host: '192.0.2.1', port: 3128, tunnel: false };
  const http2 = { ...get('https://192.0.2.1/two'), protocolProfileBehavior: { protocolVersion: 'http2' } };
  const proxied = { ...get(`${url}/proxied`) };
  const send = `pm.sendRequest('http://192.0.2.1/script', (error) => pm.test(String(error), () => { throw error; }));`;
  const items = [
    get('http://192.0.2.1/address'),
    get('http://[2001:db8::1]/six'),
    get('http://3221225985/decimal'),
    get(`${url}/away`),
    http2,
    { ...proxied, request: { ...proxied.request, proxy } },
    get('http://unix:/var/run/any.sock:/path'),
    get(url, [], [send]),
    get(url.replace('127.0.0.1', 'localhost')),
  ];
  const { body } = await (await monitored(items, { options: { requestTimeout: 5_000 } })).run();
  const executions = at(body, 'run.executions') as { response?: { code: number }; errors?: { message: string }[] }[];
  expect(executions).toHaveLength(items.length);
  for (const [place, { response, errors }] of executions.slice(0, 7).entries()) {
    expect([place, response]).toEqual([place, undefined]);
    expect(errors?.[0]?.message).toContain('loopback addresses only');
  }
  expect(at(body, 'run.failures.0.message')).toContain('loopback addresses only');
  expect(executions.at(-1)?.response?.code).toBe(200);
  expect(calls).toEqual(['GET /away', 'GET /', 'GET /']);
});

test('with monitorTargets on anywhere no address is refused', async () => {
  const items = [get('http://192.0.2.1/address')];
  const settings = { options: { requestTimeout: 100 } };
  const { body } = await (await monitored(items, settings, { monitorTargets: 'anywhere' })).run();
  expect(text(body, 'run.executions.0.errors.0.message')).not.toContain('loopback');
});

test('without the library a run answers 501 and names the package to install', async () => {
  const { run, read } = await monitored([get('http://127.0.0.1:1')], {}, { monitorRuntime: 'no-such-runtime' });
  const { status, body } = await run();
  expect([status, at(body, 'error.name')]).toEqual([501, 'notImplementedError']);
  expect(at(body, 'error.message')).toContain('npm install no-such-runtime');
  expect(at(await read(), 'lastRun')).toBe(null);
});

test('a missing monitor is a 404, one without its collection a 403, a paused one runs or not by switch', async () => {
  const { url } = await target(fine);
  const switches = {
    monitorLostOnRead: 'read',
    monitorRunWhenPaused: 'run',
    monitorsOnCollectionDelete: 'deactivate',
  } as const;
  const { harness, run, collectionUid } = await monitored([get(url)], { active: false }, { switches });
  expect((await harness.call('POST', '/monitors/none/run')).status).toBe(404);
  expect((await run()).status).toBe(200);
  await harness.control('POST', 'switches', { monitorRunWhenPaused: 'refuse' });
  expect((await run()).status).toBe(403);
  await harness.control('POST', 'switches', { monitorRunWhenPaused: 'run' });
  await harness.call('DELETE', `/collections/${collectionUid}`);
  expect((await run()).status).toBe(403);
});
