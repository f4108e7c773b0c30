// Tests of the state store on a real disk: its files, their modes, and what a damaged one says.
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { nodeDisk } from '../disk/disk.ts';
import { type Backend, describeStateStore, emptyState, recorded } from '../testing/contract.ts';
import { runOn } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';

const root = await mkdtemp(join(tmpdir(), 'postform-state-'));
let folders = 0;
const newPath = () => join(root, String(++folders), '.postform', 'staging.state');
const request = { operation: 'apply', initial: () => emptyState() };
afterAll(() => rm(root, { recursive: true, force: true }));

function backend(disk: typeof nodeDisk, path: string): Backend {
  return {
    connect: () => runOn(disk, path).store,
    breakLock: async () => {
      const { store } = runOn(disk, path);
      await store.releaseLock((await store.showLock())?.id ?? 'none');
    },
  };
}

describeStateStore('the file backend on the real disk', async () => backend(nodeDisk, newPath()));
describeStateStore('the file backend on the simulated disk', async () => backend(new SimDisk(), '/p/staging.state'));

describe('the files of a state', () => {
  it('are private: files 0600, folder 0700', async () => {
    const path = newPath();
    const lease = await runOn(nodeDisk, path).store.lock(request);
    await lease.append({ type: 'intent-closed', address: 'mock.a' });
    const modes = async (paths: readonly string[]) =>
      Promise.all(paths.map(async (one) => (await stat(one)).mode & 0o777));
    expect(await modes([path, `${path}.journal`, `${path}.lock`])).toEqual([0o600, 0o600, 0o600]);
    expect(await modes([join(path, '..')])).toEqual([0o700]);
    await lease.release();
    expect(await modes([path])).toEqual([0o600]);
  });

  it('are one after a release: the journal is folded, the lock is gone, no temp file stays', async () => {
    const path = newPath();
    const lease = await runOn(nodeDisk, path).store.lock(request);
    await lease.append({ type: 'records', records: { 'mock.a': recorded('1') } });
    await lease.release();
    expect(await readdir(join(path, '..'))).toEqual(['staging.state']);
    expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({
      serial: 1,
      resources: { 'mock.a': { current: { id: '1' } } },
    });
  });

  it('are decoded once by a run, and again where another run has written, or damaged, them', async () => {
    const disk = new SimDisk();
    const recordOne = async (id: string): Promise<void> => {
      const lease = await runOn(disk, '/p/s').store.lock(request);
      await lease.append({ type: 'records', records: { 'mock.a': recorded(id) } });
      await lease.release();
    };
    await recordOne('1');
    const { store } = runOn(disk, '/p/s');
    const recordNow = async () => (await store.load())?.resources['mock.a'];
    const first = await recordNow();
    const lease = await store.lock(request);
    expect(lease.state().resources['mock.a']).toBe(first);
    await lease.release();
    await recordOne('2');
    expect(await recordNow()).toEqual(recorded('2'));
    disk.put('/p/s', new TextDecoder().decode(await disk.read('/p/s')).replace('7-2', '7-3'));
    await expect(store.load()).rejects.toMatchObject({ code: 'E_STATE_CORRUPT' });
  });

  it('are not written by a run that records nothing', async () => {
    const disk = new SimDisk();
    await (await runOn(disk, '/p/s').store.lock(request)).release();
    disk.operations.length = 0;
    await (await runOn(disk, '/p/s').store.lock(request)).release();
    const written = disk.operations.filter(({ name }) => name !== 'remove').map(({ path }) => path);
    expect(written.filter((path) => !path.startsWith('/p/s.lock') && path !== '/p')).toEqual([]);
  });

  it('of somebody else are refused as E_STATE_FOREIGN and stay as they are, the lock free', async () => {
    const disk = new SimDisk();
    disk.put('/p/s', '{"terraform_version":"1.11.4"}');
    const { store } = runOn(disk, '/p/s');
    await expect(store.load()).rejects.toMatchObject({
      code: 'E_STATE_FOREIGN',
      message: expect.stringContaining('/p/s'),
    });
    await expect(store.lock(request)).rejects.toMatchObject({ code: 'E_STATE_FOREIGN' });
    expect(disk.text('/p/s')).toBe('{"terraform_version":"1.11.4"}');
    expect(disk.paths()).toEqual(['/p/s']);
  });

  it('are not made anew where a journal is left without its state', async () => {
    const disk = new SimDisk();
    const lease = await runOn(disk, '/p/s').store.lock(request);
    await lease.append({ type: 'intent-closed', address: 'mock.a' });
    const dead = disk.afterKill();
    await dead.remove('/p/s');
    const next = runOn(dead, '/p/s', { isAlive: () => false });
    await expect(next.store.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_CORRUPT',
      message: expect.stringContaining('missing'),
    });
    expect(dead.paths()).toEqual(['/p/s.journal']);
  });

  it('are read whole by a reader without the lock while another run appends and folds', async () => {
    const path = newPath();
    const writer = runOn(nodeDisk, path).store;
    const reader = runOn(nodeDisk, path).store;
    let writing = true;
    const done = (async () => {
      for (let n = 0; n < 30; n++) {
        const lease = await writer.lock(request);
        for (let k = 1; k <= 3; k++)
          await lease.append({ type: 'records', records: { 'mock.a': recorded(String(3 * n + k)) } });
        await lease.release();
      }
      writing = false;
    })();
    let last = 0;
    while (writing) {
      const state = await reader.load();
      expect(Number(state?.resources['mock.a']?.current?.id ?? 0)).toBe(state?.serial ?? 0);
      expect(state?.serial ?? 0).toBeGreaterThanOrEqual(last);
      last = state?.serial ?? 0;
    }
    await done;
    expect((await reader.load())?.serial).toBe(90);
  });

  it('let a run pass over an empty journal and a torn first line', async () => {
    const path = newPath();
    await (await runOn(nodeDisk, path).store.lock(request)).release();
    for (const torn of ['', '{"postform":"jour', '{"postform":"journal","format":1,\0\0\n']) {
      await writeFile(`${path}.journal`, torn);
      expect((await runOn(nodeDisk, path).store.load())?.serial).toBe(0);
      const lease = await runOn(nodeDisk, path).store.lock(request);
      await lease.release();
      expect(await readdir(join(path, '..'))).toEqual(['staging.state']);
    }
  });
});

