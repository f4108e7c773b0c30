// An applying run: under the lock it plans, asks, reserves and writes; what forbids it is thrown before the first write.
import { describe, expect, it } from 'vitest';
import type { Desired } from '../model/desired.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { desiredOf, digester, remote, resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import type { Approval } from './apply-input.ts';
import { runApply } from './run-apply.ts';
import { runPlan } from './run-plan.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const changed = resource('box.a', { name: 'A', values: { v: 2 } });
const boxN = resource('box.n', { name: 'N', values: {} });
const REVIEWED: Approval = { approved: true, reviewed: true };

function given() {
  const harness = makeHarness(stateOf([{ resource: boxA }]), { fingerprintKey: 'a key of the tests' });
  harness.objects['boxes'] = { 'box-a': remote('box-a', boxA.spec) };
  const said: string[] = [];
  const lease = { ...harness.lease, release: async () => void said.push('released') };
  const store = {
    ...harness.ports.store,
    lock: async ({ operation }: { operation: string }) => {
      said.push(`locked for ${operation}`);
      return lease;
    },
  };
  const ports = { ...harness.ports, store };
  const writes = () => harness.calls.filter((call) => /^(create|update|delete)/.test(call));
  const apply = (desired: Desired, approval = REVIEWED, more: Partial<PlanOptions> = {}) =>
    runApply(ports, {
      desired,
      options: { ...DEFAULT_PLAN_OPTIONS, ...more },
      show: ({ plan }) => void said.push(`shown ${plan.steps.length}`),
      approve: async () => {
        said.push('asked');
        return approval;
      },
    });
  return { ...harness, ports, said, writes, apply };
}

describe('an applying run', () => {
  it('locks, shows, asks, writes, and lets go of the lock', async () => {
    const { apply, said, writes, state } = given();
    const result = await apply(desiredOf([changed, boxN]));
    expect(said).toEqual(['locked for apply', 'shown 2', 'asked', 'released']);
    expect(writes()).toEqual(['update boxes box-a', 'create boxes']);
    expect(result).toMatchObject({ end: 'done', differences: [], outcomes: [{ status: 'done' }, { status: 'done' }] });
    expect(result.after).toBe(state());
    expect(Object.keys(state().resources)).toEqual(['box.a', 'box.n']);
  });
  it('asks and writes nothing where nothing is to be done', async () => {
    const { apply, reserved, writes } = given();
    expect(await apply(desiredOf([boxA]))).toMatchObject({ end: 'done', outcomes: [] });
    expect([writes(), reserved.map(({ purpose }) => purpose)]).toEqual([[], ['read']]);
  });
  it('that is declined writes nothing', async () => {
    const { apply, writes, said } = given();
    const result = await apply(desiredOf([changed]), { approved: false, reviewed: false });
    expect(result).toMatchObject({ declined: true, end: 'error', outcomes: [], calls: { write: 0 } });
    expect([writes(), said.at(-1)]).toEqual([[], 'released']);
  });
  it('is refused after it was shown, and lets go of the lock', async () => {
    const { apply, writes, said } = given();
    const unreviewed = { approved: true, reviewed: false };
    await expect(apply(desiredOf([]), unreviewed)).rejects.toMatchObject({ code: 'E_APPLY_UNREVIEWED' });
    expect([writes(), said]).toEqual([[], ['locked for apply', 'shown 1', 'asked', 'released']]);
  });
  it('destroys where that is asked for', async () => {
    const { apply, said, state } = given();
    await apply(desiredOf([boxA]), { approved: true, reviewed: false }, { destroy: true });
    expect([said[0], state().resources]).toEqual(['locked for destroy', {}]);
  });
});

describe('a plan file', () => {
  const files = desiredOf([changed]);
  const saved = async () => {
    const run = given();
    const { plan } = await runPlan(run.ports, files, { ...DEFAULT_PLAN_OPTIONS, saved: true });
    run.calls.length = 0;
    const apply = (desired: Desired) =>
      runApply(run.ports, {
        desired,
        saved: plan,
        options: DEFAULT_PLAN_OPTIONS,
        approve: async () => ({ approved: true, reviewed: false }),
      });
    return { ...run, plan, apply };
  };

  it('counts as reviewed, and costs what it says', async () => {
    const { apply, calls, plan, state } = await saved();
    expect(await apply(files)).toMatchObject({ end: 'done' });
    expect(calls).toHaveLength(plan.price.expected.calls);
    expect(state().resources['box.a']!.current!.baseline.sent['/values/v']).toBe(digester.leaf(2));
    expect(state().inProgress).toBeUndefined();
  });
  it('may delete, for it has been reviewed', async () => {
    const run = given();
    const options = { ...DEFAULT_PLAN_OPTIONS, saved: true };
    const { plan } = await runPlan(run.ports, desiredOf([]), options);
    const approve = async () => ({ approved: true, reviewed: false });
    const { end } = await runApply(run.ports, { desired: desiredOf([]), saved: plan, options, approve });
    expect([end, run.state().resources]).toEqual(['done', {}]);
  });
  it('made from other files is stale, and no call is sent', async () => {
    const { apply, calls } = await saved();
    await expect(apply(desiredOf([boxA]))).rejects.toMatchObject({ code: 'E_APPLY_STALE' });
    expect(calls).toEqual([]);
  });
  it('is stale where its object has moved, and nothing is written', async () => {
    const { apply, objects, writes } = await saved();
    objects['boxes']!['box-a'] = remote('box-a', { name: 'By hand', values: { v: 1 } });
    await expect(apply(files)).rejects.toMatchObject({ code: 'E_APPLY_STALE' });
    expect(writes()).toEqual([]);
  });
});
