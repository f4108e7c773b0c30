// Tests of the shared store in files, with processes that are killed.
import { spawnSync } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Event } from '@postform/engine';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedStoreContract } from '../testing/shared-contract.ts';
import { fileSharedStore } from './file-store.ts';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'postform-shared-'));
});
afterAll(() => rmSync(dir, { recursive: true }));

const random = { uuid: () => randomUUID(), bytes: (n: number) => randomBytes(n) };
const events: Event[] = [];
const open = (at = dir, pid = process.pid) =>
  fileSharedStore({ dir: at, random, hostname: 'here', pid, emit: (event) => void events.push(event) });
const keep = (content: unknown) => () => ({ after: content, result: undefined });
const get = (before: unknown) => ({ after: before, result: before });

describe('the shared store in files', () => {
  sharedStoreContract(async () => open());

  it('makes its folder, one file per key, and leaves nothing else behind', async () => {
    const at = join(dir, 'new', 'one');
    await open(at).transact('month/team-1/2026-11', keep({ calls: 3 }));
    expect(readdirSync(at)).toEqual(['month-team-1-2026-11.json']);
    expect(JSON.parse(readFileSync(join(at, 'month-team-1-2026-11.json'), 'utf8'))).toEqual({ calls: 3 });
  });

  it('begins anew with one warning where a file is torn', async () => {
    const path = join(dir, 'torn.json');
    writeFileSync(path, '{"calls":');
    const store = open();
    expect(await store.transact('torn', (before) => ({ after: before, result: before }))).toBeUndefined();
    writeFileSync(path, '');
    expect(await store.transact('torn', (before) => ({ after: { calls: 1 }, result: before }))).toBeUndefined();
    expect(await store.transact('torn', get)).toEqual({ calls: 1 });
    const told = events.filter((event) => event.type === 'warning' && event.text.includes('torn.json'));
    expect(told).toHaveLength(1);
  });

  it('takes the lock of a killed process at once, and that of a sleeping one after a while', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    writeFileSync(join(dir, 'killed.json.lock'), `here ${pid} x`);
    const startedMs = performance.now();
    await open().transact('killed', keep({ n: 1 }));
    expect(performance.now() - startedMs).toBeLessThan(1_500);

    const lock = join(dir, 'asleep.json.lock');
    writeFileSync(lock, `here ${process.ppid} x`);
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, longAgo, longAgo);
    await open().transact('asleep', keep({ n: 1 }));
    expect(existsSync(lock)).toBe(false);
  });

  it('writes nothing once its lock was taken away, and tries again', async () => {
    let runs = 0;
    const result = await open().transact('stolen', (before) => {
      runs += 1;
      if (runs === 1) {
        writeFileSync(join(dir, 'stolen.json'), '{"by":"another"}');
        rmSync(join(dir, 'stolen.json.lock'));
      }
      return { after: { by: 'me', after: before }, result: before };
    });
    expect(runs).toBe(2);
    expect(result).toEqual({ by: 'another' });
  });

  it('a change that alters what it is given and then fails, or loses its lock, leaves what was', async () => {
    const store = open();
    await store.transact('altered', keep({ n: 1 }));
    const alter = (before: unknown) => Object.assign(before as object, { n: 9 });
    const fails = store.transact('altered', (before) => {
      alter(before);
      throw new Error('no such luck');
    });
    await expect(fails).rejects.toThrow('no such luck');
    await store.transact('altered', get);
    const seen: unknown[] = [];
    await store.transact('altered', (before) => {
      seen.push((before as { n: number }).n);
      alter(before);
      if (seen.length === 1) rmSync(join(dir, 'altered.json.lock'));
      return { after: { n: 2 }, result: undefined };
    });
    expect(seen).toEqual([1, 1]);
    expect(await store.transact('altered', get)).toEqual({ n: 2 });
  });

  it('rejects where the folder cannot be written', async () => {
    writeFileSync(join(dir, 'file'), '');
    await expect(open(join(dir, 'file', 'below')).transact('a', get)).rejects.toThrow(/ENOTDIR|EEXIST|ENOENT/);
  });

  it('removes months that are long over, and what killed processes left', async () => {
    const at = mkdtempSync(join(dir, 'old-'));
    const put = (name: string, days: number) => {
      writeFileSync(join(at, name), '{}');
      const then = new Date(Date.now() - days * 86_400_000);
      utimesSync(join(at, name), then, then);
    };
    put('month-team-2025-01.json', 500);
    put('month-team-2026-10.json', 30);
    put('windows.json.1-2.tmp', 1);
    put('letter.txt', 500);
    await open(at).transact('hello', keep({}));
    expect(readdirSync(at).sort()).toEqual(['hello.json', 'letter.txt', 'month-team-2026-10.json']);
  });
});
