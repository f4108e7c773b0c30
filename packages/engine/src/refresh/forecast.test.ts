// The forecast of reading is what reading costs, if all is as it was left, and a bound where objects are gone.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../model/address.ts';
import type { Count, Purpose } from '../model/call.ts';
import type { DesiredResource } from '../model/desired.ts';
import type { Cycle, Evidence } from '../model/evidence.ts';
import type { JsonObject } from '../model/json.ts';
import { remoteOf } from '../model/observation.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { kindOf } from '../plan/resource-view.ts';
import { desiredOf, digester, type Held, liveOf, refTo, remote, resource, secrets, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { limited } from './ask-again.ts';
import { readForecastOf } from './forecast.ts';
import { refreshAndPlan } from './refresh-and-plan.ts';

interface World {
  readonly held?: readonly Held[];
  readonly resources?: readonly DesiredResource[];
  /** Objects that are there, and that no address claims, by the plural of their kind. */
  readonly strangers?: Readonly<Record<string, readonly JsonObject[]>>;
  readonly options?: Partial<PlanOptions>;
  readonly evidence?: Readonly<Record<Address, Evidence>>;
  readonly cycle?: Cycle;
  /** Calls of the run; as many as it likes without it. */
  readonly allowance?: number | undefined;
}

/** A workspace in memory, what reading it is said to cost, and what it does cost. */
function worldOf({ held = [], resources, strangers = {}, options, evidence = {}, cycle, allowance }: World) {
  const state = stateOf(held);
  const harness = makeHarness(state, { settleMs: 0 });
  for (const [address, observation] of liveOf(held).observations)
    if (observation.status === 'found')
      harness.objects[kindOf(kinds, address).plural]![observation.identity.id] = {
        ...remoteOf(observation),
        ring: `ring of ${observation.identity.id}`,
      };
  for (const [plural, objects] of Object.entries(strangers))
    for (const object of objects) harness.objects[plural]![String(object['id'])] = object;
  const client = {
    ...harness.ports.client,
    reserve: async (purpose: Purpose, worst: Pick<Count, 'calls'>) =>
      limited(await harness.ports.client.reserve(purpose, worst), worst.calls),
    allowance: async () => (allowance === undefined ? undefined : allowance - harness.calls.length),
  };
  const ports = { ...harness.ports, client };
  const plan = {
    kinds,
    desired: desiredOf(resources ?? held.map((item) => item.resource)),
    state,
    secrets,
    digester,
    options: { ...DEFAULT_PLAN_OPTIONS, ...options },
    bucketsOf,
    workspaceRoute,
  };
  const input = { plan, evidence, cycle, nowMs: ports.clock.nowMs() };
  return {
    forecast: () => readForecastOf(ports, input),
    read: async (): Promise<readonly string[]> => {
      await refreshAndPlan(ports, input);
      return harness.calls;
    },
  };
}
const isList = (call: string): boolean => !call.startsWith('read ');

const boxOf = (name: string, v = 1) => resource(`box.${name}`, { name, values: { v } });
const bellOf = (name: string, at: Address = 'box.b0', tone = 'a') =>
  resource(`bell.${name}`, { name, box: refTo(at), tone });
const boxes = (count: number): readonly Held[] =>
  Array.from({ length: count }, (_, n) => ({ resource: boxOf(`b${n}`) }));
const bells = (count: number): readonly Held[] =>
  Array.from({ length: count }, (_, n) => ({ resource: bellOf(`r${n}`) }));
const figures = async (world: World) => {
  const { price, lists, most, ofCalls } = await worldOf(world).forecast();
  return { calls: price.calls, lists, most, ofCalls };
};

describe('the forecast', () => {
  it('sends no call, and agrees with what is sent then', async () => {
    const harnessed = worldOf({ held: [...boxes(3), ...bells(3)] });
    const { price, lists } = await harnessed.forecast();
    const calls = await harnessed.read();
    expect([calls.length, calls.filter(isList).length]).toEqual([price.calls, lists]);
  });

  it('of a full refresh is the index, the pages of lists, each object, and one call more for what a list may lack', async () => {
    const options = { refresh: 'full' } as const;
    expect(await figures({ options })).toEqual({ calls: 2, lists: 2, most: 2, ofCalls: 2 });
    const held = [...boxes(4), ...bells(3)];
    expect(await figures({ held, options })).toEqual({ calls: 7, lists: 3, most: 10, ofCalls: 7 });
  });

  it('counts calls by bucket', async () => {
    const { price } = await worldOf({ held: [...boxes(4), ...bells(3)], options: { refresh: 'full' } }).forecast();
    expect(price.byBucket).toEqual({ general: 7, slow: 3 });
  });

  it('of lists is the index and every list, and at the most what is set aside for further pages', async () => {
    const held = [...boxes(4), ...bells(1)];
    expect(await figures({ held, options: { refresh: 'list' } })).toMatchObject({
      calls: 3,
      lists: 3,
      most: 11,
      ofCalls: 6,
    });
  });

  it('of no refresh is nothing while nothing is written, and else what a write has to read', async () => {
    const held = boxes(3);
    const options = { refresh: 'none' } as const;
    expect(await figures({ held, options })).toMatchObject({ calls: 0, lists: 0, most: 0, ofCalls: 5 });
    const resources = [boxOf('b0', 2), boxOf('b1'), boxOf('b2')];
    expect(await figures({ held, resources, options })).toMatchObject({ calls: 2, lists: 1 });
    const created = [...held.map((item) => item.resource), boxOf('new')];
    expect(await figures({ held, resources: created, options })).toMatchObject({ calls: 1, lists: 1 });
  });

  it.each<[string, World, calls: number, most: number]>([
    ['a create: the index, and the list that it may lack', { resources: [boxOf('new')] }, 1, 2],
    [
      'a create beside an object that the index may lack',
      { held: boxes(2), resources: [boxOf('b0'), boxOf('b1'), boxOf('new')] },
      1,
      3,
    ],
    [
      'an update: the index, the object, and what refers to it, should it be gone',
      { held: [...boxes(2), ...bells(2)], resources: [boxOf('b0', 2), boxOf('b1'), bellOf('r0'), bellOf('r1')] },
      2,
      4,
    ],
    [
      'an update of an object that its list may lack',
      { held: [...boxes(1), ...bells(2)], resources: [boxOf('b0'), bellOf('r0', 'box.b0', 'b'), bellOf('r1')] },
      2,
      3,
    ],
  ])('of no refresh holds for %s', async (_what, world, calls, most) => {
    expect(await figures({ ...world, options: { refresh: 'none' } })).toMatchObject({ calls, most });
  });

  it('holds a read for each object that is to be adopted, and none once it was', async () => {
    const adopting = resource('box.b0', boxOf('b0').spec, { adopt: 'box-b0' });
    const strangers = { boxes: [remote('box-b0', boxOf('b0').spec)] };
    const options = { refresh: 'full' } as const;
    expect(await figures({ resources: [adopting], strangers, options })).toMatchObject({ calls: 3, lists: 2 });
    expect(await figures({ held: [{ resource: adopting }], options })).toMatchObject({ calls: 3, lists: 2 });
    expect(await worldOf({ resources: [adopting], strangers, options }).read()).toHaveLength(3);
  });

  it('of a drift that may not read everything holds nothing for the sake of a write', async () => {
    const at = makeHarness(stateOf([])).ports.clock.nowMs();
    const cycle = { sinceMs: at, indexAtMs: at };
    const verified = ['b1', 'b2', 'b3'].map((name) => [`box.${name}`, { at, how: 'body', id: `box-${name}` }] as const);
    const world: World = {
      held: boxes(4),
      resources: [boxOf('b0'), boxOf('b1'), boxOf('b2'), boxOf('b3', 2)],
      evidence: Object.fromEntries(verified),
      cycle,
      allowance: 3,
    };
    expect(await figures({ ...world, options: { command: 'drift' } })).toMatchObject({ calls: 1, most: 1, ofCalls: 6 });
    expect((await figures({ ...world, options: { command: 'plan' } })).calls).toBe(2);
    expect((await figures({ ...world, allowance: undefined, options: { command: 'drift' } })).calls).toBe(6);
    const drift = { ...world, options: { command: 'drift' } } as const;
    expect(await worldOf(drift).read()).toEqual(['read boxes box-b0']);
  });

  it('is never more than the allowance, nor is the most', async () => {
    for (const allowance of [0, 1, 4, 5, 6]) {
      const { calls, most, ofCalls } = await figures({ held: [...boxes(4), ...bells(2)], allowance });
      expect(calls).toBeLessThanOrEqual(allowance);
      expect(most).toBeLessThanOrEqual(allowance);
      expect(ofCalls).toBe(6);
    }
  });
});

/** Files and a workspace of few objects, and a way to read them. The bells fill one page of their list at the most. */
const worlds = fc
  .record({
    boxes: fc.nat(4),
    bells: fc.nat(2),
    edited: fc.array(fc.nat(7), { maxLength: 3 }),
    undeclared: fc.array(fc.nat(7), { maxLength: 2 }),
    added: fc.subarray(['box', 'bell', 'adopted'] as const),
    refresh: fc.constantFrom<PlanOptions['refresh']>('full', 'auto', 'list', 'none'),
    command: fc.constantFrom<PlanOptions['command']>('plan', 'drift'),
    allowance: fc.option(fc.integer({ min: 1, max: 12 }), { nil: undefined }),
  })
  .map((given) => {
    const held = [...boxes(given.boxes), ...(given.boxes === 0 ? [] : bells(given.bells))];
    const kept = held.filter((_, n) => !given.undeclared.includes(n) || n === 0);
    const resources = kept.map(({ resource: item }) =>
      !given.edited.includes(held.findIndex((other) => other.resource === item))
        ? item
        : item.kind === 'box'
          ? { ...item, spec: { ...item.spec, values: { v: 2 } } }
          : { ...item, spec: { ...item.spec, tone: 'b' } },
    );
    const adopted = resource('box.adopted', boxOf('adopted').spec, { adopt: 'x' });
    const added = { box: boxOf('new'), bell: resource('bell.new', { name: 'new' }), adopted };
    return {
      held,
      resources: [...resources, ...given.added.map((name) => added[name])],
      strangers: { boxes: [remote('x', boxOf('adopted').spec)] },
      options: { refresh: given.refresh, command: given.command },
      allowance: given.refresh === 'auto' ? given.allowance : undefined,
    } satisfies World;
  });

describe('any reading', () => {
  it('costs its forecast, lists and objects, if all is as it was left', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async (world) => {
        const { forecast, read } = worldOf(world);
        const { price, lists } = await forecast();
        const calls = await read();
        expect([calls.length, calls.filter(isList).length]).toEqual([price.calls, lists]);
      }),
      { numRuns: 20 },
    );
  });

  const without = (world: World, gone: readonly number[]): World => ({
    ...world,
    held: (world.held ?? []).map((item, n) => (gone.includes(n) ? { ...item, now: null } : item)),
  });

  it('costs no more than the most, whichever object is gone', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.nat(5), async (world, gone) => {
        const { forecast, read } = worldOf(without(world, [gone]));
        const { most } = await forecast();
        expect((await read()).length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 12 },
    );
  });

  it('that begins with all lists costs no more than the most, however many objects are gone', async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(fc.nat(5)), async (world, gone) => {
        fc.pre(world.options.refresh !== 'none');
        const { forecast, read } = worldOf(without(world, gone));
        const { most } = await forecast();
        expect((await read()).length).toBeLessThanOrEqual(most);
      }),
      { numRuns: 12 },
    );
  });
});
