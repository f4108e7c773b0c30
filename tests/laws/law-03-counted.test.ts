// Law 3, counted from outside: a proxy that shares no code with client or emulator counts what the plan priced.
import { DEFAULT_PLAN_OPTIONS, type PlanOptions, runApply } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CountedHarness, type Granted, makeCountedHarness } from '../harness/counted-harness.ts';
import { type Authored, refTo } from '../harness/harness.ts';
import { dying, type KillPoint } from '../harness/kill.ts';
import { collection, environment, mock, monitor, team, workspaceOf } from '../harness/team.ts';

let counted: CountedHarness;
beforeEach(async () => {
  counted = await makeCountedHarness();
});
afterEach(async () => {
  expect(counted.complaints()).toEqual([]);
  await counted.close();
});

type Options = Omit<Partial<PlanOptions>, 'saved'>;

async function countOf<T>(work: () => Promise<T>): Promise<{ readonly result: T; readonly count: number }> {
  const before = counted.proxy.count();
  const result = await work();
  return { result, count: counted.proxy.count() - before };
}

const apply = (wanted: readonly Authored[], options: Parameters<CountedHarness['harness']['apply']>[1] = {}) =>
  counted.harness.apply(wanted, { ports: counted.ports(), ...options });

const replaced = (address: string, by: Authored): readonly Authored[] =>
  team.map((item) => (item.address === address ? by : item));

const changed: readonly Authored[] = [
  collection('orders', 'Orders', ['List', 'Create', 'Void']),
  collection('billing', 'Billing', ['Charge', 'Refund', 'Cancel']),
  environment('orders', 'Orders', { host: 'new.example.com', mockUrl: refTo('mock.orders', 'mockUrl') }),
  environment('billing', 'Billing', { host: 'new.example.com' }),
  mock('orders', 'Orders mock, renamed', 'orders', { environment: refTo('environment.orders') }),
  monitor('orders-smoke', 'Orders smoke', 'orders', '0 7 * * *'),
  monitor('billing-smoke', 'Billing smoke', 'billing', '0 7 * * *'),
];
const large = (requests: number): readonly Authored[] => [
  collection(
    'large',
    'Large',
    Array.from({ length: requests }, (_, n) => `Request ${n}`),
  ),
];

const situations: readonly (readonly [string, readonly Authored[], readonly Authored[], Options])[] = [
  ['creates with a cycle', [], team, {}],
  ['an update of everything', team, changed, { allowChange: 9 }],
  ['a replace', team, replaced('monitor.orders-smoke', monitor('orders-smoke', 'Orders smoke', 'billing')), {}],
  ['deletes', team, team.slice(0, 1), { allowDelete: 9 }],
  ['lazy settling', [], team, { settle: 'lazy' }],
  ['an update of everything, lazy settling', team, changed, { allowChange: 9, settle: 'lazy' }],
  ['a large collection written whole', large(600), large(601), {}],
  ['updates asked for as tasks', team, changed, { allowChange: 9, asyncFromBytes: 0 }],
  ['updates asked for as tasks, lazy settling', team, changed, { allowChange: 9, asyncFromBytes: 0, settle: 'lazy' }],
  ['a large collection, asked for as a task by its size', large(600), large(601), { asyncFromBytes: 50_000 }],
  ['nothing', team, team, {}],
  ['forty objects', [], workspaceOf({ collections: 20, environments: 10, monitors: 6, mocks: 4 }), {}],
];

describe('Law 3: calls counted by a proxy = the plan’s expected price', () => {
  it.each(situations)('%s, as a plan file', async (_title, before, wanted, options) => {
    if (before.length > 0) await apply(before);
    const read = await countOf(() => counted.plan(wanted, { ...options, saved: true }));
    expect(read.count).toBe(read.result.readCalls);
    const { plan } = read.result;
    const { result, count } = await countOf(() => apply(wanted, { ...options, saved: plan }));
    expect(result.end).toBe('done');
    expect(count).toBe(plan.price.expected.calls);
  });

  it.each(situations)('%s, in one run', async (_title, before, wanted, options) => {
    if (before.length > 0) await apply(before);
    const { result, count } = await countOf(() => apply(wanted, options));
    expect(result.end).toBe('done');
    expect(count).toBe(result.calls.read + result.plan.price.expected.calls);
    expect((await counted.harness.plan(wanted)).plan.steps).toEqual([]);
  });

  const points: readonly KillPoint[] = ['before the effect', 'after the effect', 'after the reply'];
  const kills = points.flatMap((point) => [1, 4, 8].map((nth) => [point, nth] as const));

  it.each(kills)('killed %s of write %i, and resumed in one run', async (point, nth) => {
    await apply(team, { ports: dying(counted.ports(), point, nth) }).catch(() => undefined);
    counted.granted();
    const { result, count } = await countOf(() => apply(team));
    expect(result.end).toBe('done');
    const granted = counted.granted();
    expect(sentOf(granted, 'write')).toBe(result.plan.price.expected.calls);
    expect(sentOf(granted, 'read') + sentOf(granted, 'write')).toBe(count);
    expect((await counted.harness.plan(team)).plan.steps).toEqual([]);
  });

  it.each(kills)('killed %s of write %i, and resumed from the plan file', async (point, nth) => {
    const { plan } = await counted.plan(team, { saved: true });
    await apply(team, { saved: plan, ports: dying(counted.ports(), point, nth) }).catch(() => undefined);
    counted.granted();
    const { result, count } = await countOf(() => apply(team, { saved: plan }));
    expect(result.end).toBe('done');
    const granted = counted.granted();
    expect(sentOf(granted, 'read') + sentOf(granted, 'write')).toBe(count);
    expect(result.calls).toMatchObject({ write: sentOf(granted, 'write'), expected: sentOf(granted, 'write') });
    expect((await counted.harness.plan(team)).plan.steps).toEqual([]);
  });

  it('approved so late that everything is read again', async () => {
    await apply(workspaceOf({ collections: 0, environments: 30, monitors: 0, mocks: 0 }));
    counted.granted();
    const { result, count } = await countOf(() =>
      runApply(counted.ports(), {
        desired: counted.harness.desired([]),
        options: { ...DEFAULT_PLAN_OPTIONS, allowDelete: 30 },
        approve: async () => {
          counted.clock.advance(10 * 60_000);
          return { approved: true, reviewed: true };
        },
      }),
    );
    expect(result).toMatchObject({ end: 'done', calls: { write: 61, expected: 61 } });
    expect(count).toBe(result.calls.read + 61);
    expect(sentOf(counted.granted(), 'write')).toBe(61);
  });

  it('a plan file of forty creates whose run died at the last of them', async () => {
    const wanted = workspaceOf({ collections: 0, environments: 40, monitors: 0, mocks: 0 });
    const { plan } = await counted.plan(wanted, { saved: true });
    await apply(wanted, { saved: plan, ports: dying(counted.ports(), 'after the reply', 40) }).catch(() => undefined);
    expect((await apply(wanted, { saved: plan })).end).toBe('done');
  });
});

const sentOf = (granted: readonly Granted[], purpose: Granted['purpose']): number =>
  granted.filter((one) => one.purpose === purpose).reduce((sum, one) => sum + one.sent, 0);
