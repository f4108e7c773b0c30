// Refresh auto against the emulator, which counts: a drift job with 1/n of the calls has verified everything after n runs.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PLAN_OPTIONS, driftOf, forecastReads, type PlanRun, type Ports, runPlan } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, type JournalCall, makeHarness } from '../harness/harness.ts';
import { collection, environment, workspaceOf } from '../harness/team.ts';

/** A full refresh of it: the index, the list of mocks, and 14 bodies. */
const all = workspaceOf({ collections: 8, environments: 4, monitors: 2, mocks: 2 });
const full = 16;
const addresses = all.map(({ address }) => address);

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
  expect((await harness.apply(all)).end).toBe('done');
});
afterEach(() => harness.close());

interface Ran extends PlanRun {
  readonly sent: readonly JournalCall[];
  readonly drift: readonly string[];
}

async function driftIn(ports: Ports, wanted: readonly Authored[] = all): Promise<Ran> {
  const before = (await harness.calls()).count;
  const options = { ...DEFAULT_PLAN_OPTIONS, command: 'drift' as const };
  const forecast = await forecastReads(ports, harness.desired(wanted), options);
  const run = await runPlan(ports, harness.desired(wanted), options);
  const sent = (await harness.calls()).calls.filter((call) => call.n > before);
  expect(sent.length).toBe(run.readCalls);
  expect(forecast).toMatchObject({ price: { calls: sent.length }, ofCalls: full });
  expect(sent.every(({ method }) => method === 'GET')).toBe(true);
  return { ...run, sent, drift: driftOf(run.plan).map(({ address }) => address) };
}

const driftWith = (calls: number, wanted?: readonly Authored[]): Promise<Ran> =>
  driftIn(harness.limitedPorts(calls), wanted);

async function editByHand(address: string): Promise<void> {
  const { id } = (await harness.store.load())!.resources[address]!.current!;
  const [kind] = address.split('.');
  const set = kind === 'collection' ? { '/info/name': `${address} by hand` } : { '/name': `${address} by hand` };
  await harness.control('edit', { kind: kind!, id, set });
}

async function verifiedSince(ms: number): Promise<readonly string[]> {
  const entries = Object.entries(await harness.ports().evidence.load());
  return entries.filter(([, { at }]) => at >= ms).map(([address]) => address);
}

