// Tests of a disk that takes no more: nothing that was answered is lost, and the folder still opens.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator } from '../index.ts';
import { at, make, open } from '../testing/harness.ts';

const disk = vi.hoisted(() => ({ isFull: false }));

vi.mock('node:fs', async (actual) => {
  const fs = await actual<typeof import('node:fs')>();
  const writeSync = (file: number, data: string | Buffer, ...more: [number?]): number => {
    if (!disk.isFull) return fs.writeSync(file, data as Buffer, ...more);
    fs.writeSync(file, Buffer.from(data).subarray(0, 20)); // What still fits, as a full disk does.
    throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
  };
  return { ...fs, writeSync };
});

beforeEach(() => {
  disk.isFull = false;
});

function directory(): string {
  const dataDir = mkdtempSync(join(tmpdir(), 'emulator-full-'));
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }));
  return dataDir;
}

test('writes are answered 500 while the disk is full, and go to disk with the next one that fits', async () => {
  const dataDir = directory();
  const first = await open({ dataDir });
  await make(first, 'environment', { environment: { name: 'Before' } });
  disk.isFull = true;
  const refused = await first.call('POST', '/environments', { environment: { name: 'Meanwhile' } });
  expect(refused.status).toBe(500);
  disk.isFull = false;
  await make(first, 'environment', { environment: { name: 'After' } });
  const shown = (await first.call('GET', '/environments')).body;
  const lines = readFileSync(join(dataDir, 'journal-0.ndjson'), 'utf8').trim().split('\n');
  expect(() => lines.map((line) => JSON.parse(line) as unknown)).not.toThrow();
  await first.close();
  const second = await open({ dataDir });
  expect((await second.call('GET', '/environments')).body).toEqual(shown);
  expect(at(shown, 'environments.length')).toBe(3);
});

test('an emulator that ends with a full disk says so, and gives the folder back as it last was', async () => {
  const dataDir = directory();
  const first = await startEmulator({ dataDir });
  disk.isFull = true;
  await expect(first.close()).rejects.toThrow('no space left on device');
  disk.isFull = false;
  expect(readdirSync(dataDir)).toEqual(['journal-0.ndjson']);
  expect((await open({ dataDir })).workspace).toBe(first.workspace);
});
