// Tests of the lock on a data folder.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { open } from '../testing/harness.ts';

function directory(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-lock-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

function leave(dataDir: string, holder: object | string): void {
  const text = typeof holder === 'string' ? holder : JSON.stringify({ host: hostname(), ...holder });
  writeFileSync(join(dataDir, 'emulator.lock'), text);
}

test('a second emulator on a folder is refused and told why, and may have it afterwards', async () => {
  const dataDir = directory();
  const first = await open({ dataDir });
  const why = `the folder ${dataDir} is in use by the emulator of process ${process.pid}`;
  await expect(open({ dataDir })).rejects.toThrow(why);
  expect((await first.call('GET', '/me')).status).toBe(200);
  await first.close();
  await (await open({ dataDir })).close();
  expect(readdirSync(dataDir).filter((name) => name.includes('lock'))).toEqual([]);
});

test('a port in use gives the folder back', async () => {
  const dataDir = directory();
  const { emulator } = await open();
  await expect(open({ dataDir, port: Number(new URL(emulator.url).port) })).rejects.toThrow('EADDRINUSE');
  await open({ dataDir });
});

test('a lock of a live process is respected', async () => {
  const dataDir = directory();
  leave(dataDir, { pid: process.ppid });
  await expect(open({ dataDir })).rejects.toThrow(`in use by the emulator of process ${process.ppid}`);
});

test('a lock of another machine is respected', async () => {
  const dataDir = directory();
  leave(dataDir, { pid: 1, host: 'elsewhere.example.test' });
  await expect(open({ dataDir })).rejects.toThrow('process 1 on elsewhere.example.test');
});

test.each([
  ['a process that is gone', () => ({ pid: spawnSync(process.execPath, ['-e', '']).pid })],
  ['our own number in an earlier life', () => ({ pid: process.pid })],
  ['nobody, for it was never written', () => ''],
])('a lock of %s is taken over', async (_, holder) => {
  const dataDir = directory();
  leave(dataDir, holder());
  const harness = await open({ dataDir });
  expect((await harness.call('GET', '/me')).status).toBe(200);
});

test.runIf(existsSync('/proc/self/stat'))(
  'a lock whose process number now belongs to another is taken over (needs /proc)',
  async () => {
    const dataDir = directory();
    leave(dataDir, { pid: process.ppid, startTicks: '1' });
    await open({ dataDir });
  },
);
