// Prices: what is sent after the plan is shown.
import { describe, expect, it } from 'vitest';
import { addCounts, type Count, countRoute, NO_CALLS } from '../model/call.ts';
import type { Step } from '../model/plan.ts';
import { type Given, planOf, refTo, resource } from '../testing/given.ts';
import { bell, box, bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { priceOfPlan, priceOfReads, worstOf } from './price.ts';
import { recheckReads } from './rechecks.ts';

const boxA = resource('box.a', { name: 'A', values: { a: 1 } });
const bellA = resource('bell.a', { name: 'Bell', tone: 'c' });
const ringing = resource('box.a', { name: 'A', values: { ring: refTo('bell.a', 'ring') } });
const oldBox = { resource: boxA, sent: { name: 'A', values: {} } };
const oldBell = { resource: bellA, sent: { name: 'Bell', tone: 'd' } };

const rows: readonly (readonly [string, Given, number, number])[] = [
  ['nothing to do', { held: [{ resource: boxA }] }, 0, 0],
  ['a create and its read-back; a saved plan confirms the workspace', { resources: [boxA] }, 2, 1],
  ['a create whose reply is whole', { resources: [bellA] }, 1, 1],
  ['an update; a saved plan reads the object again', { held: [oldBox] }, 2, 2],
  ['a kind that is listed; a saved plan reads the list once', { held: [oldBell] }, 1, 2],
  [
    'two of a kind that is listed: still one list',
    { held: [oldBell, { resource: resource('bell.b', { name: 'B', tone: 'c' }), sent: { name: 'B', tone: 'd' } }] },
    2,
    2,
  ],
  ['a delete', { held: [{ resource: boxA }], resources: [] }, 1, 2],
  [
    'a replace',
    { held: [{ resource: resource('bell.a', { name: 'B', box: 'u-2' }), sent: { name: 'B', box: 'u-1' } }] },
    2,
    2,
  ],
  [
    'a cycle: two creates, one update, one read-back',
    { resources: [ringing, resource('bell.a', { name: 'Bell', box: refTo('box.a') })] },
    4,
    1,
  ],
  ['lazy settling reads nothing back', { resources: [boxA], options: { settle: 'lazy' } }, 1, 1],
];

describe('the price of a plan', () => {
  it.each(rows)('%s', (_title, given, writes, rechecks) => {
    const { plan } = planOf(given);
    expect(plan.price.expected.calls).toBe(writes);
    expect(plan.price.rechecks).toEqual(NO_CALLS);
    const saved = planOf({ ...given, options: { ...given.options, saved: true } }).plan;
    expect(saved.price.rechecks.calls).toBe(rechecks);
    expect(saved.price.expected.calls).toBe(writes + rechecks);
    expect(plan.steps.reduce((sum, step) => sum + step.price.calls, 0)).toBe(writes);
  });

  it('counts by bucket, and a call may pass several', () => {
    const { plan } = planOf({ held: [oldBell], options: { saved: true } });
    expect(plan.price.expected).toEqual({ calls: 3, byBucket: { general: 3, slow: 2 } });
  });

  it('adopting an object that differs re-checks it too', () => {
    const step: Step = {
      id: 'box.a:update',
      address: 'box.a',
      kind: 'box',
      op: 'update',
      after: [],
      readBack: false,
      price: { calls: 1, byBucket: { general: 1 } },
    };
    const item = { address: 'box.a', kind: box, identity: { id: 'a', uid: 'u-a' }, wasGone: false };
    const reads = recheckReads(kinds, [item]);
    const price = priceOfPlan([step], priceOfReads(reads, { workspaceRoute, bucketsOf }));
    expect(price.expected.calls).toBe(3);
  });
});

describe('the worst price', () => {
  it('is nothing for nothing', () => expect(worstOf(NO_CALLS)).toEqual(NO_CALLS));
  it('is half as many calls again, and five more', () => {
    expect(worstOf({ calls: 4, byBucket: { general: 4, slow: 1 } })).toEqual({
      calls: 11,
      byBucket: { general: 11, slow: 7 },
    });
  });
});

describe('counts', () => {
  const count = (calls: number, byBucket: Count['byBucket']): Count => ({ calls, byBucket });
  it('add up by bucket, in the order of the buckets’ names', () => {
    const sum = addCounts(count(1, { slow: 1 }), count(2, { general: 2, slow: 1 }), NO_CALLS);
    expect(JSON.stringify(sum)).toBe('{"calls":3,"byBucket":{"general":2,"slow":2}}');
  });
  it('of a route', () => {
    expect(countRoute(bell.routes.list, 3, bucketsOf)).toEqual(count(3, { general: 3, slow: 3 }));
    expect(countRoute(box.routes.read, 0, bucketsOf)).toBe(NO_CALLS);
  });
});
