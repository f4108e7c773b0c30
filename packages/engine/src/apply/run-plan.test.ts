// A planning run: it reads, takes no lock, writes nothing but evidence, and costs what was foretold.
import { describe, expect, it } from 'vitest';
import { memoryClock, memoryEvidenceStore } from '../memory/ports.ts';
import { DEFAULT_PLAN_OPTIONS, type Refresh } from '../model/settings.ts';
import { desiredOf, refTo, remote, resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { forecastReads, priceOfRefresh, runPlan } from './run-plan.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const bellA = resource('bell.a', { name: 'Bell', box: refTo('box.a') });
const desired = desiredOf([
  resource('box.a', { name: 'A', values: { v: 2 } }),
  bellA,
  resource('box.n', { name: 'N' }),
]);
const options = (refresh: Refresh) => ({ ...DEFAULT_PLAN_OPTIONS, refresh });

function given() {
  const evidence = memoryEvidenceStore(memoryClock(2_000_000));
  const harness = makeHarness(stateOf([{ resource: boxA }, { resource: bellA }]), {
    evidence,
    fingerprintKey: 'a key of the tests',
  });
  harness.objects['boxes'] = { 'box-a': remote('box-a', boxA.spec) };
  harness.objects['bells'] = { 'bell-a': remote('bell-a', { name: 'Bell', box: 'u-box-a' }) };
  const store = {
    ...harness.ports.store,
    lock: () => Promise.reject(new Error('a plan takes no lock')),
  };
  return { ...harness, evidence, ports: { ...harness.ports, store } };
}

describe('a planning run', () => {
  it('reads and changes neither state nor workspace', async () => {
    const { ports, calls, state, objects } = given();
    const before = structuredClone([state(), objects]);
    const { plan, readCalls } = await runPlan(ports, desired, options('full'));
    expect(plan.steps.map(({ id }) => id)).toEqual(['box.a:update', 'box.n:create']);
    expect(calls).toEqual(['workspace', 'list bells', 'read boxes box-a']);
    expect(readCalls).toBe(calls.length);
    expect([state(), objects]).toEqual(before);
  });
  it('writes down what it has verified, and what it found moved', async () => {
    const { ports, evidence, objects } = given();
    objects['boxes']!['box-a'] = remote('box-a', { name: 'By hand', values: { v: 1 } });
    await runPlan(ports, desired, options('full'));
    const known = await evidence.load();
    expect(known).toMatchObject({ 'box.a': { how: 'body', moved: true }, 'bell.a': { how: 'body' } });
    expect(known['bell.a']).not.toHaveProperty('moved');
  });
  it('reads nothing where it is told to, and says so', async () => {
    const { ports, calls, evidence } = given();
    const { coverage } = await runPlan(ports, desiredOf([boxA, bellA]), options('none'));
    expect([calls, coverage.verified, await evidence.load()]).toEqual([[], 0, {}]);
  });
  it('is refused where the state belongs to another workspace, before any call', async () => {
    const { ports, calls } = given();
    const elsewhere = { ...desired, workspace: 'other' };
    await expect(runPlan(ports, elsewhere, options('full'))).rejects.toMatchObject({ code: 'E_PLAN_OTHER_WORKSPACE' });
    expect(calls).toEqual([]);
  });
});

it.each<Refresh>(['full', 'list', 'none', 'auto'])(
  'a forecast sends nothing and tells the calls: --refresh %s',
  async (refresh) => {
    const { ports, calls } = given();
    const { price, most } = await forecastReads(ports, desired, options(refresh));
    expect(calls).toEqual([]);
    const { readCalls } = await runPlan(ports, desired, options(refresh));
    expect(price.calls).toBe(readCalls);
    expect(most).toBeGreaterThanOrEqual(readCalls);
  },
);

it('a refresh has its price whatever the budget', () => {
  const { ports, state } = given();
  expect(['full', 'none'].map((mode) => priceOfRefresh(ports, state(), mode as Refresh).calls)).toEqual([3, 0]);
});
