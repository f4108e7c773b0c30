// Reading and planning in turns: how often, what for, and that it ends once nothing more has to be read.
import { describe, expect, it } from 'vitest';
import type { DesiredResource } from '../model/desired.ts';
import type { Cycle, Evidence } from '../model/evidence.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import { desiredOf, digester, idOf, remote, resource, secrets, stateOf } from '../testing/given.ts';
import { denyReads, type Harness, makeHarness } from '../testing/harness.ts';
import { NOW } from '../testing/interrupted.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { refreshAndPlan } from './refresh-and-plan.ts';

const boxA = resource('box.a', { name: 'A', values: {} });
const boxB = resource('box.b', { name: 'B', values: {} });
const bellA = resource('bell.a', { name: 'Ring', tone: 'c' });
const held = [boxA, boxB, bellA];
const renamed = resource('box.a', { name: 'New', values: {} });

/** The server holds what the state manages. `arrange`: what has become of it since. */
async function planned(
  files: readonly DesiredResource[],
  options: Partial<PlanOptions>,
  how: {
    readonly state?: Partial<State>;
    readonly allowance?: number;
    readonly evidence?: Readonly<Record<string, Evidence>>;
    readonly cycle?: Cycle;
    readonly arrange?: (harness: Harness) => void;
  } = {},
) {
  const state = stateOf(
    held.map((item) => ({ resource: item })),
    how.state,
  );
  const harness = makeHarness(state, { parallelism: 1 });
  for (const { address, kind, spec } of held) {
    const id = idOf(address);
    harness.objects[kind === 'box' ? 'boxes' : 'bells']![id] = { ...remote(id, spec), ring: `ring of ${id}` };
  }
  how.arrange?.(harness);
  const { calls } = harness;
  const allowance = async () => how.allowance && Math.max(0, how.allowance - calls.length);
  const client = { ...harness.ports.client, allowance };
  const plan = {
    kinds,
    desired: desiredOf(files),
    state,
    secrets,
    digester,
    options: { ...DEFAULT_PLAN_OPTIONS, ...options },
    bucketsOf,
    workspaceRoute,
  };
  const { evidence = {}, cycle } = how;
  const run = await refreshAndPlan({ ...harness.ports, client }, { plan, evidence, cycle, nowMs: NOW });
  expect(run.calls).toBe(calls.length);
  const changes = run.planned.plan.changes.filter(({ action, blocked }) => action !== 'noop' || blocked !== undefined);
  return {
    ...run,
    sent: calls,
    said: changes.map(({ address, action, blocked }) => `${blocked ? 'blocked' : action} ${address}`),
    harness,
  };
}

describe('a plan after a full refresh', () => {
  const full = { refresh: 'full' } as const;

  it('has read everything once, and reads nothing more', async () => {
    const { sent, said } = await planned([renamed, boxB, bellA], full);
    expect([...sent].sort()).toEqual(['list bells', 'read boxes box-a', 'read boxes box-b', 'workspace']);
    expect(said).toEqual(['update box.a']);
  });

  it('reads what is to be adopted once the index has named it', async () => {
    const files = [...held, resource('box.c', { name: 'C', values: {} }, { adopt: 'c7' })];
    const arrange = ({ objects }: Harness): void => {
      objects['boxes']!['c7'] = remote('c7', { name: 'C', values: {} });
    };
    const { sent, said } = await planned(files, full, { arrange });
    expect(sent.filter((call) => call === 'read boxes c7')).toHaveLength(1);
    expect(said).toEqual(['adopt box.c']);
  });

  it('asks both witnesses again where they contradict each other, and plans by what they say then', async () => {
    const { said, harness } = await planned(held, full, { arrange: (server) => denyReads(server, 'box-a', 1) });
    expect(said).toEqual([]);
    expect(harness.slept).toEqual([1_000]);
  });

  it('is blocked at an address about which they go on contradicting each other', async () => {
    const {
      said,
      live,
      planned: made,
    } = await planned(held, full, { arrange: (server) => denyReads(server, 'box-a') });
    expect(said).toEqual(['blocked box.a']);
    expect(made.plan.changes.find(({ address }) => address === 'box.a')?.blocked?.code).toBe('E_READ_CONTRADICTION');
    expect(live.observations.get('box.a')?.status).toBe('disputed');
  });
});

