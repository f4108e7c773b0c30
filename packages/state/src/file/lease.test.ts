// Tests of the lease: it writes only while it holds the lock, and folds a long journal.
import type { Lease } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import type { Disk } from '../disk/disk.ts';
import { recorded } from '../testing/contract.ts';
import { heldElsewhere, NOON, PATH, request } from '../testing/held.ts';
import { handClock, runOn } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';

describe('a lease', () => {
  it('is moved on by the heartbeat, in place', async () => {
    const { disk, other, clock } = await heldElsewhere();
    const before = disk.text(`${PATH}.lock`) ?? '';
    clock.set(NOON + 41_000);
    other.beat();
    await expect.poll(async () => (await other.store.showLock())?.expiresAtMs).toBe(NOON + 161_000);
    expect(disk.text(`${PATH}.lock`)).toHaveLength(before.length);
  });

  it('is moved on by appending too, where the heartbeat did not come', async () => {
    const { other, lease, clock } = await heldElsewhere();
    clock.set(NOON + 39_000);
    await lease.append({ type: 'intent-closed', address: 'mock.a' });
    expect((await other.store.showLock())?.expiresAtMs).toBe(NOON + 120_000);
    clock.set(NOON + 41_000);
    await lease.append({ type: 'intent-closed', address: 'mock.a' });
    expect((await other.store.showLock())?.expiresAtMs).toBe(NOON + 161_000);
  });

  it('makes durable at once what comes at the same moment, in the order of the calls', async () => {
    const disk = new SimDisk();
    const lease = await runOn(disk, PATH).store.lock(request);
    disk.operations.length = 0;
    const ids = ['1', '2', '3', '4', '5', '6', '7', '8'];
    const records = (id: string) => ({ [`mock.m${id}`]: recorded(id), 'mock.last': recorded(id) });
    await Promise.all(ids.map((id) => lease.append({ type: 'records', records: records(id) })));
    expect(disk.operations.filter(({ name }) => name === 'sync').length).toBeLessThanOrEqual(2);
    expect(await runOn(disk, PATH).store.load()).toMatchObject({
      serial: 8,
      resources: { 'mock.m1': recorded('1'), 'mock.last': recorded('8') },
    });
  });

  it('writes none of them where the lock is lost, and tells each of them', async () => {
    const { disk, lease, clock } = await heldElsewhere();
    clock.set(NOON + 3_600_000);
    await runOn(disk, PATH, { clock }).store.lock(request);
    const entry = { type: 'intent-closed', address: 'mock.a' } as const;
    const ended = await Promise.allSettled([lease.append(entry), lease.append(entry)]);
    expect(ended.map((one) => one.status === 'rejected' && one.reason.code)).toEqual([
      'E_STATE_LEASE_LOST',
      'E_STATE_LEASE_LOST',
    ]);
    expect(disk.paths()).not.toContain(`${PATH}.journal`);
  });

  it('that ended in sleep is taken up again where nobody came', async () => {
    const { other, lease, clock, disk } = await heldElsewhere();
    clock.set(NOON + 3_600_000);
    await lease.append({ type: 'records', records: { 'mock.a': recorded('1') } });
    expect((await other.store.showLock())?.expiresAtMs).toBe(NOON + 3_720_000);
    await lease.release();
    expect(disk.paths()).toEqual([PATH]);
  });

  it('that ended in sleep is lost where somebody came, and nothing is written any more', async () => {
    const { disk, lease, clock } = await heldElsewhere();
    clock.set(NOON + 3_600_000);
    const next = await runOn(disk, PATH, { clock }).store.lock(request);
    await next.append({ type: 'records', records: { 'mock.a': recorded('theirs') } });
    const before = disk.text(`${PATH}.journal`);
    await expect(lease.append({ type: 'records', records: { 'mock.a': recorded('ours') } })).rejects.toMatchObject({
      code: 'E_STATE_LEASE_LOST',
      category: 'locked',
    });
    await lease.release();
    expect(disk.text(`${PATH}.journal`)).toBe(before);
    await next.release();
    expect((await runOn(disk, PATH).store.load())?.resources['mock.a']?.current?.id).toBe('theirs');
  });

  it('stays lost when the successor has left again', async () => {
    const { disk, lease, clock } = await heldElsewhere();
    clock.set(NOON + 3_600_000);
    await (await runOn(disk, PATH, { clock }).store.lock(request)).release();
    await expect(lease.append({ type: 'intent-closed', address: 'mock.a' })).rejects.toMatchObject({
      code: 'E_STATE_LEASE_LOST',
    });
    await expect(lease.append({ type: 'intent-closed', address: 'mock.a' })).rejects.toMatchObject({
      code: 'E_STATE_LEASE_LOST',
    });
    expect(disk.paths()).toEqual([PATH]);
  });

  it('warns once and goes on where the heartbeat cannot reach the disk', async () => {
    const { disk, other, lease, clock } = await heldElsewhere();
    clock.set(NOON + 41_000);
    disk.refuse = () => 'EIO';
    other.beat();
    await expect.poll(() => other.warnings()).toHaveLength(1);
    expect(other.warnings()[0]).toContain('EIO');
    disk.refuse = () => undefined;
    await lease.append({ type: 'intent-closed', address: 'mock.a' });
  });

  it.each([
    ['runs out', { wallMs: 120_000, ownMs: 120_000 }],
    ['runs out by the wall clock, while the other stood still in a sleeping machine', { wallMs: 120_000, ownMs: 0 }],
    ['runs out by the other clock, while the wall clock was set back', { wallMs: -3_600_000, ownMs: 120_000 }],
  ])('that %s is not held from that moment on, and is again once it was renewed', async (_, { wallMs, ownMs }) => {
    const disk = new SimDisk();
    const clock = handClock(NOON);
    let monotonicMs = 5;
    const mine = runOn(disk, PATH, { clock, monotonicMs: () => monotonicMs });
    const lease = await mine.store.lock(request);
    expect(lease.holds()).toBe(true);
    clock.set(NOON + wallMs - Math.sign(wallMs));
    monotonicMs = 5 + Math.max(0, ownMs - 1);
    expect(lease.holds()).toBe(true);
    clock.set(NOON + wallMs);
    monotonicMs = 5 + ownMs;
    expect(lease.holds()).toBe(false);
    await lease.append({ type: 'intent-closed', address: 'mock.a' });
    expect(lease.holds()).toBe(true);
    await lease.release();
    expect(lease.holds()).toBe(false);
  });

  it('of a run that waited long for the lock is as long as any other', async () => {
    const { disk, lease, clock } = await heldElsewhere();
    const sleep = async (): Promise<void> => {
      clock.set(NOON + 500_000);
      await lease.release();
    };
    const next = runOn(disk, PATH, { clock: { ...clock, sleep }, lockTimeoutMs: 900_000 });
    await next.store.lock(request);
    expect((await next.store.showLock())?.expiresAtMs).toBe(NOON + 620_000);
  });

  it.each(['write', 'sync'] as const)(
    'that is lost during the %s of an entry makes it fail, and nobody reads what it wrote',
    async (operation) => {
      const disk = new SimDisk();
      const clock = handClock(NOON);
      let holdUp: (() => Promise<void>) | undefined;
      const slow = heldUpIn(disk, operation, async () => holdUp?.());
      const lease = await runOn(slow, PATH, { clock, hostname: 'host-b' }).store.lock(request);
      await lease.append({ type: 'records', records: { 'mock.a': recorded('1') } });
      let next: Lease | undefined;
      holdUp = async () => {
        clock.set(NOON + 3_600_000);
        next = await runOn(disk, PATH, { clock }).store.lock(request);
        await next.append({ type: 'records', records: { 'mock.a': recorded('theirs') } });
      };
      const late = lease.append({
        type: 'records',
        records: { 'mock.a': recorded('ours, and longer than what it would overwrite') },
      });
      await expect(late).rejects.toMatchObject({ code: 'E_STATE_LEASE_LOST', category: 'locked' });
      await lease.release();
      await next?.append({ type: 'records', records: { 'mock.b': recorded('theirs, too') } });
      await next?.release();
      const { resources } = (await runOn(disk, PATH).store.load())!;
      expect(Object.values(resources).map(({ current }) => current?.id)).toEqual(['theirs', 'theirs, too']);
      expect(disk.paths()).toEqual([PATH]);
    },
  );
});

/** The same disk, as a process sees it that is held up right before such an operation on the journal. */
function heldUpIn(disk: SimDisk, operation: 'write' | 'sync', holdUp: () => Promise<void>): Disk {
  return {
    ...disk,
    open: async (path, how) => {
      const file = await disk.open(path, how);
      if (path !== `${PATH}.journal`) return file;
      return {
        ...file,
        write: async (data, offset) => {
          if (operation === 'write') await holdUp();
          await file.write(data, offset);
        },
        sync: async () => {
          if (operation === 'sync') await holdUp();
          await file.sync();
        },
      };
    },
  };
}