describe('A drift job with 1/n of the calls', () => {
  it.each([2, 4, 7])(
    'has verified every object, and found every edit, after n runs: n = %s',
    async (n) => {
      for (const address of addresses) await editByHand(address);
      const calls = Math.ceil(full / n);
      const sinceMs = Date.now();
      const found = new Set<string>();
      for (let run = 1; run <= n; run++) {
        const { sent, drift, coverage } = await driftWith(calls);
        expect(sent.length).toBeLessThanOrEqual(calls);
        for (const address of drift) found.add(address);
        expect(coverage.verified).toBeLessThan(addresses.length);
        const isFirstCycle = run <= Math.ceil(full / calls);
        if (isFirstCycle) expect(coverage.inCycle).toBe((await verifiedSince(sinceMs)).length);
      }
      expect([...found].sort()).toEqual([...addresses].sort());
      expect([...(await verifiedSince(sinceMs))].sort()).toEqual([...addresses].sort());
    },
    60_000,
  );

  it('is a full refresh where the budget holds one, with the calls of one', async () => {
    const { sent, coverage } = await driftWith(full);
    expect(sent.length).toBe(full);
    expect(coverage).toEqual({ verified: addresses.length, total: addresses.length });
    expect((await driftIn(harness.ports())).sent.length).toBe(full);
  });

  it('finds an edit first through its stamp, with calls that the cycle can do without', async () => {
    for (const address of ['collection.c7', 'environment.e3']) await editByHand(address);
    const { sent, drift, coverage } = await driftWith(7);
    expect(sent.map(({ path }) => path.split('?')[0])).toEqual(
      expect.arrayContaining(['/collections', '/environments']),
    );
    expect([...drift].sort()).toEqual(['collection.c7', 'environment.e3']);
    expect(coverage).not.toHaveProperty('suspicious');
  });

  it('names what a list says was changed, where it is more than it may read', async () => {
    const edited = addresses.filter((address) => address.startsWith('collection.'));
    for (const address of edited) await editByHand(address);
    const { drift, coverage } = await driftWith(7);
    expect([...drift, ...(coverage.suspicious ?? [])].sort()).toEqual([...edited].sort());
    expect(drift.length).toBeLessThan(edited.length);
  });

  it('verifies first what the files change', async () => {
    const wanted = [
      ...all.filter(({ address }) => address !== 'environment.e2' && address !== 'collection.c6'),
      environment('e2', 'Renamed', { n: '2' }),
      collection('c6', 'Renamed too'),
    ];
    const { plan } = await driftWith(4, wanted);
    const seen = plan.changes.filter(({ reason }) => reason !== 'unverified').map(({ address }) => address);
    expect(seen).toEqual(expect.arrayContaining(['environment.e2', 'collection.c6']));
  });

  it('that is killed loses nothing of what it had verified', async () => {
    let sent = 0;
    const hanging = harness.portsThrough((send) => (call, leaving) => {
      sent += 1;
      return sent <= 5 ? send(call, leaving) : new Promise(() => undefined);
    });
    const client = { ...hanging.client, allowance: async () => 8 };
    const sinceMs = Date.now();
    void runPlan({ ...hanging, client, parallelism: 1 }, harness.desired(all), {
      ...DEFAULT_PLAN_OPTIONS,
      command: 'drift',
    });
    await expect.poll(() => verifiedSince(sinceMs).then((seen) => seen.length), { timeout: 10_000 }).toBe(5);
    const before = await verifiedSince(sinceMs);
    const next = await driftWith(8);
    const again = next.plan.changes.filter(
      ({ address, reason }) => reason !== 'unverified' && before.includes(address),
    );
    expect(again).toEqual([]);
    await driftWith(8);
    expect([...(await verifiedSince(sinceMs))].sort()).toEqual([...addresses].sort());
  });

  it('that loses its evidence pays with calls, and with nothing else', async () => {
    await driftWith(4);
    const path = join(harness.dir, 'harness.evidence');
    expect(readFileSync(path, 'utf8')).toContain('"cycle"');
    rmSync(path);
    const sinceMs = Date.now();
    for (let run = 0; run < 4; run++) await driftWith(4);
    expect(existsSync(path)).toBe(true);
    expect([...(await verifiedSince(sinceMs))].sort()).toEqual([...addresses].sort());
  });

  it('takes nothing for absent that a list lacks: it is asked for by id, in a later run where no call is left', async () => {
    const { id } = (await harness.store.load())!.resources['mock.m1']!.current!;
    await harness.control('edit', { kind: 'mock', id, delete: true });
    const runs: Ran[] = [];
    for (let run = 0; run < full + 1; run++) runs.push(await driftWith(1));
    const lists = runs.flatMap(({ sent }) => sent).filter(({ operation }) => operation === 'getMocks');
    expect(lists).toHaveLength(1);
    const lacking = runs.findIndex(({ sent }) => sent.some(({ operation }) => operation === 'getMocks'));
    expect(runs[lacking]!.drift).toEqual([]);
    expect(runs.flatMap(({ drift }) => drift)).toEqual(['mock.m1']);
  }, 60_000);

  it('stops cleanly where retries have spent it, and a later run goes on', async () => {
    await harness.control('faults', {
      faults: [
        {
          on: { method: 'GET', path: '^/environments/', times: 2 },
          do: { kind: 'status', status: 503, when: 'before' },
        },
      ],
    });
    const sinceMs = Date.now();
    for (let run = 0; run < 6; run++) await driftWith(6).catch(() => undefined);
    expect([...(await verifiedSince(sinceMs))].sort()).toEqual([...addresses].sort());
  }, 60_000);

  it('that may send no call at all is exit 4, and says why', async () => {
    await expect(driftWith(0)).rejects.toMatchObject({
      code: 'E_CLIENT_RUN_SHORT',
      category: 'deferred',
      message: expect.stringContaining('of the 0 of one run'),
    });
  });
});
