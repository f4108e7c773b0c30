// Tests of the chain of locks: of several takers one wins, at whatever moment each of them stops.
import { describe, expect, it } from 'vitest';
import type { Disk } from '../disk/disk.ts';
import { SimDisk } from '../testing/sim-disk.ts';
import { isHeldBy, lockEnd, renew, takeFree, takeOver } from './lock-chain.ts';
import type { LockInfo } from './lock-record.ts';

const ROOT = '/p/x.lock';
const lock = (id: string): LockInfo => ({ id, owner: id, pid: 1, host: 'h', operation: 'o', at: 0, expiresAtMs: 1 });

/** A disk whose every operation waits for its turn; `schedule` decides whose comes next. */
function gated(disk: Disk, turn: () => Promise<void>): Disk {
  const wait =
    <A extends unknown[], R>(run: (...args: A) => Promise<R>) =>
    async (...args: A) => {
      await turn();
      return run(...args);
    };
  return {
    open: wait(async (...args: Parameters<Disk['open']>) => {
      const file = await disk.open(...args);
      return { ...file, read: wait(file.read), write: wait(file.write) };
    }),
    read: wait(disk.read),
    readNow: disk.readNow,
    link: wait(disk.link),
    rename: wait(disk.rename),
    remove: wait(disk.remove),
    makeFolder: disk.makeFolder,
    list: wait(disk.list),
    syncFolder: wait(disk.syncFolder),
  };
}

/** Runs the takers so that each step of one may come between any two of the other, as `choices` say (bit n: whose turn n is). */
async function interleave(disk: SimDisk, takers: readonly ((disk: Disk) => Promise<boolean>)[], choices: number) {
  const waiting = new Map<number, () => void>();
  let context = takers.length;
  const results = takers.map((take, n) =>
    take(gated(disk, () => new Promise((go) => waiting.set(n, go)))).finally(() => {
      context--;
    }),
  );
  for (let step = 0; context > 0; step++) {
    for (let rest = 0; rest < 20 && waiting.size < context; rest++) await Promise.resolve();
    const wanted = (choices >> (step % 24)) & 1;
    const [n] = waiting.has(wanted) ? [wanted] : [...waiting.keys()];
    if (n === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    const go = waiting.get(n);
    waiting.delete(n);
    go?.();
    for (let rest = 0; rest < 20; rest++) await Promise.resolve();
  }
  return Promise.all(results);
}

describe('of two that take the same lock', () => {
  it('exactly one wins a free one, in any order of their steps', async () => {
    for (let choices = 0; choices < 1 << 8; choices++) {
      const disk = new SimDisk();
      const won = await interleave(
        disk,
        [(d) => takeFree(d, ROOT, lock('A')), (d) => takeFree(d, ROOT, lock('B'))],
        choices,
      );
      expect(won.filter(Boolean), `choices ${choices}`).toHaveLength(1);
      expect((await lockEnd(disk, ROOT))?.info?.id).toBe(won[0] ? 'A' : 'B');
      expect([isHeldBy(disk, ROOT, 'A'), isHeldBy(disk, ROOT, 'B')]).toEqual(won);
    }
  });

  it('exactly one wins a stale one, in any order of their steps', async () => {
    for (let choices = 0; choices < 1 << 12; choices++) {
      const disk = new SimDisk();
      await takeFree(disk, ROOT, lock('S'));
      const take = (id: string) => (d: Disk) => takeOver(d, ROOT, lock('S'), lock(id));
      const won = await interleave(disk, [take('A'), take('B')], choices);
      expect(won.filter(Boolean), `choices ${choices}`).toHaveLength(1);
      expect((await lockEnd(disk, ROOT))?.info?.id).toBe(won[0] ? 'A' : 'B');
      expect([isHeldBy(disk, ROOT, 'A'), isHeldBy(disk, ROOT, 'B')]).toEqual(won);
    }
  });

  it('a late heartbeat of the old holder never changes the lock of the new one, in any order of their steps', async () => {
    for (let choices = 0; choices < 1 << 12; choices++) {
      const disk = new SimDisk();
      await takeFree(disk, ROOT, lock('S'));
      const beat = (d: Disk) => renew(d, ROOT, 'S', 999);
      const [taken] = await interleave(disk, [(d) => takeOver(d, ROOT, lock('S'), lock('A')), beat], choices);
      expect(taken).toBe(true);
      expect((await lockEnd(disk, ROOT))?.info, `choices ${choices}`).toEqual(lock('A'));
    }
  });

  it('the one who comes with an old view of the lock never gets what others have meanwhile', async () => {
    const disk = new SimDisk();
    await takeFree(disk, ROOT, lock('S'));
    expect(await takeOver(disk, ROOT, lock('S'), lock('A'))).toBe(true);
    expect(await takeOver(disk, ROOT, lock('S'), lock('B'))).toBe(false);
    expect(await takeOver(disk, ROOT, lock('A'), lock('C'))).toBe(true);
    expect(await takeOver(disk, ROOT, lock('A'), lock('B'))).toBe(false);
    await disk.remove(ROOT);
    expect(await takeOver(disk, ROOT, lock('C'), lock('B'))).toBe(false);
    expect(disk.paths()).toEqual([]);
  });
});
