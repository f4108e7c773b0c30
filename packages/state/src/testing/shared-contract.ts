// Tests the contract of a shared store; every backend runs it.
import type { SharedStore } from '@postform/engine';
import { expect, it } from 'vitest';

const add = (n: number) => (before: unknown) => {
  const after = { sum: ((before as { sum: number } | undefined)?.sum ?? 0) + n };
  return { after, result: after.sum };
};

/** `open` gives another door to the same data each time. */
export function sharedStoreContract(open: () => Promise<SharedStore>): void {
  it('gives what was kept to the next change, through any door, and keeps keys apart', async () => {
    const [one, other] = [await open(), await open()];
    expect(await one.transact('a/1', add(2))).toBe(2);
    expect(await other.transact('a/1', add(3))).toBe(5);
    expect(await other.transact('a/2', add(1))).toBe(1);
  });

  it('loses none of the changes that many make at once', async () => {
    const doors = await Promise.all(Array.from({ length: 5 }, open));
    await Promise.all(doors.flatMap((door) => Array.from({ length: 20 }, () => door.transact('many', add(1)))));
    expect(await doors[0]!.transact('many', add(0))).toBe(100);
  });

  it('forgets what a change leaves undefined', async () => {
    const store = await open();
    await store.transact('gone', add(1));
    await store.transact('gone', () => ({ after: undefined, result: undefined }));
    expect(await store.transact('gone', (before) => ({ after: before, result: before }))).toBeUndefined();
  });

  it('passes an error of the change on, and keeps what was', async () => {
    const store = await open();
    await store.transact('safe', add(1));
    const fail = () => {
      throw new Error('no such luck');
    };
    await expect(store.transact('safe', fail)).rejects.toThrow('no such luck');
    expect(await store.transact('safe', add(1))).toBe(2);
  });

  it('tells the time', async () => {
    const store = await open();
    const nowMs = await store.transact('time', (_, nowMs) => ({ after: undefined, result: nowMs }));
    expect(Math.abs(nowMs - Date.now())).toBeLessThan(5_000);
  });
}
