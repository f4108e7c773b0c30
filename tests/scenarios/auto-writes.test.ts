// Refresh auto where something is to be written: no write without a read, no read without a call, and every wait is told.
import { DEFAULT_PLAN_OPTIONS, type Plan, type PlanOptions, type PlanRun, runPlan } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { collection, environment, mock, monitor, workspaceOf } from '../harness/team.ts';

const all = workspaceOf({ collections: 4, environments: 4, monitors: 2, mocks: 1 });
/** The files, with these resources instead of those of the same address, or beside them. */
const withThese = (...changed: readonly Authored[]): readonly Authored[] => [
  ...all.filter(({ address }) => !changed.some((item) => item.address === address)),
  ...changed,
];
const without = (...addresses: readonly string[]): readonly Authored[] =>
  all.filter(({ address }) => !addresses.includes(address));

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
  expect((await harness.apply(all)).end).toBe('done');
});
afterEach(() => harness.close());

const planWith = (calls: number, wanted: readonly Authored[], options: Partial<PlanOptions> = {}): Promise<PlanRun> =>
  runPlan(harness.limitedPorts(calls), harness.desired(wanted), { ...DEFAULT_PLAN_OPTIONS, ...options });

const steps = (plan: Plan): readonly string[] => plan.steps.map(({ id }) => id);
const deferred = (plan: Plan): readonly string[] =>
  plan.changes.filter((change) => change.deferred === true).map(({ address }) => address);

describe('A plan that may not read all that it would write', () => {
  it('reads first what the files change, and leaves the rest alone', async () => {
    const { plan, coverage } = await planWith(3, withThese(environment('e3', 'Renamed', { n: '3' })));
    expect(steps(plan)).toEqual(['environment.e3:update']);
    expect(deferred(plan)).toEqual([]);
    expect(coverage.verified).toBe(2);
    expect(plan.changes.filter(({ reason }) => reason === 'unverified')).toHaveLength(9);
  });

  it('defers what it cannot read', async () => {
    const wanted = withThese(environment('e1', 'Renamed', { n: '1' }), environment('e3', 'Renamed too', { n: '3' }));
    const { plan, readCalls } = await planWith(1, wanted);
    expect(readCalls).toBe(1);
    expect(steps(plan)).toHaveLength(1);
    expect(deferred(plan)).toHaveLength(1);
    const [waiting] = plan.changes.filter((change) => change.deferred === true);
    expect(waiting).toMatchObject({ action: 'noop', reason: 'unverified' });
    expect(waiting!.notes).toContainEqual({ note: 'deferred' });
  });

  it('creates nothing before it has read the index, and writes nothing that needs what it did not create', async () => {
    const news = [collection('new', 'New'), monitor('new', 'New monitor', 'new')];
    const one = await planWith(1, withThese(...news));
    expect(steps(one.plan)).toEqual(['collection.new:create', 'monitor.new:create']);
    // The index was read just now, so that the older evidence goes first, and no call is left for it.
    const { plan } = await planWith(1, withThese(...news), { targets: ['environment.e1', 'monitor.new'] });
    expect(deferred(plan)).toEqual(['collection.new', 'monitor.new']);
    expect(plan.steps).toEqual([]);
    const blind = harness.limitedPorts(0);
    await expect(runPlan(blind, harness.desired(withThese(...news)), DEFAULT_PLAN_OPTIONS)).rejects.toMatchObject({
      category: 'deferred',
    });
  });

  it('deletes nothing that is still in use by something that it could not read', async () => {
    const gone = ['collection.c0', 'monitor.w0', 'monitor.w1', 'mock.m0'];
    const before = (await harness.store.load())!.resources;
    expect(before['monitor.w0']!.dependsOn).toEqual(['collection.c0']);
    for (const calls of [1, 2, 3]) {
      const { plan } = await planWith(calls, without(...gone));
      expect(steps(plan)).not.toContain('collection.c0:delete');
      expect(deferred(plan)).toContain('collection.c0');
    }
    const { plan } = await planWith(4, without(...gone));
    expect(steps(plan).at(-1)).toBe('collection.c0:delete');
    expect(deferred(plan)).toEqual([]);
  });

  it('of a destroy deletes what it has read, and defers the rest', async () => {
    const { plan } = await planWith(5, all, { destroy: true });
    const done = plan.changes.filter(({ action }) => action === 'delete');
    expect(done.length + deferred(plan).length).toBe(all.length);
    expect(deferred(plan)).toContain('collection.c0');
  });
});

describe('An apply with few calls', () => {
  it('keeps calls for what it writes, verifies with the others, and says what it has not seen', async () => {
    const wanted = withThese(environment('e1', 'Renamed', { n: '1' }));
    const before = (await harness.calls()).count;
    // One update and its read-back are 8 calls at worst; a full refresh is 12.
    const result = await harness.apply(wanted, { ports: harness.limitedPorts(12) });
    expect(result).toMatchObject({ end: 'done', calls: { read: 4, write: 2 } });
    expect((await harness.calls()).count - before).toBe(6);
    expect((await harness.plan(wanted)).plan.steps).toEqual([]);
  });

  it('ends with exit 4 where something waits, and the next run does it', async () => {
    const wanted = without('monitor.w0', 'monitor.w1', 'environment.e3');
    const poor = await harness
      .apply(wanted, { ports: harness.limitedPorts(2), options: {} } as never)
      .catch((error) => error);
    expect(poor).toMatchObject({ category: 'deferred' });
    let end: string = 'deferred';
    for (let run = 0; run < 4 && end === 'deferred'; run++) {
      const result = await harness.apply(wanted, { ports: harness.limitedPorts(10), partial: true });
      end = result.end;
    }
    expect(end).toBe('done');
    expect((await harness.plan(wanted)).plan.steps).toEqual([]);
  });

  it('overwrites nothing that it has not read', async () => {
    const { id } = (await harness.store.load())!.resources['environment.e2']!.current!;
    await harness.control('edit', { kind: 'environment', id, set: { '/name': 'By hand' } });
    const wanted = withThese(environment('e1', 'Renamed', { n: '1' }));
    expect(await harness.apply(wanted, { ports: harness.limitedPorts(9) })).toMatchObject({ end: 'done' });
    const held = (await harness.fetchApi(`/environments/${id}`)) as { environment: { name: string } };
    expect(held.environment.name).toBe('By hand');
    const { plan } = await harness.plan(wanted);
    expect(plan.changes.find(({ address }) => address === 'environment.e2')).toMatchObject({ reason: 'drifted' });
  });
});

describe('A leaf that is new in the files and refers to what the same run creates', () => {
  const added = environment('new', 'New', { n: '9' });
  const rows: readonly (readonly [string, readonly Authored[]])[] = [
    [
      'a value of an environment',
      [mock('new', 'New', 'c1'), environment('e1', 'Environment 1', { n: '1', url: refTo('mock.new', 'mockUrl') })],
    ],
    ['the environment of a mock', [added, mock('m0', 'Mock 0', 'c0', { environment: refTo('environment.new') })]],
  ];
  it.each(
    rows.flatMap(([what, changed]) =>
      (['none', 'list', 'full'] as const).map((mode) => [what, mode, changed] as const),
    ),
  )('%s is written, --refresh %s', async (_what, refresh, changed) => {
    const wanted = withThese(...changed);
    expect(await harness.apply(wanted, { refresh })).toMatchObject({ end: 'done' });
    const { plan } = await harness.plan(wanted, { refresh: 'full' });
    expect(steps(plan)).toEqual([]);
  });
});
