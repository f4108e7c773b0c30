// Tests of monitor runs: Postman's own runtime against targets on this machine.
import { expect, test, vi } from 'vitest';
import { at, collection, make, open } from '../../testing/harness.ts';
import { fine, get, monitored, requestRuns, schedule, target } from '../../testing/monitored.ts';

vi.setConfig({ testTimeout: 60_000 });

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
