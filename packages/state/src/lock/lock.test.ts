// Tests of the lock: when a run waits, takes over, gives up, or loses it.
import { describe, expect, it } from 'vitest';
import { heldElsewhere, NOON, PATH, request } from '../testing/held.ts';
import { handClock, runOn } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';

describe('a lock that is held', () => {
  it('says who, since when, for what, until when, and which command releases it', async () => {
    const { disk, other } = await heldElsewhere();
    const id = (await other.store.showLock())?.id;
    const { store } = runOn(disk, PATH, { clock: handClock(NOON + 30_000) });
    await expect(store.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_LOCKED',
      category: 'locked',
      message:
        'Locked by bob@host-b (process 77) since 2026-11-22T12:00:00.000Z, 30 s ago, for apply. ' +
        `Its lease runs to 2026-11-22T12:02:00.000Z and is renewed while it lives. Lock file: ${PATH}.lock`,
      hint: expect.stringContaining(`postform lock release ${id}`),
    });
  });

  it('is shown as it is, and not at all where there is none', async () => {
    const { disk, lease, other } = await heldElsewhere();
    expect(await runOn(disk, PATH).store.showLock()).toEqual({
      id: expect.any(String),
      owner: 'bob@host-b',
      pid: 77,
      host: 'host-b',
      operation: 'apply',
      at: NOON,
      expiresAtMs: NOON + 120_000,
      isGone: false,
    });
    await lease.release();
    expect(await other.store.showLock()).toBeUndefined();
  });

  it('is waited for up to the timeout, and taken when it is given back', async () => {
    const { disk, lease } = await heldElsewhere();
    const clock = handClock(NOON);
    let tries = 0;
    const patient = { ...clock, sleep: async (ms: number) => (++tries === 3 ? lease.release() : clock.sleep(ms)) };
    const next = await runOn(disk, PATH, { clock: patient, lockTimeoutMs: 5_000 }).store.lock(request);
    expect(tries).toBe(3);
    await next.release();
  });

  it('is given up on after the timeout, not before', async () => {
    const { disk } = await heldElsewhere();
    const clock = handClock(NOON);
    await expect(runOn(disk, PATH, { clock, lockTimeoutMs: 5_100 }).store.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_LOCKED',
    });
    expect(clock.nowMs()).toBe(NOON + 5_100);
  });
});

