import { describe, expect, it } from 'vitest';
import { handClock } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';
import { fileLedger } from './ledger.ts';

const PATH = '/p/ledger';
const NOVEMBER = Date.UTC(2026, 10, 22, 12);

function open(disk = new SimDisk()) {
  const clock = handClock(NOVEMBER);
  return { disk, clock, ledger: fileLedger({ path: PATH, clock, disk }) };
}

describe('the ledger', () => {
  it('is empty where there is none', async () => {
    expect(await open().ledger.month('team-1')).toEqual({ month: '2026-11', calls: 0, byDay: {}, byCommand: {} });
  });

  it('adds up the calls of a key by UTC month, by day and by command', async () => {
    const { clock, disk, ledger } = open();
    clock.set(Date.UTC(2026, 9, 31, 23, 59, 59, 999));
    await ledger.add({ key: 'team-1', command: 'drift', calls: 100 });
    clock.set(Date.UTC(2026, 10, 1));
    await ledger.add({ key: 'team-1', command: 'plan', calls: 3 });
    clock.set(NOVEMBER);
    await ledger.add({ key: 'team-1', command: 'plan', calls: 4 });
    await ledger.add({ key: 'team-1', command: 'apply', calls: 5 });
    await ledger.add({ key: 'user-2', command: 'apply', calls: 50 });
    expect(await open(disk).ledger.month('team-1')).toEqual({
      month: '2026-11',
      calls: 12,
      byDay: { '2026-11-01': 3, '2026-11-22': 9 },
      byCommand: { plan: 7, apply: 5 },
    });
    expect((await ledger.month('team-1', '2026-10')).calls).toBe(100);
    expect((await ledger.month('user-2')).calls).toBe(50);
  });

  it('costs one line and one sync for each addition, and none for no calls', async () => {
    const { disk, ledger } = open();
    await ledger.add({ key: 'k', command: 'plan', calls: 1 });
    disk.operations.length = 0;
    await ledger.add({ key: 'k', command: 'plan', calls: 1 });
    await ledger.add({ key: 'k', command: 'plan', calls: 0 });
    expect(disk.operations.map(({ name }) => name)).toEqual(['write', 'sync']);
    expect(disk.text(PATH)?.split('\n')).toHaveLength(4);
  });

  it('counts what was acknowledged, and at most what was on its way, after a kill or a power cut at any operation', async () => {
    for (let at = 0; at < 12; at++) {
      const { disk, ledger } = open();
      disk.dieAt = at;
      let told = 0;
      await (async () => {
        for (let n = 0; n < 3; n++) {
          await ledger.add({ key: 'k"{"at":"', command: 'plan', calls: 1 });
          told++;
        }
      })().catch(() => undefined);
      for (const left of [disk.afterKill(), disk.afterPowerCut(() => 0), disk.afterPowerCut(() => 0.99)]) {
        const next = open(left).ledger;
        const found = (await next.month('k"{"at":"')).calls;
        expect([told, told + 1]).toContain(found);
        await next.add({ key: 'k"{"at":"', command: 'plan', calls: 10 });
        expect((await next.month('k"{"at":"')).calls).toBe(found + 10);
      }
    }
  });

  it('that cannot be written is E_STATE_DISK with the calls that are missing in it', async () => {
    const { disk, ledger } = open();
    disk.refuse = ({ name }) => (name === 'write' ? 'ENOSPC' : undefined);
    await expect(ledger.add({ key: 'k', command: 'plan', calls: 14 })).rejects.toMatchObject({
      code: 'E_STATE_DISK',
      message: expect.stringContaining('14 calls of plan are missing in it'),
    });
  });

  it('takes no count that is not one', async () => {
    await expect(open().ledger.add({ key: 'k', command: 'plan', calls: 1.5 })).rejects.toThrow('report it');
  });
});
