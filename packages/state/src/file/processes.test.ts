// Tests with real processes that are killed, race for a lock, and share files.
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeDisk } from '../disk/disk.ts';
import { processIsAlive } from '../disk/process.ts';
import { emptyState } from '../testing/contract.ts';
import { compileWorker, startWorker, type Worker } from '../testing/processes.ts';
import { chanceOf, countingRandom, runOn } from '../testing/seams.ts';
import { fileEvidenceStore } from './evidence.ts';

let root = '';
let script = '';
const workers = new Set<Worker>();

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'postform-processes-'));
  script = await compileWorker();
}, 60_000);
afterAll(async () => {
  await Promise.all([...workers].map((worker) => worker.kill()));
  await rm(root, { recursive: true, force: true });
  await rm(dirname(script), { recursive: true, force: true });
});

async function start(): Promise<Worker> {
  const worker = await startWorker(script);
  workers.add(worker);
  return worker;
}

async function kill(worker: Worker): Promise<void> {
  workers.delete(worker);
  await worker.kill();
}

const isEnd = (line: string) => line === 'done' || line.startsWith('failed');
const acked = (worker: Worker) =>
  worker.lines.reduce((last, line) => (line.startsWith('ack ') ? Number(line.slice(4)) : last), -1);

describe('a process that is killed with SIGKILL', () => {
  it('leaves what it acknowledged or one entry more, sixty times over, and the next one goes on at once', async () => {
    const chance = chanceOf(20261122);
    const lane = async (name: string, rounds: number) => {
      const path = join(root, name, 'staging.state');
      let known = 0;
      let next = start();
      for (let round = 0; round < rounds; round++) {
        const worker = await next;
        next = start();
        worker.tell({ do: 'apply', path, runs: 1_000, lockTimeoutMs: 0 });
        const first = await worker.next((line) => line.startsWith('ack') || isEnd(line));
        expect(first, `round ${round} of ${name}`).toMatch(/^ack/);
        await sleep(chance() * 25);
        await kill(worker);
        const last = acked(worker);
        expect(last, `round ${round} of ${name}`).toBeGreaterThanOrEqual(known);
        const state = await runOn(nodeDisk, path).store.load();
        expect([last, last + 1], `round ${round} of ${name}`).toContain(state?.serial);
        known = state?.serial ?? 0;
        const ids = Object.values(state?.resources ?? {}).map(({ current }) => Number(current?.id));
        const newest = Array.from({ length: Math.min(7, known) }, (_, n) => known - n);
        expect(
          ids.sort((a, b) => b - a),
          `round ${round} of ${name}`,
        ).toEqual(newest);
      }
      await kill(await next);
      return known;
    };
    const lanes = await Promise.all([lane('kill-a', 20), lane('kill-b', 20), lane('kill-c', 20)]);
    expect(lanes.reduce((sum, entries) => sum + entries)).toBeGreaterThan(100);
  }, 120_000);
});

describe('processes that race', () => {
  it('for a stale lock: exactly one wins, whether its holder died here or its lease ended elsewhere', async () => {
    const racers = await Promise.all(Array.from({ length: 5 }, start));
    const gone = await start();
    await kill(gone);
    expect(processIsAlive(gone.pid)).toBe(false);
    for (let round = 0; round < 40; round++) {
      const path = join(root, `race-${round}`, 'staging.state');
      const dead = runOn(nodeDisk, path, round % 2 === 0 ? { pid: gone.pid } : { hostname: 'elsewhere' });
      await dead.store.lock({ operation: 'apply', initial: () => emptyState() });
      const atMs = Date.now() + 15;
      for (const racer of racers) racer.tell({ do: 'take', path, atMs });
      const ends = await Promise.all(racers.map((racer) => racer.next((line) => /^(won|lost)/.test(line))));
      expect(ends.sort(), `round ${round}`).toEqual([...Array(4).fill('lost E_STATE_LOCKED'), 'won']);
    }
    await Promise.all(racers.map(kill));
  }, 60_000);

  it('for one state in turn: every entry of each is there, in one line of serials', async () => {
    const path = join(root, 'turns', 'staging.state');
    const writers = await Promise.all(Array.from({ length: 3 }, start));
    for (const writer of writers) writer.tell({ do: 'apply', path, runs: 6, lockTimeoutMs: 50_000 });
    expect(await Promise.all(writers.map((writer) => writer.next(isEnd)))).toEqual(['done', 'done', 'done']);
    expect((await runOn(nodeDisk, path).store.load())?.serial).toBe(3 * 6 * 4);
    await Promise.all(writers.map(kill));
  }, 60_000);

  it('for the evidence: nobody loses what another one merged', async () => {
    const path = join(root, 'merge', 'staging.evidence');
    const names = ['a', 'b', 'c'];
    const mergers = await Promise.all(names.map(start));
    for (const [n, merger] of mergers.entries()) merger.tell({ do: 'evidence', path, name: names[n]!, times: 15 });
    expect(await Promise.all(mergers.map((merger) => merger.next(isEnd)))).toEqual(['done', 'done', 'done']);
    const clock = { nowMs: () => Date.now(), sleep: async () => undefined };
    const store = fileEvidenceStore({ path, clock, random: countingRandom(), hostname: 'host-a', pid: process.pid });
    const found = await store.load();
    expect(Object.keys(found)).toHaveLength(3 * 15 + 1);
    expect(found['mock.all']?.at).toBe(14);
    await Promise.all(mergers.map(kill));
  }, 60_000);

  it('for what they share: every change of each is there', async () => {
    const dir = join(root, 'shared');
    const sharers = await Promise.all(Array.from({ length: 3 }, start));
    for (const sharer of sharers) sharer.tell({ do: 'share', dir, times: 100 });
    expect(await Promise.all(sharers.map((sharer) => sharer.next(isEnd)))).toEqual(['done', 'done', 'done']);
    expect(JSON.parse(readFileSync(join(dir, 'sum.json'), 'utf8'))).toBe(300);
    await Promise.all(sharers.map(kill));
  }, 60_000);

  it('for what they share, killed in the middle: nobody is stuck, and nothing that was told is lost', async () => {
    const dir = join(root, 'shared-and-killed');
    for (let round = 0; round < 6; round++) {
      const [killed, other] = [await start(), await start()];
      for (const sharer of [killed, other]) sharer.tell({ do: 'share', dir, times: 200 });
      await killed.next((line) => line.startsWith('sum'));
      await kill(killed);
      expect(await other.next(isEnd)).toBe('done');
      await kill(other);
      const told = [killed, other].flatMap(({ lines }) => lines.filter((line) => line.startsWith('sum')));
      const most = Math.max(...told.map((line) => Number(line.slice(4))));
      expect(Number(readFileSync(join(dir, 'sum.json'), 'utf8'))).toBeGreaterThanOrEqual(most);
    }
  }, 60_000);
});
