import { describe, expect, it } from 'vitest';
import { recorded } from '../testing/contract.ts';
import { heldElsewhere, NOON, PATH, request } from '../testing/held.ts';
import { runOn } from '../testing/seams.ts';

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
    await lease.append({ closed: 'mock.a' });
    expect((await other.store.showLock())?.expiresAtMs).toBe(NOON + 120_000);
    clock.set(NOON + 41_000);
    await lease.append({ closed: 'mock.a' });
    expect((await other.store.showLock())?.expiresAtMs).toBe(NOON + 161_000);
  });

  it('that ended in sleep is taken up again where nobody came', async () => {
    const { other, lease, clock, disk } = await heldElsewhere();
    clock.set(NOON + 3_600_000);
    await lease.append({ records: { 'mock.a': recorded('1') } });
    expect((await other.store.showLock())?.expiresAtMs).toBe(NOON + 3_720_000);
    await lease.release();
    expect(disk.paths()).toEqual([PATH]);
  });

  it('that ended in sleep is lost where somebody came, and nothing is written any more', async () => {
    const { disk, lease, clock } = await heldElsewhere();
    clock.set(NOON + 3_600_000);
    const next = await runOn(disk, PATH, { clock }).store.lock(request);
    await next.append({ records: { 'mock.a': recorded('theirs') } });
    const before = disk.text(`${PATH}.journal`);
    await expect(lease.append({ records: { 'mock.a': recorded('ours') } })).rejects.toMatchObject({
      code: 'E_STATE_LEASE_LOST',
      exit: 6,
    });
    await lease.release();
    expect(disk.text(`${PATH}.journal`)).toBe(before);
    await next.release();
    expect((await runOn(disk, PATH).store.load())?.resources['mock.a']?.id).toBe('theirs');
  });

  it('stays lost when the successor has left again', async () => {
    const { disk, lease, clock } = await heldElsewhere();
    clock.set(NOON + 3_600_000);
    await (await runOn(disk, PATH, { clock }).store.lock(request)).release();
    await expect(lease.append({ closed: 'mock.a' })).rejects.toMatchObject({ code: 'E_STATE_LEASE_LOST' });
    await expect(lease.append({ closed: 'mock.a' })).rejects.toMatchObject({ code: 'E_STATE_LEASE_LOST' });
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
    await lease.append({ closed: 'mock.a' });
  });
});
