// Tests of crashes: a run is stopped at every disk operation, and loses nothing that it acknowledged.
import { type Entry, type State, withEntry } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { emptyState, recorded } from '../testing/contract.ts';
import { chanceOf, runOn } from '../testing/seams.ts';
import { SimDisk } from '../testing/sim-disk.ts';
import { decodeJournal } from './journal.ts';
import { decodeSnapshot } from './snapshot.ts';

const PATH = '/p/staging.state';
const request = { operation: 'apply', initial: () => emptyState() };
const itemIds = { '/item': 'x'.repeat(700) };
const folding = { foldMinBytes: 3_000 };

/** Small entries, entries that make the journal fold in the middle, and three runs with a fold at the end of each. */
const RUNS: readonly (readonly Entry[])[] = [
  [
    {
      type: 'intent-opened',
      intent: { address: 'mock.a', op: 'create', name: 'A', sending: 'd', step: 's1', seenBefore: ['9'], at: 1 },
    },
    { type: 'step-done', step: 's1', address: 'mock.a', records: { 'mock.a': recorded('1') } },
  ],
  Array.from(
    { length: 5 },
    (_, n): Entry => ({ type: 'records', records: { [`mock.big${n}`]: recorded(String(n), {}, itemIds) } }),
  ),
  [
    { type: 'plan-begun', inProgress: { plan: 'p', done: [] }, records: {} },
    { type: 'step-done', step: 's1', address: 'mock.a', records: { 'mock.a': null } },
  ],
];

interface Told {
  /** The state after the last entry that was acknowledged; undefined while there is none. */
  acked: State | undefined;
  /** The state after the entry that was on its way when the run ended. */
  next: State | undefined;
}

/** Lets the runs loose on a disk and writes down what they were told; ends with the first thing that fails. */
async function play(disk: SimDisk, told: Told): Promise<void> {
  for (const entries of RUNS) {
    told.next = told.acked ?? emptyState();
    const lease = await runOn(disk, PATH, folding).store.lock(request);
    told.acked = lease.state();
    for (const entry of entries) {
      told.next = withEntry(told.acked, entry);
      await lease.append(entry);
      told.acked = told.next;
    }
    await lease.release();
  }
}

async function operationsOfAll(): Promise<number> {
  const disk = new SimDisk();
  await play(disk, { acked: undefined, next: undefined });
  const snapshots = disk.operations.filter(({ name, path }) => name === 'rename' && path === PATH);
  expect(snapshots, 'the first, one in the middle of a run, one at the end of each').toHaveLength(5);
  return disk.operations.length;
}

/** What was acknowledged, or one entry more; then another run can take over, write and leave. */
async function expectOldOrNew(disk: SimDisk, told: Told, where: string): Promise<void> {
  const found = await runOn(disk, PATH).store.load();
  expect([told.acked, told.next], where).toContainEqual(found);
  const next = runOn(disk, PATH, { isAlive: () => false });
  const lease = await next.store.lock(request);
  const before = found ?? emptyState();
  expect(lease.state(), where).toEqual(before);
  await lease.append({ type: 'records', records: { 'mock.after': recorded('after') } });
  const after = withEntry(before, { type: 'records', records: { 'mock.after': recorded('after') } });
  expect(await runOn(disk, PATH).store.load(), where).toEqual(after);
  await lease.release();
  expect(await runOn(disk, PATH).store.load(), where).toEqual(after);
  expect(
    disk.paths().filter((path) => !path.startsWith(`${PATH}.lock.`)),
    where,
  ).toEqual([PATH]);
}

describe('a run that is killed', () => {
  it('before, in or after any disk operation leaves the old state or the new one', async () => {
    const all = await operationsOfAll();
    for (let at = 0; at <= all; at++) {
      const disk = new SimDisk();
      disk.dieAt = at;
      const told: Told = { acked: undefined, next: undefined };
      await play(disk, told).catch(() => undefined);
      await expectOldOrNew(
        disk.afterKill(),
        told,
        `killed at operation ${at}: ${JSON.stringify(disk.operations.at(-1))}`,
      );
    }
  }, 60_000);

  it('together with the machine, at any operation and with any part of the unsynced bytes lost, does so too', async () => {
    const all = await operationsOfAll();
    for (let at = 0; at <= all; at++) {
      for (let seed = 0, seeds = 5; seed < seeds; seed++) {
        const disk = new SimDisk();
        disk.dieAt = at;
        const told: Told = { acked: undefined, next: undefined };
        await play(disk, told).catch(() => undefined);
        const last = disk.operations.at(-1);
        if (last?.name === 'sync' && last.path === `${PATH}.journal`) seeds = 30;
        const where = `power cut ${seed} at operation ${at}: ${JSON.stringify(disk.operations.at(-1))}`;
        await expectOldOrNew(disk.afterPowerCut(chanceOf(at * 100 + seed)), told, where);
      }
    }
  }, 60_000);

  it('twice, the second time while it picks up the pieces of the first, does so too', async () => {
    const all = await operationsOfAll();
    for (let at = 5; at < all; at += 3) {
      const first = new SimDisk();
      first.dieAt = at;
      const told: Told = { acked: undefined, next: undefined };
      await play(first, told).catch(() => undefined);
      for (let again = 0; again < 14; again++) {
        const second = first.afterKill();
        second.dieAt = again;
        const rest: Told = { ...told };
        await (async () => {
          const lease = await runOn(second, PATH, { isAlive: () => false }).store.lock(request);
          rest.acked = lease.state();
          rest.next = withEntry(rest.acked, { type: 'intent-closed', address: 'mock.a' });
          await lease.append({ type: 'intent-closed', address: 'mock.a' });
          rest.acked = rest.next;
          await lease.release();
        })().catch(() => undefined);
        await expectOldOrNew(second.afterKill(), rest, `killed at ${at}, then at ${again}`);
      }
    }
  }, 60_000);
});

