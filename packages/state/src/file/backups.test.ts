// Tests of backups: durable, private, and none replaces another.
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { handClock } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';
import { fileBackupStore } from './backups.ts';
import { keptBodies, keptBodyOf } from './kept-bodies.ts';

const clock = handClock(Date.UTC(2026, 10, 22, 21, 7, 14, 123));
const DIR = '/p/overwritten';

describe('a backup', () => {
  it('is named by time, address and id, and holds the body for people to read', async () => {
    const disk = new SimDisk();
    const path = await fileBackupStore({ dir: DIR, clock, disk }).keep('environment.orders', 'e-1', { name: 'Orders' });
    expect(path).toBe(`${DIR}/20261122T210714123Z-environment.orders-e-1.json`);
    expect(disk.text(path)).toBe('{\n  "name": "Orders"\n}\n');
  });

  it('says beside the body whose it is and why it was kept, where it is told', async () => {
    const disk = new SimDisk();
    const about = { why: 'deleted', workspace: 'w', redacted: true } as const;
    const path = await fileBackupStore({ dir: DIR, clock, disk }).keep('mock.a', 'm', { name: 'A' }, about);
    const at = '2026-11-22T21:07:14.123Z';
    expect(JSON.parse(disk.text(path) ?? '')).toEqual({
      name: 'A',
      _postform: { address: 'mock.a', id: 'm', at, ...about },
    });
    expect(await keptBodies(DIR, disk)).toEqual([
      {
        ...{ at, address: 'mock.a', id: 'm', why: 'deleted', workspace: 'w', isRedacted: true, body: { name: 'A' } },
        ...{ file: path.slice(DIR.length + 1), bytes: disk.text(path)?.length },
      },
    ]);
  });

  it('of an earlier version is known by its name, and what is no copy is left out', () => {
    const id = '0f3c2b1a-1111-4222-8333-444455556666';
    const body = '{"name":"A"}';
    const known = {
      at: '2026-11-22T21:07:14.123Z',
      address: 'environment.a-b',
      id,
      isRedacted: true,
      body: { name: 'A' },
    };
    expect(keptBodyOf(`20261122T210714123Z-environment.a-b-${id}.json`, body)).toEqual(known);
    expect(keptBodyOf(`20261122T210714123Z-environment.a-b-${id}-2.json`, body)).toEqual(known);
    expect(keptBodyOf('plan.json', body)).toBeUndefined();
    expect(keptBodyOf('plan.json', 'no JSON')).toBeUndefined();
    expect(keptBodyOf('a.json', '{"_postform":{"at":"x","id":"1","address":"../x"}}')).toBeUndefined();
  });

  it('never replaces another one', async () => {
    const disk = new SimDisk();
    const { keep } = fileBackupStore({ dir: DIR, clock, disk });
    const paths = await Promise.all([1, 2, 3].map((n) => keep('mock.a', 'm', { n })));
    expect(new Set(paths).size).toBe(3);
    expect(paths.map((path) => JSON.parse(disk.text(path) ?? '').n)).toEqual([1, 2, 3]);
    expect(paths.at(-1)).toMatch(/-m-3\.json$/);
  });

  it('has a name that every system takes', async () => {
    const path = await fileBackupStore({ dir: DIR, clock, disk: new SimDisk() }).keep(
      `mock.${'x'.repeat(300)}`,
      '7/../:?*',
      {},
    );
    expect(path.slice(DIR.length + 1)).toMatch(/^[A-Za-z0-9._-]{1,200}$/);
    expect(path.startsWith(`${DIR}/2026`)).toBe(true);
  });

  it('is private', async () => {
    const root = await mkdtemp(join(tmpdir(), 'postform-keep-'));
    const path = await fileBackupStore({ dir: join(root, 'a', 'overwritten'), clock }).keep('mock.a', 'm', {});
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect((await stat(join(path, '..'))).mode & 0o777).toBe(0o700);
    expect(await readdir(join(path, '..'))).toHaveLength(1);
    await rm(root, { recursive: true });
  });

  it('survives a power cut once its path is known', async () => {
    const disk = new SimDisk();
    const path = await fileBackupStore({ dir: DIR, clock, disk }).keep('mock.a', 'm', { n: 1 });
    expect(disk.afterPowerCut(() => 0).text(path)).toContain('"n": 1');
  });

  it('that cannot be written is E_STATE_DISK, which says that the object was not changed', async () => {
    const disk = new SimDisk();
    disk.refuse = ({ name }) => (name === 'sync' ? 'EIO' : undefined);
    await expect(fileBackupStore({ dir: DIR, clock, disk }).keep('mock.a', 'm', {})).rejects.toMatchObject({
      code: 'E_STATE_DISK',
      message: expect.stringContaining(`write a backup of mock.a to ${DIR}`),
    });
  });
});