describe('a plan without a refresh', () => {
  const none = { refresh: 'none' } as const;

  it('reads nothing where the files change nothing', async () => {
    expect((await planned(held, none)).sent).toEqual([]);
  });

  it('reads what it would write, and the index that says whether it is gone', async () => {
    const { sent, said } = await planned([renamed, boxB, bellA], none);
    expect(sent).toEqual(['workspace', 'read boxes box-a']);
    expect(said).toEqual(['update box.a']);
  });

  it('reads the index for something new, and a managed object that it lacks before it is believed', async () => {
    const files = [...held, resource('box.c', { name: 'C', values: {} })];
    expect((await planned(files, none)).sent).toEqual(['workspace']);
    const lagging = await planned(files, none, { arrange: ({ unlisted }) => void unlisted.set('box-a', NOW + 500) });
    expect(lagging.sent.slice(0, 2)).toEqual(['workspace', 'read boxes box-a']);
    expect(lagging.said).toEqual(['create box.c']);
    expect(lagging.harness.slept).toEqual([1_000]);
  });
});

it('a plan whose index came without the objects of a kind reads the list of that kind before it creates one', async () => {
  const arrange = ({ ports: { workspaces } }: Harness): void => {
    const { read } = workspaces;
    workspaces.read = async (send, id) => {
      const index = await read(send, id);
      return index && { ...index, elements: { bells: index.elements['bells']! } };
    };
  };
  const files = [...held, resource('box.c', { name: 'C', values: {} })];
  const { sent, said } = await planned(files, { refresh: 'none' }, { arrange });
  expect(sent).toEqual(['workspace', 'list boxes']);
  expect(said).toEqual(['create box.c']);
});

describe('a plan after an automatic refresh', () => {
  it('reads everything where the budget holds it', async () => {
    const { sent, first } = await planned(held, { refresh: 'auto' });
    expect(sent).toHaveLength(4);
    expect(first.isWhole).toBe(true);
  });

  it('defers a write whose object no call is left to read', async () => {
    const files = [renamed, resource('box.b', { name: 'New, too', values: {} }), bellA];
    const poor = await planned(files, { refresh: 'auto' }, { allowance: 1 });
    expect([poor.sent, poor.said]).toEqual([['read boxes box-a'], ['update box.a']]);
    const rich = await planned(files, { refresh: 'auto' }, { allowance: 2 });
    expect(rich.said).toEqual(['update box.a', 'update box.b']);
  });

  it('creates nothing where no call is left to read what exists', async () => {
    const files = [...held, resource('box.c', { name: 'C', values: {} })];
    expect((await planned(files, { refresh: 'auto' }, { allowance: 0 })).said).toEqual([]);
    expect((await planned(files, { refresh: 'auto' }, { allowance: 1 })).said).toEqual(['create box.c']);
  });

  it('of the first part of an apply leaves alone the calls that its writes need', async () => {
    const apply = { refresh: 'auto', command: 'apply', partial: true } as const;
    const files = [renamed, resource('box.b', { name: 'New, too', values: {} }), bellA];
    // The index, one object, and one update with its read-back: 2 calls, at worst 8.
    const { sent, said } = await planned(files, apply, { allowance: 1 + 1 + 8 });
    expect(sent.filter((call) => call !== 'workspace')).toEqual(['read boxes box-a']);
    expect(said).toEqual(['update box.a']);
  });

  it('of a drift that may not read everything spends nothing on writes that it will not do', async () => {
    const verified = (address: string): Evidence => ({ at: NOW - 10, how: 'body', id: idOf(address) });
    const how = {
      allowance: 3,
      evidence: { 'box.a': verified('box.a'), 'box.b': verified('box.b') },
      cycle: { sinceMs: NOW - 100 },
    };
    const sent = async (command: 'drift' | 'plan') =>
      (await planned([renamed, boxB, bellA], { refresh: 'auto', command }, how)).sent;
    expect(await sent('drift')).toEqual(['workspace', 'list bells']);
    expect(await sent('plan')).toContain('read boxes box-a');
  });
});

describe('a delete that had no effect', () => {
  const deleted = [{ address: 'box.old', id: 'old', uid: 'u-old', at: NOW - 62_001 }];
  const arrange = ({ objects }: Harness): void => {
    objects['boxes']!['old'] = remote('old', { name: 'Old' });
  };

  it('is planned again, and the state has to learn of it', async () => {
    const { said, learned, state, sent } = await planned(held, { refresh: 'full' }, { state: { deleted }, arrange });
    expect(said).toEqual(['delete box.old']);
    expect(learned).toMatchObject({ confirmed: ['old'] });
    expect(state?.resources['box.old']?.current?.id).toBe('old');
    expect(sent.filter((call) => call === 'read boxes old').length).toBeGreaterThan(0);
  });

  it('that had its effect is confirmed for no call', async () => {
    const { said, learned, sent } = await planned(held, { refresh: 'full' }, { state: { deleted } });
    expect(said).toEqual([]);
    expect(learned).toEqual({ type: 'records', records: {}, confirmed: ['old'] });
    expect(sent).toHaveLength(4);
  });

  it('is nothing to learn of where nothing was deleted', async () => {
    expect((await planned(held, { refresh: 'full' })).learned).toBeUndefined();
  });
});