describe('a journal of which only a part is there', () => {
  it('gives for every prefix of its bytes exactly the entries that are whole', async () => {
    const { snapshot, bytes, ends } = await sample();
    for (let length = 0; length <= bytes.length; length++) {
      const { entries, wholeBytes } = decodeJournal(bytes.subarray(0, length), snapshot, 'j');
      const whole = ends.filter((end) => end <= length).length;
      expect(entries.length, `${length} bytes`).toBe(whole);
      expect(wholeBytes).toBe(whole === 0 ? 0 : ends[whole - 1]);
    }
  });

  it('is refused with its line where any byte of it is wrong, and cut where only the end of the last line is', async () => {
    const { snapshot, bytes, ends } = await sample();
    for (let at = 0; at < bytes.length - 1; at++) {
      const wrong = bytes.slice();
      wrong[at] = (wrong[at] ?? 0) ^ 0x01;
      const read = () => decodeJournal(wrong, snapshot, 'j');
      expect(read, `byte ${at}`).toThrow(
        expect.objectContaining({ code: expect.stringMatching(/^E_STATE_(CORRUPT|NEWER)$/) }),
      );
      expect(read, `byte ${at}`).toThrow(/^j(:\d| has format)/);
    }
    const open = bytes.slice();
    open[bytes.length - 1] = 0x0b;
    expect(decodeJournal(open, snapshot, 'j').entries).toHaveLength(ends.length - 1);
  });

  it.each(['garbage', 'garbage\n', '{"serial":\n', '<<<<<<< HEAD\n'])(
    'is refused where it is, or ends in, what no write of ours can leave: %j',
    async (garbage) => {
      const { snapshot, bytes } = await sample();
      const tail = new TextEncoder().encode(garbage);
      const read = (wrong: Uint8Array) => () => decodeJournal(wrong, snapshot, 'j');
      expect(read(tail)).toThrow(/^j:1 is not the head of a journal/);
      expect(read(Buffer.concat([bytes, tail]))).toThrow(/^j:5 (is not an entry|does not match its checksum)/);
    },
  );

  it('is cut where the last blocks never reached the disk and read as zeros', async () => {
    const { snapshot, bytes, ends } = await sample();
    const lost = bytes.slice();
    lost.fill(0, (ends.at(-1) ?? 0) - 20);
    expect(decodeJournal(lost, snapshot, 'j').entries).toHaveLength(ends.length - 1);
    lost[lost.length - 1] = 10;
    expect(decodeJournal(lost, snapshot, 'j').entries).toHaveLength(ends.length - 1);
  });

  it('is refused where a broken line is followed by the rest of another one', async () => {
    const { snapshot, bytes, ends } = await sample();
    const wrong = Buffer.concat([bytes, Buffer.from('{"ser')]);
    wrong[(ends.at(-1) ?? 0) - 5] = 0;
    expect(() => decodeJournal(wrong, snapshot, 'j')).toThrow(/^j:4 does not match its checksum/);
  });

  it('is refused beside a snapshot that it does not continue', async () => {
    const { snapshot, bytes } = await sample();
    const older = { ...snapshot, check: '0000000000000000' };
    expect(() => decodeJournal(bytes, older, 'j')).toThrow(/^j:1 continues another state/);
    const stranger = { ...snapshot, state: { ...snapshot.state, lineage: 'other' } };
    expect(() => decodeJournal(bytes, stranger, 'j')).toThrow(
      /lineage lineage-1, serial 0; the state file has lineage other/,
    );
    expect(() => decodeJournal(bytes, undefined, 'j')).toThrow(/the state file itself is missing/);
  });
});

async function sample() {
  const disk = new SimDisk();
  const lease = await runOn(disk, PATH).store.lock(request);
  const ends: number[] = [];
  for (const id of ['1', 'ünï', '3']) {
    await lease.append({ type: 'records', records: { 'mock.a': recorded(id) } });
    ends.push(((await disk.read(`${PATH}.journal`)) ?? new Uint8Array()).length);
  }
  const bytes = (await disk.read(`${PATH}.journal`)) ?? new Uint8Array();
  return { bytes, ends, snapshot: decodeSnapshot((await disk.read(PATH)) ?? new Uint8Array(), PATH) };
}
