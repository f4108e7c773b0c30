// Tests of the clock: windows, months and waits that pass in milliseconds.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { at, open } from '../testing/harness.ts';
import { realClock } from './clock.ts';

const slow = (ms: number) => ({ faults: [{ on: { path: '^/me$' }, do: { kind: 'slow', ms } }] });

test('a virtual clock starts in 2026 and stands still', async () => {
  const { call } = await open({ clock: 'virtual' });
  const dates = [(await call('GET', '/me')).headers.get('date'), (await call('GET', '/me')).headers.get('date')];
  expect(dates).toEqual(Array(2).fill('Thu, 01 Jan 2026 00:00:00 GMT'));
});

test('a year of months and windows passes in milliseconds', async () => {
  const { call, control } = await open({ profile: 'strict', clock: 'virtual', month: 2, limits: 1 });
  const startedMs = performance.now();
  for (let month = 0; month < 12; month += 1) {
    expect((await call('GET', '/me')).status).toBe(200);
    expect((await call('GET', '/me')).status).toBe(429);
    await control('POST', 'clock', { advanceMs: 60_000 });
    expect((await call('GET', '/me')).status).toBe(429);
    await control('POST', 'clock', { advanceMs: 31 * 86_400_000 });
  }
  expect(at(await control('GET', 'limits'), 'month.name')).toBe('2026-12');
  expect(performance.now() - startedMs).toBeLessThan(5_000);
});

test('a wait of the emulator ends when the clock is moved past it, and not before', async () => {
  const { call, control } = await open({ clock: 'virtual', faults: slow(600_000).faults });
  let isDone = false;
  const answer = call('GET', '/me').then(({ status }) => {
    isDone = true;
    return status;
  });
  await expect.poll(async () => at(await control('GET', 'journal'), 'count')).toBe(1);
  await control('POST', 'clock', { advanceMs: 599_999 });
  expect(isDone).toBe(false);
  await control('POST', 'clock', { advanceMs: 1 });
  expect(await answer).toBe(200);
});

test('with autoAdvance the clock jumps over waits by itself', async () => {
  const { call, control } = await open({ clock: 'virtual', autoAdvance: true, faults: slow(600_000).faults });
  const startedMs = performance.now();
  expect((await call('GET', '/me')).status).toBe(200);
  expect(performance.now() - startedMs).toBeLessThan(5_000);
  expect(at(await control('GET', 'clock'), 'offsetMs')).toBe(600_000);
});

test('with a speed, time and waits pass so many times faster', async () => {
  const { call, control } = await open({ clock: 'virtual', speed: 10_000, faults: slow(600_000).faults });
  expect((await call('GET', '/me')).status).toBe(200);
  expect(Number(at(await control('GET', 'clock'), 'offsetMs'))).toBeGreaterThanOrEqual(600_000);
});

test('the speed can be changed on the way, and a wait already begun follows it', async () => {
  const { call, control } = await open({ clock: 'virtual', faults: slow(3_600_000).faults });
  const answer = call('GET', '/me');
  await expect.poll(async () => at(await control('GET', 'journal'), 'count')).toBe(1);
  await control('POST', 'clock', { speed: 100_000 });
  expect((await answer).status).toBe(200);
  await control('POST', 'clock', { speed: 0 });
  const { nowMs } = (await control('GET', 'clock')) as { nowMs: number };
  expect(at(await control('GET', 'clock'), 'nowMs')).toBe(nowMs);
});

test('a virtual clock goes on where it was after a restart, and so does its month', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-clock-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  const first = await open({ clock: 'virtual', dataDir });
  await first.control('POST', 'clock', { advanceMs: 40 * 86_400_000 });
  await first.call('GET', '/me');
  const shown = await first.control('GET', 'clock');
  await first.close();
  const second = await open({ clock: 'virtual', dataDir });
  expect(await second.control('GET', 'clock')).toEqual(shown);
  expect(at(await second.control('GET', 'limits'), 'month')).toMatchObject({ name: '2026-02', used: 1 });
});

test('a speed that cannot be is refused at start', async () => {
  await expect(open({ speed: -1 })).rejects.toThrow('speed: must be from 0');
});

test('a wait longer than any timer of Node does not end at once', async () => {
  let isOver = false;
  void realClock.wait(2 ** 31).then(() => {
    isOver = true;
  });
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isOver).toBe(false);
});
