// Tests of runs that take long, never end, fail, or cannot begin.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { at } from '../testing/harness.ts';
import { fine, get, monitored, requestRuns, target } from '../testing/monitored.ts';

vi.setConfig({ testTimeout: 60_000 });

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

test('a virtual clock does not jump over a run; one that stands still ends its wait when it is moved', async () => {
  const { url } = await target((_, response) => void setTimeout(() => response.end('late'), 1_000));
  const { harness, run, read } = await monitored([get(url)], {}, { clock: 'virtual', autoAdvance: true });
  expect((await run()).status).toBe(200);
  await harness.control('POST', 'clock', { autoAdvance: false });
  const running = run();
  await new Promise((resolve) => setTimeout(resolve, 100));
  await harness.control('POST', 'clock', { advanceMs: 300_000 });
  expect((await running).status).toBe(202);
  await expect.poll(async () => at(await read(), 'lastRun.status'), { timeout: 40_000 }).toBe('success');
});

test('an emulator that closes ends its runs', async () => {
  const { url } = await target(fine);
  const { harness, run } = await monitored([get(url, [], ['while (true) {}'])]);
  const running = run().catch(() => 'dropped');
  await new Promise((resolve) => setTimeout(resolve, 300));
  await harness.close();
  expect(await running).toBeDefined();
});

test('a reset ends the runs, and nothing of them is in the new world', async () => {
  const { url } = await target(fine);
  const { harness, run } = await monitored([get(url), get(url, [], ['while (true) {}'])]);
  const running = run();
  await new Promise((resolve) => setTimeout(resolve, 300));
  await harness.control('POST', 'reset');
  expect(at((await running).body, 'run.info.status')).toBe('aborted');
  expect(await requestRuns(harness)).toBe(0);
});

test('a library that throws makes the run an error and harms nobody else', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'runtime-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const monitorRuntime = join(folder, 'broken.cjs');
  writeFileSync(monitorRuntime, "throw new TypeError('broken');");
  const { harness, run } = await monitored([get('http://127.0.0.1:1')], {}, { monitorRuntime });
  const { status, body } = await run();
  expect([status, at(body, 'run.info.status'), at(body, 'run.stats.errorCount')]).toEqual([200, 'error', 1]);
  expect((await harness.call('GET', '/me')).status).toBe(200);
});

test('without the library a run answers 501 and names the package to install', async () => {
  const { run, read } = await monitored([get('http://127.0.0.1:1')], {}, { monitorRuntime: 'no-such-runtime' });
  const { status, body } = await run();
  expect([status, at(body, 'error.name')]).toEqual([501, 'notImplementedError']);
  expect(at(body, 'error.message')).toContain('npm install no-such-runtime');
  expect(await read()).not.toHaveProperty('lastRun');
});
