// Ports in memory: time passes by sleeping, the newest evidence wins, and the same run gives the same ids.
import { expect, it } from 'vitest';
import { firstState } from '../model/state.ts';
import { memoryBackupStore, memoryClock, memoryEvidenceStore, memoryRandom } from './ports.ts';
import { memoryStateStore } from './state-store.ts';

const PLACE = { workspace: 'w', stack: 's' };

it('time passes by sleeping, and an aborted sleep does not pass', async () => {
  const clock = memoryClock(1_000);
  await clock.sleep(500);
  await expect(clock.sleep(500, AbortSignal.abort(new Error('stop')))).rejects.toThrow('stop');
  expect(clock.nowMs()).toBe(1_500);
});

it('ids are new each time, and the same in the next run', () => {
  const [some, others] = [memoryRandom(), memoryRandom()];
  const ids = [some.uuid(), some.uuid()];
  expect(new Set(ids).size).toBe(2);
  expect([others.uuid(), others.uuid()]).toEqual(ids);
  expect(some.bytes(4)).toHaveLength(4);
});

it('the newest evidence wins, unless it is of the future; the cycle that began last, too', async () => {
  const evidence = memoryEvidenceStore(memoryClock(100));
  const at = (ms: number) => ({ 'box.a': { at: ms, how: 'body', id: 'a' } }) as const;
  await evidence.merge(at(50), { sinceMs: 40 });
  await evidence.merge(at(40), { sinceMs: 30 });
  expect(await evidence.load()).toEqual(at(50));
  expect(await evidence.cycle()).toEqual({ sinceMs: 40 });
  await evidence.merge(at(200));
  await evidence.merge(at(60));
  expect(await evidence.load()).toEqual(at(60));
});

it('a body is kept under a path of its own each time', async () => {
  const backups = memoryBackupStore();
  const paths = [await backups.keep('box.a', 'a', { n: 1 }), await backups.keep('box.a', 'a', { n: 2 })];
  expect(paths.map((path) => backups.bodies.get(path))).toEqual([{ n: 1 }, { n: 2 }]);
});

it('E_MEMORY_LOCKED: a state takes one run at a time', async () => {
  const store = memoryStateStore();
  const request = { operation: 'apply', initial: () => firstState({ random: memoryRandom() }, PLACE) };
  const lease = await store.lock(request);
  await expect(store.lock(request)).rejects.toMatchObject({ code: 'E_MEMORY_LOCKED', category: 'locked' });
  await lease.release();
  await (await store.lock(request)).release();
});
