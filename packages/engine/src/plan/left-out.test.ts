// What a plan leaves out that must not delete, and what the summary says of it.
import { describe, expect, it } from 'vitest';
import { changeAt, type Given, type Held, planOf, refTo, resource } from '../testing/given.ts';
import { endOf, hasDifferences, summaryOf } from './summary.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const boxB = resource('box.b', { name: 'B', values: { v: 1 } });
const boxC = resource('box.c', { name: 'C', values: { v: 9 } });
const bellA = resource('bell.a', { name: 'Bell', box: refTo('box.a') });
const changed = (item: typeof boxA): Held => ({ resource: item, sent: { ...item.spec, values: { v: 2 } } });
const withoutDeletes = (given: Given) => planOf({ ...given, options: { ...given.options, noDelete: true } }).plan;
const leftOut = (given: Given): readonly string[] =>
  (withoutDeletes(given).leftOut ?? []).map(({ address, action, because, deposed }) =>
    [address, action, because, deposed].filter((part) => part !== undefined).join(' '),
  );

describe('a plan that must not delete', () => {
  const given: Given = { held: [changed(boxA), { resource: boxB }], resources: [boxA, boxC] };

  it('does the creates and updates, and lists the delete', () => {
    const plan = withoutDeletes(given);
    expect(plan.steps.map(({ id }) => id)).toEqual(['box.a:update', 'box.c:create']);
    expect(plan.leftOut).toEqual([{ address: 'box.b', kind: 'box', name: 'B', action: 'delete' }]);
    expect(changeAt({ plan, evaluations: [] }, 'box.b')).toMatchObject({ action: 'noop', reason: 'undeclared' });
    expect(summaryOf(plan)).toMatchObject({ create: 1, update: 1, delete: 0, blocked: 0 });
    expect([endOf(plan), hasDifferences(plan)]).toEqual(['partial', true]);
  });
  it('is priced without what it leaves out', () => {
    const all = planOf(given).plan.price.expected.calls;
    expect(withoutDeletes(given).price.expected.calls).toBe(all - 1);
  });
  it('is the plan that it would be anyway where there is nothing to delete, and then all is done', () => {
    const only: Given = { held: [changed(boxA)] };
    const { leftOut: none, ...rest } = withoutDeletes(only);
    expect(none).toEqual([]);
    expect(rest).toEqual(planOf(only).plan);
    expect(endOf({ ...rest, leftOut: [] })).toBe('done');
  });
  it('is not refused by the guard of deletes, nor because all would go, nor by protection', () => {
    const many = Array.from({ length: 12 }, (_, n) => resource(`box.n${n}`, { name: `N${n}`, values: { v: n } }));
    const protectedBox = resource(
      'box.p',
      { name: 'P', values: {} },
      { lifecycle: { ...boxA.lifecycle, protect: true } },
    );
    const held = [...many, protectedBox].map((item) => ({ resource: item }));
    const refusals = planOf({ held, resources: [] }).plan;
    expect(refusals.refused.map(({ code }) => code)).toEqual(['E_PLAN_NOTHING_DECLARED', 'E_PLAN_GUARD']);
    const plan = withoutDeletes({ held, resources: [] });
    expect([plan.refused, plan.changes.filter(({ blocked }) => blocked), plan.steps]).toEqual([[], [], []]);
    expect(plan.leftOut).toHaveLength(13);
  });
  it('leaves a replace out, and who uses it goes on with the old object', () => {
    const ringing = resource('box.b', { name: 'B', values: { ring: refTo('bell.a', 'ring') } });
    const held: Held[] = [{ resource: boxA }, { resource: bellA }, { resource: ringing }];
    const options = { replace: ['bell.a'] };
    expect(planOf({ held, options }).plan.steps.map(({ id }) => id)).toContain('box.b:update');
    expect(withoutDeletes({ held, options }).steps).toEqual([]);
    expect(leftOut({ held, options })).toEqual(['bell.a replace']);
  });
  it('leaves a replace out that a new object forces, and makes that object', () => {
    const held: Held[] = [{ resource: boxA, now: null }, { resource: bellA }];
    expect(withoutDeletes({ held }).steps.map(({ id }) => id)).toEqual(['box.a:create']);
    expect(leftOut({ held })).toEqual(['bell.a replace']);
  });
  it('leaves superseded objects where they are', () => {
    const deposed = [{ id: 'old-1', uid: 'u-old-1' }];
    const held: Held[] = [{ ...changed(boxA), record: { deposed } }];
    expect(planOf({ held }).plan.steps.map(({ op }) => op)).toEqual(['update', 'delete']);
    expect(withoutDeletes({ held }).steps.map(({ op }) => op)).toEqual(['update']);
    expect(leftOut({ held })).toEqual(['box.a delete old-1']);
  });
  it('lets a possible move wait with what refers to it, and not with the rest', () => {
    const renamed = resource('box.renamed', boxA.spec);
    const user = resource('bell.user', { name: 'User', box: refTo('box.renamed') });
    const moved: Given = { held: [{ resource: boxA }, changed(boxB)], resources: [renamed, boxB, user] };
    expect(leftOut(moved)).toEqual(['box.a delete', 'box.renamed create', 'bell.user create box.renamed']);
    const plan = withoutDeletes(moved);
    expect(plan.steps.map(({ id }) => id)).toEqual(['box.b:update']);
    expect(plan.changes.filter(({ blocked }) => blocked)).toEqual([]);
    const told: Given = { ...moved, options: { notMoved: ['box.renamed'] } };
    expect(leftOut(told)).toEqual(['box.a delete']);
  });
  it('forgets what is gone already', () => {
    const plan = withoutDeletes({ held: [{ resource: boxA, now: null }], resources: [] });
    expect(plan.changes.map(({ action }) => action)).toEqual(['forget']);
    expect(plan.leftOut).toEqual([]);
  });
  it('lists what has left the files without a read of it', () => {
    expect(leftOut({ held: [{ resource: boxA, now: 'unread' }], resources: [] })).toEqual(['box.a delete']);
  });
});