describe('a journal of garbage', () => {
  it('stops reader and writer as E_STATE_CORRUPT, and stays', async () => {
    const path = newPath();
    await (await runOn(nodeDisk, path).store.lock(request)).release();
    await writeFile(`${path}.journal`, 'garbage\n');
    const refusal = { code: 'E_STATE_CORRUPT', hint: expect.stringContaining('postform import ADDRESS ID') };
    await expect(runOn(nodeDisk, path).store.load()).rejects.toMatchObject(refusal);
    await expect(runOn(nodeDisk, path).store.lock(request)).rejects.toMatchObject(refusal);
    expect(await readFile(`${path}.journal`, 'utf8')).toBe('garbage\n');
  });
});

describe('the price of recording a step', () => {
  it('is its own bytes and one sync, whatever the size of the state', async () => {
    const cost = async (resources: number) => {
      const disk = new SimDisk();
      const initial = () => ({
        ...emptyState(),
        resources: Object.fromEntries(Array.from({ length: resources }, (_, n) => [`mock.m${n}`, recorded(String(n))])),
      });
      const lease = await runOn(disk, '/p/s').store.lock({ operation: 'apply', initial });
      await lease.append({ type: 'intent-closed', address: 'mock.m1' });
      const before = disk.text('/p/s.journal')?.length ?? 0;
      disk.operations.length = 0;
      await lease.append({
        type: 'step-done',
        step: 's1',
        address: 'mock.m1',
        records: { 'mock.m1': recorded('new') },
      });
      return { bytes: (disk.text('/p/s.journal')?.length ?? 0) - before, operations: disk.operations };
    };
    const small = await cost(1);
    const large = await cost(2_000);
    expect(large).toEqual(small);
    expect(small.operations.map(({ name }) => name)).toEqual(['write', 'sync']);
  });

  it('stays constant over a long run: the journal is folded when it outgrows the snapshot', async () => {
    const disk = new SimDisk();
    const lease = await runOn(disk, '/p/s').store.lock(request);
    const itemIds = { '/item': 'x'.repeat(60_000) };
    let longest = 0;
    for (let n = 0; n < 30; n++) {
      await lease.append({ type: 'records', records: { 'mock.a': recorded(String(n), {}, itemIds) } });
      longest = Math.max(longest, disk.text('/p/s.journal')?.length ?? 0);
      expect((await runOn(disk, '/p/s').store.load())?.resources['mock.a']?.current?.id).toBe(String(n));
    }
    expect(longest).toBeLessThan(256 * 1024);
    expect(disk.operations.filter(({ name, path }) => name === 'rename' && path === '/p/s')).toHaveLength(7);
    await lease.release();
  });
});
