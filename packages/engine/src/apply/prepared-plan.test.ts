// A plan taken from a file: what is done of it already, what is begun, and what our own interrupted run has touched.
import { describe, expect, it } from 'vitest';
import type { InProgress } from '../model/state.ts';
import { planDigest } from '../plan/plan-file.ts';
import type { Resolved } from '../recover/context.ts';
import { desiredOf, planOf, resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { fromFile } from './prepared-plan.ts';

const boxes = ['a', 'b', 'c'].map((name) => resource(`box.${name}`, { name, values: {} }));
const { plan } = planOf({ resources: boxes });
const mine = planDigest(plan);
const taken = (inProgress: InProgress | undefined, resolved: readonly Resolved[] = []) => {
  const { lease } = makeHarness(stateOf([], inProgress === undefined ? {} : { inProgress }));
  const { resumes, begun, ours, plan: now, readAtMs } = fromFile(plan, desiredOf(boxes), lease, resolved);
  const ops = now.steps.map(({ id, op }) => `${id} ${op}`);
  return { resumes: [...resumes], begun, ours: [...ours], ops, readAtMs };
};
const adopted = (name: string, isWhole: boolean): Resolved => ({
  address: `box.${name}`,
  step: `box.${name}:create`,
  how: 'adopted',
  isWhole,
});
const asPlanned = ['box.a:create create', 'box.b:create create', 'box.c:create create'];

describe('a plan file', () => {
  it('that was not begun is applied as it is, whatever an earlier run left open', () => {
    const fresh = { resumes: [], begun: [], ours: [], ops: asPlanned, readAtMs: Number.NEGATIVE_INFINITY };
    expect(taken(undefined)).toEqual(fresh);
    expect(taken({ plan: 'another', done: ['box.a:create'] }, [adopted('b', true)])).toEqual(fresh);
  });
  it('that was begun goes on after the steps that are done', () => {
    expect(taken({ plan: mine, done: ['box.a:create'] })).toMatchObject({ resumes: ['box.a:create'], ours: ['box.a'] });
  });
  it('counts a create whose whole object was found as done', () => {
    expect(taken({ plan: mine, done: [] }, [adopted('b', true)])).toMatchObject({
      resumes: ['box.b:create'],
      begun: [],
      ours: ['box.b'],
      ops: asPlanned,
    });
  });
  it('makes an update of a create whose object lacks a part', () => {
    expect(taken({ plan: mine, done: [] }, [adopted('b', false)])).toMatchObject({
      resumes: [],
      begun: ['box.b:create'],
      ops: ['box.a:create create', 'box.b:create update', 'box.c:create create'],
    });
  });
  it('takes no step for begun of which nothing was found', () => {
    const absent: Resolved = { address: 'box.b', step: 'box.b:create', how: 'absent' };
    const found = taken({ plan: mine, done: [], begun: ['box.b:create', 'box.c:create'] }, [absent]);
    expect(found.begun).toEqual(['box.c:create']);
    expect(found.ours.sort()).toEqual(['box.b', 'box.c']);
  });
});
