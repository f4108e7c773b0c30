// Tests of the lock on a workspace, which states of several folders share.
import type { Entry } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import type { FileStateStoreOptions } from '../file/store.ts';
import { recorded } from '../testing/contract.ts';
import { NOON, request } from '../testing/held.ts';
import { handClock, runOn } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';

const A = '/clone-a/.postform/default.state';
const B = '/clone-b/.postform/default.state';
const workspaceLock = { folder: '/home/locks', baseUrl: 'https://api.example.com', workspace: 'w-1' };
const create: Entry = {
  type: 'intent-opened',
  intent: { address: 'mock.a', op: 'create', step: 'mock.a:create', sending: 'd', seenBefore: [], at: NOON },
};

function machine() {
  const disk = new SimDisk();
  const clock = handClock(NOON);
  const on = (path: string, more: Partial<FileStateStoreOptions> = {}) =>
    runOn(disk, path, { clock, workspaceLock, ...more });
  return { disk, clock, on };
}

describe('the lock of a workspace', () => {
  it('is held against runs on another state, which are told on which', async () => {
    const { on } = machine();
    const mine = await on(A).store.lock(request);
    const theirs = on(B).store;
    await expect(theirs.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_WORKSPACE_LOCKED',
      category: 'locked',
      message: expect.stringContaining(`working on ${A}`),
    });
    expect(await theirs.showLock()).toBeUndefined();
    await mine.release();
    await (await theirs.lock(request)).release();
  });

  it('is waited for as long as --lock-timeout says', async () => {
    const { on, clock } = machine();
    const mine = await on(A).store.lock(request);
    const sleep = async (): Promise<void> => {
      clock.set(clock.nowMs() + 250);
      await mine.release();
    };
    await (await on(B, { clock: { ...clock, sleep }, lockTimeoutMs: 1_000 }).store.lock(request)).release();
  });

  it.each([
    ['another workspace', { workspace: 'w-2' }],
    ['another server', { baseUrl: 'http://127.0.0.1:4010' }],
    ['another user', { folder: '/other/locks' }],
  ])('is none for %s', async (_, place) => {
    const { on } = machine();
    await on(A).store.lock(request);
    await (await on(B, { workspaceLock: { ...workspaceLock, ...place } }).store.lock(request)).release();
  });

  it('of a process that is gone is taken over at once, and of the own state without a second word', async () => {
    const { on } = machine();
    await on(A, { pid: 41 }).store.lock(request);
    const isAlive = (pid: number): boolean => pid !== 41;
    const same = on(A, { isAlive });
    await (await same.store.lock(request)).release();
    expect(same.warnings()).toHaveLength(1);
    await on(A, { pid: 41 }).store.lock(request);
    const other = on(B, { isAlive });
    await (await other.store.lock(request)).release();
    expect(other.warnings()).toEqual([expect.stringContaining('Took over')]);
  });

  it('that was lost keeps the run from writing and from sending', async () => {
    const { on, clock } = machine();
    const mine = await on(A, { hostname: 'host-b' }).store.lock(request);
    expect(mine.holds()).toBe(true);
    clock.set(NOON + 3_600_000);
    expect(mine.holds()).toBe(false);
    await on(B).store.lock(request);
    await expect(mine.append(create)).rejects.toMatchObject({ code: 'E_STATE_LEASE_LOST' });
    expect(mine.holds()).toBe(false);
  });

  it('is asked for once by all that is written at the same moment', async () => {
    const { disk, on } = machine();
    const asked: string[] = [];
    const readNow = (path: string) => {
      if (/^\/home\/.*\.lock$/.test(path)) asked.push(path);
      return disk.readNow(path);
    };
    const lease = await on(A, { disk: { ...disk, readNow } }).store.lock(request);
    asked.length = 0;
    const entry = { type: 'intent-closed', address: 'mock.a' } as const;
    await Promise.all(Array.from({ length: 8 }, () => lease.append(entry)));
    expect(asked).toHaveLength(1);
  });

  it('is shown and released from any folder, and with the state of its own run', async () => {
    const { on } = machine();
    const lease = await on(A).store.lock(request);
    const shown = await on(B).store.showWorkspaceLock();
    expect(shown).toMatchObject({ place: A, operation: 'apply' });
    await on(B).store.releaseLock(shown!.id);
    expect(await on(B).store.showWorkspaceLock()).toBeUndefined();
    await expect(lease.append(create)).rejects.toMatchObject({ code: 'E_STATE_LEASE_LOST' });
    await lease.release();
    await on(A, { pid: 7 }).store.lock(request);
    await on(A).store.releaseLock((await on(A).store.showLock())!.id);
    await (await on(B).store.lock(request)).release();
  });

  it('is not needed where its folder cannot be written: a warning says so', async () => {
    const { on, disk } = machine();
    disk.refuse = ({ path }) => (path.startsWith('/home/') ? 'EROFS' : undefined);
    const run = on(A);
    const lease = await run.store.lock(request);
    await lease.append({ type: 'records', records: { 'mock.a': recorded('1') } });
    await lease.release();
    expect(run.warnings()).toEqual([expect.stringContaining('Runs in other folders may write to this workspace')]);
  });

  it('is not waited for after an interrupt', async () => {
    const { on, clock } = machine();
    await on(A).store.lock(request);
    const controller = new AbortController();
    const sleep = async (): Promise<void> => {
      controller.abort();
      throw controller.signal.reason;
    };
    const run = on(B, { clock: { ...clock, sleep }, lockTimeoutMs: 60_000, signal: controller.signal });
    await expect(run.store.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_INTERRUPTED',
      category: 'interrupted',
    });
    expect(await run.store.showLock()).toBeUndefined();
  });
});

describe('what a run on another state has just created', () => {
  it.each([
    ['is given time to show in the lists', B, [create], 10_000],
    ['is known to a run on the same state', A, [create], 0],
    ['is nothing after a run that created nothing', B, [], 0],
  ])('%s', async (_, next, entries, waitMs) => {
    const { on, clock } = machine();
    const lease = await on(A).store.lock(request);
    for (const entry of entries) await lease.append(entry);
    await lease.release();
    await (await on(next).store.lock(request)).release();
    expect(clock.nowMs()).toBe(NOON + waitMs);
  });

  it('is waited for once, however its run ended', async () => {
    const { on, clock } = machine();
    await (await on(A, { pid: 41 }).store.lock(request)).append(create);
    const isAlive = (pid: number): boolean => pid !== 41;
    clock.set(NOON + 60_000);
    for (const waitedMs of [10_000, 10_000]) {
      const run = on(B, { isAlive });
      await (await run.store.lock(request)).release();
      expect(clock.nowMs()).toBe(NOON + 60_000 + waitedMs);
    }
  });

  it('is not waited for longer than that, whatever a clock or a file says', async () => {
    const { on, clock, disk } = machine();
    await (await on(A).store.lock(request)).release();
    const mark = `${disk.paths().find((path) => path.startsWith('/home')) ?? ''}`;
    expect(mark).toBe('');
    const lease = await on(A).store.lock(request);
    await lease.append(create);
    await lease.release();
    const last = disk.paths().find((path) => path.endsWith('.last'))!;
    for (const [text, waitMs] of [
      [JSON.stringify({ place: A, atMs: NOON + 1e12, isOpen: false }), 10_000],
      ['not ours', 0],
      ['null', 0],
    ] as const) {
      disk.put(last, text);
      const fromMs = clock.nowMs();
      await (await on(B).store.lock(request)).release();
      expect(clock.nowMs() - fromMs).toBe(waitMs);
    }
  });
});
