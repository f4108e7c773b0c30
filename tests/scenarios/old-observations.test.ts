// An observation that has grown old inside an apply is made again right before its write; what moved meanwhile is left alone.
import type { Send } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clock } from '../../packages/cli/src/session/wire.ts';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { collection, environment } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({ parallelism: 1 });
});
afterEach(async () => harness.close());

const MINUTE_MS = 60_000;
const before = [
  environment('a', 'A', { v: '1' }),
  environment('b', 'B', { v: '1' }),
  environment('c', 'C', { v: '1' }),
];
const changed = [environment('a', 'A', { v: '2' }), environment('b', 'B', { v: '2' })];

interface Scene {
  readonly wanted: readonly Authored[];
  /** What happens after the first write, which then has taken so long. */
  readonly meanwhile?: () => Promise<unknown>;
  readonly minutes: number;
  /** The time passes while the second write waits to be let through, instead of after the first. */
  readonly inQueue?: true;
}

/** An apply that has to wait between its first write and the others. */
async function applied({ wanted, meanwhile, minutes, inQueue }: Scene) {
  let aheadMs = 0;
  let writes = 0;
  const pass = async () => {
    await meanwhile?.();
    aheadMs = minutes * MINUTE_MS;
  };
  const wrap =
    (send: Send): Send =>
    async (call, leaving) => {
      if (call.route.method === 'GET') return send(call, leaving);
      writes += 1;
      if (inQueue && writes === 2) await pass();
      const reply = await send(call, leaving);
      if (!inQueue && writes === 1) await pass();
      return reply;
    };
  const ports = { ...harness.portsThrough(wrap), clock: { ...clock, nowMs: () => Date.now() + aheadMs } };
  const from = (await harness.calls()).count;
  const result = await harness.apply(wanted, { ports, allowDelete: 9, allowChange: 9 });
  const { calls } = await harness.calls();
  return { result, reads: calls.slice(from).filter(({ method }) => method === 'GET').length };
}

const idOf = async (address: string) => (await harness.store.load())!.resources[address]!.current!.id;
const edit = async (address: string) =>
  harness.control('edit', { kind: 'environment', id: await idOf(address), set: { '/name': 'By hand' } });
const nameOf = async (id: string) =>
  ((await harness.fetchApi(`/environments/${id}`)) as { environment: { name: string } }).environment.name;
const create = (name: string) =>
  fetch(`${harness.emulator.url}/environments?workspace=${harness.emulator.workspace}`, {
    method: 'POST',
    headers: { 'x-api-key': harness.emulator.apiKey, 'content-type': 'application/json' },
    body: JSON.stringify({ environment: { name, values: [] } }),
  });

describe('After six minutes between two writes', () => {
  it('what is as it was is written all the same, with one read more for each', async () => {
    await harness.apply(before);
    const wanted = [...changed, environment('c', 'C', { v: '2' })];
    const quick = await applied({ wanted, minutes: 1 });
    expect(quick.result.end).toBe('done');
    await harness.apply(before);
    const slow = await applied({ wanted, minutes: 6 });
    expect(slow.result.end).toBe('done');
    expect(slow.reads).toBe(quick.reads + 2);
    expect(slow.result.calls.write).toBeLessThanOrEqual(slow.result.plan.price.worst.calls);
  });

  it.each<[string, { readonly inQueue?: true }]>([
    ['before its step', {}],
    ['while its call waits', { inQueue: true }],
  ])('what was changed meanwhile, %s, is left alone, and the next run sees it', async (_when, how) => {
    await harness.apply(before);
    const { result } = await applied({
      ...how,
      wanted: [...changed, before[2]!],
      minutes: 6,
      meanwhile: () => edit('environment.b'),
    });
    expect(result.end).toBe('partial');
    const [, second] = result.outcomes;
    expect(second).toMatchObject({ address: 'environment.b', status: 'failed', error: { code: 'E_APPLY_MOVED' } });
    expect(await nameOf(await idOf('environment.b'))).toBe('By hand');
    expect((await harness.store.load())!.intents).toEqual([]);
    const { plan } = await harness.plan([...changed, before[2]!]);
    expect(plan.changes.find(({ address }) => address === 'environment.b')).toMatchObject({ reason: 'both-changed' });
  });

  it('what was changed meanwhile is not deleted', async () => {
    await harness.apply(before);
    const id = await idOf('environment.c');
    const { result } = await applied({ wanted: changed, minutes: 6, meanwhile: () => edit('environment.c') });
    expect(result.outcomes.at(-1)).toMatchObject({ op: 'delete', status: 'failed', error: { code: 'E_APPLY_MOVED' } });
    expect(await nameOf(id)).toBe('By hand');
  });

  it('a resource whose name was taken meanwhile is not created', async () => {
    await harness.apply(before);
    const wanted = [changed[0]!, ...before.slice(1), collection('x', 'X'), environment('z', 'Z', { v: '1' })];
    const { result } = await applied({ wanted, minutes: 6, meanwhile: () => create('Z') });
    const last = result.outcomes.find(({ address }) => address === 'environment.z');
    expect(last).toMatchObject({ status: 'failed', error: { code: 'E_APPLY_MOVED' } });
    expect((await harness.plan(wanted)).plan.changes.at(-1)).toMatchObject({ blocked: { code: 'E_PLAN_EXISTS' } });
  });
});

it('within five minutes nothing is read again', async () => {
  await harness.apply(before);
  const { result } = await applied({
    wanted: [...changed, before[2]!],
    minutes: 4,
    meanwhile: () => edit('environment.c'),
  });
  expect(result.end).toBe('done');
});