describe('a lock whose holder is dead', () => {
  it('is taken over at once where the holder was a process of this host, with a warning', async () => {
    const disk = new SimDisk();
    const dead = await runOn(disk, PATH, { pid: 41 }).store.lock(request);
    await dead.append({ type: 'intent-closed', address: 'mock.a' });
    const next = runOn(disk, PATH, { isAlive: (pid) => pid !== 41 });
    const lease = await next.store.lock(request);
    expect(lease.state().serial).toBe(1);
    expect(next.warnings()).toEqual([
      'Took over the lock of ada@host-a (apply, since 2026-11-22T12:00:00.000Z): its process 41 is gone.',
    ]);
    await lease.release();
    expect(disk.paths()).toEqual([PATH]);
  });

  it('is shown as gone on its own host, and not on another one, which cannot know', async () => {
    const disk = new SimDisk();
    await runOn(disk, PATH, { pid: 41 }).store.lock(request);
    const on = (hostname: string) => runOn(disk, PATH, { hostname, isAlive: (pid) => pid !== 41 }).store.showLock();
    expect(await on('host-a')).toMatchObject({ isGone: true });
    expect(await on('host-b')).toMatchObject({ isGone: false });
  });

  it('is taken over where it carries our own process id but is not ours, as after a restart of a container', async () => {
    const disk = new SimDisk();
    await runOn(disk, PATH, { pid: 1 }).store.lock(request);
    const restarted = disk.afterKill();
    const text = restarted.text(`${PATH}.lock`) ?? '';
    restarted.put(`${PATH}.lock`, text.replace(/"id":"[^"]*"/, '"id":"of-the-life-before"'));
    await (await runOn(restarted, PATH, { pid: 1 }).store.lock(request)).release();
    await expect(runOn(disk, PATH, { pid: 1 }).store.lock(request)).rejects.toMatchObject({ code: 'E_STATE_LOCKED' });
  });

  it('is left alone on another host until its lease has ended and the settle time is over', async () => {
    const { disk } = await heldElsewhere();
    const at = (ms: number) => runOn(disk, PATH, { clock: handClock(NOON + ms), isAlive: () => false });
    await expect(at(129_999).store.lock(request)).rejects.toMatchObject({ code: 'E_STATE_LOCKED' });
    const next = at(130_000);
    await (await next.store.lock(request)).release();
    expect(next.warnings()[0]).toContain('its lease ended at 2026-11-22T12:02:00.000Z');
  });

  it('keeps the lease that was asked for', async () => {
    const disk = new SimDisk();
    await runOn(disk, PATH, { clock: handClock(NOON), leaseMs: 9_000, settleMs: 500 }).store.lock(request);
    const at = (ms: number) => runOn(disk, PATH, { clock: handClock(NOON + ms), settleMs: 500, hostname: 'other' });
    await expect(at(9_499).store.lock(request)).rejects.toMatchObject({ code: 'E_STATE_LOCKED' });
    await at(9_500).store.lock(request);
  });
});

describe('releasing a lock by its id', () => {
  it('removes that lock, whoever holds it, and the holder writes nothing more', async () => {
    const { disk, other, lease } = await heldElsewhere();
    await runOn(disk, PATH).store.releaseLock((await other.store.showLock())?.id ?? '');
    expect(await other.store.showLock()).toBeUndefined();
    await expect(lease.append({ type: 'intent-closed', address: 'mock.a' })).rejects.toMatchObject({
      code: 'E_STATE_LEASE_LOST',
    });
  });

  it('is refused where another lock is held or none', async () => {
    const { disk, other, lease } = await heldElsewhere();
    const id = (await other.store.showLock())?.id;
    await expect(runOn(disk, PATH).store.releaseLock('r0-0')).rejects.toMatchObject({
      code: 'E_STATE_LOCK_ID',
      message: `Lock not released: the lock has id ${id}, not r0-0.`,
    });
    expect((await other.store.showLock())?.id).toBe(id);
    await lease.release();
    await expect(runOn(disk, PATH).store.releaseLock('r0-0')).rejects.toMatchObject({
      code: 'E_STATE_NO_LOCK',
      message: 'Nobody holds the lock.',
    });
  });
});

describe('a lock file', () => {
  it('of somebody else is E_STATE_LOCK_UNREADABLE after a moment, and stays', async () => {
    const disk = new SimDisk();
    disk.put(`${PATH}.lock`, 'locked by hand');
    await expect(runOn(disk, PATH).store.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_LOCK_UNREADABLE',
      message: expect.stringContaining(`${PATH}.lock`),
    });
    const { store } = runOn(disk, PATH);
    await expect(store.showLock()).rejects.toMatchObject({ code: 'E_STATE_LOCK_UNREADABLE', category: 'locked' });
    await expect(store.releaseLock('r0-0')).rejects.toMatchObject({ code: 'E_STATE_LOCK_UNREADABLE' });
    expect(disk.text(`${PATH}.lock`)).toBe('locked by hand');
  });

  it('is made by exclusive create where the file system has no links', async () => {
    const disk = new SimDisk();
    disk.refuse = ({ name }) => (name === 'link' ? 'ENOTSUP' : undefined);
    const first = await runOn(disk, PATH).store.lock(request);
    await expect(runOn(disk, PATH).store.lock(request)).rejects.toMatchObject({ code: 'E_STATE_LOCKED' });
    await first.release();
    expect(disk.paths()).toEqual([PATH]);
    await runOn(disk, PATH, { pid: 41 }).store.lock(request);
    const next = await runOn(disk, PATH, { isAlive: (pid) => pid !== 41 }).store.lock(request);
    await next.release();
    expect(disk.paths()).toEqual([PATH]);
  });

  it('is cleared of what killed takers left beside it, but not of what a living one is making', async () => {
    const disk = new SimDisk();
    await runOn(disk, PATH, { pid: 41 }).store.lock(request);
    const record = disk.text(`${PATH}.lock`) ?? '';
    await disk.remove(`${PATH}.lock`);
    disk.put(`${PATH}.lock.after-long-gone`, record);
    disk.put(`${PATH}.lock.of-the-dead.tmp`, record);
    disk.put(`${PATH}.lock.of-the-living.tmp`, record.replace('"pid":41', '"pid":42'));
    await runOn(disk, PATH, { isAlive: (pid) => pid !== 41 }).store.lock(request);
    expect(disk.paths()).toEqual([PATH, `${PATH}.lock`, `${PATH}.lock.of-the-living.tmp`]);
  });

  it('that cannot be renamed over, as on Windows while it is open, still passes from hand to hand', async () => {
    const disk = new SimDisk();
    await runOn(disk, PATH, { pid: 41 }).store.lock(request);
    disk.refuse = ({ name, path }) => (name === 'rename' && path === `${PATH}.lock` ? 'EPERM' : undefined);
    const second = await runOn(disk, PATH, { pid: 42, isAlive: (pid) => pid !== 41 }).store.lock(request);
    await expect(runOn(disk, PATH, { isAlive: (pid) => pid !== 41 }).store.lock(request)).rejects.toMatchObject({
      code: 'E_STATE_LOCKED',
      message: expect.stringContaining('process 42'),
    });
    await second.append({ type: 'intent-closed', address: 'mock.a' });
    await second.release();
    const third = await runOn(disk, PATH, { pid: 43, isAlive: (pid) => pid !== 41 }).store.lock(request);
    expect(third.state().serial).toBe(1);
  });
});
