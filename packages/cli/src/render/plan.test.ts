// What a plan says: the same data gives the same text, and no text says more than the data.
import { describe, expect, it } from 'vitest';
import { change, plan, wide } from '../../../../tests/harness/made-up-plans.ts';
import type { CostForecast } from '../budget/forecast.ts';
import { renderPlan } from './plan.ts';
import { renderPrice } from './price.ts';

const view = { ...wide, forecast: { timeMs: () => 12_400, monthLeft: 9862 }, coverage: 'Everything was seen.' };

describe('a plan as text', () => {
  it('says action, reason, lines and the price', () => {
    const changes = [
      change({ address: 'collection.a', action: 'create', reason: 'new', lines: [] }),
      change({}),
      change({ address: 'monitor.m', action: 'replace', forcedBy: ['/collection'], lines: [] }),
      change({ address: 'mock.m', action: 'delete', reason: 'undeclared', lines: [] }),
    ];
    expect(renderPlan(plan({ changes }), view)).toBe(
      [
        '+ collection.a "Orders" will be created: it is new in the files',
        '',
        '~ environment.orders "Orders" will be updated: the files changed',
        '    ~ values.host: "a" → "b"',
        '',
        '-/+ monitor.m "Orders" will be replaced: the files changed (/collection cannot be updated)',
        '',
        '- mock.m "Orders" will be deleted: it is no longer in the files',
        '',
        'Plan: 1 to add, 1 to change, 1 to replace, 1 to delete · 14 calls · about 12 s · 0.14 % of the calls left this month',
        '',
      ].join('\n'),
    );
  });

  it('says that there is nothing to do, and how much was seen', () => {
    const changes = [change({ action: 'noop', reason: 'in-sync', lines: [] })];
    expect(renderPlan(plan({ changes }), view)).toBe('No changes. Everything was seen.\n');
  });

  it('shows what is left as it is: kept leaves, unexplained differences, notes', () => {
    const changes = [
      change({
        action: 'noop',
        reason: 'drifted',
        kept: ['/name'],
        differences: ['/values/x'],
        notes: [{ note: 'unresolved' }],
      }),
    ];
    const text = renderPlan(plan({ changes }), view);
    expect(text).toContain(
      'environment.orders stays as it is: it was changed by hand\n    A previous run was interrupted while writing it. The next apply first checks how that write ended.\n',
    );
    expect(text).toContain('kept as changed by hand (policy keep): /name');
    expect(text).toContain('postform state accept environment.orders');
    expect(text).toContain('No changes.');
  });

  it('shows the notes of the first few, names the others, and shows every unexplained difference', () => {
    const quiet = (n: number) =>
      change({ address: `environment.e${n}`, action: 'noop', notes: [{ note: 'deposed', id: `no-${n}` }], lines: [] });
    const differing = { ...quiet(9), differences: ['/values/host'] };
    const text = renderPlan(plan({ changes: [...[1, 2, 3, 4, 5, 6, 7].map(quiet), differing] }), view);
    expect(text).toContain('(no-5)');
    expect(text).not.toContain('(no-6)');
    expect(text).toContain('2 more objects with notes like these: environment.e6, environment.e7\n');
    expect(text).toContain('the server changed the values that were sent: /values/host');
    expect(renderPlan(plan({ changes: [1, 2, 3, 4, 5, 6].map(quiet) }), view)).toContain('(no-6)');
  });

  it('says that a replacement was asked for where nothing changed', () => {
    const asked = change({ action: 'replace', changed: { config: [], refs: [], remote: [] } });
    expect(renderPlan(plan({ changes: [asked] }), view)).toContain('will be replaced: you asked for it\n');
  });

  it('completes the commands in its hints', () => {
    const blocked = { code: 'E_PLAN_MOVED', from: 'environment.a', to: 'environment.orders' } as const;
    const stopped = change({ blocked, differences: ['/x'] });
    const text = renderPlan(plan({ changes: [stopped] }), {
      ...view,
      addFlags: (hint) => hint.replace('postform', 'postform -C x'),
    });
    expect(text).toContain('If it is a rename: postform -C x state mv environment.a environment.orders');
    expect(text).toContain('to accept what the server holds: postform -C x state accept environment.orders');
  });

  it('shows what stands in the way, and what to run', () => {
    const blocked = { code: 'E_PLAN_CONFLICT', address: 'environment.orders', pointers: ['/name'] } as const;
    const said = 'environment.orders: the same parts were changed in the files and by hand: /name.';
    const hint =
      'To take what Postman has into the files: postform pull environment.orders --theirs --write. To overwrite it: --overwrite-remote';
    const text = renderPlan(plan({ changes: [change({ blocked })], refused: [blocked] }), view);
    expect(text).toContain('! environment.orders "Orders" would be updated');
    expect(text).toContain(`    Refused: ${said}\n      ${hint}\n`);
    expect(text).toContain(`\nRefused: ${said}\n  ${hint}\n`);
    expect(text).toContain('1 to change, 0 to delete, 1 blocked');
  });

  it('shows a change by hand only where undoing it does not show it already', () => {
    const remoteLines = [{ mark: '~', depth: 0, text: 'name: "x" → "y"' }] as const;
    const both = renderPlan(plan({ changes: [change({ reason: 'both-changed', remoteLines })] }), view);
    expect(both).toContain('changed by hand since it was last read:\n      ~ name: "x" → "y"');
    const drifted = renderPlan(plan({ changes: [change({ reason: 'drifted', remoteLines })] }), view);
    expect(drifted).not.toContain('since it was last read');
  });

  it('counts unmanaged objects and names the first few', () => {
    const unmanaged = Array.from({ length: 7 }, (_, at) => ({ kind: 'mock', name: `m${at}`, id: `${at}` }));
    const text = renderPlan(plan({ unmanaged }), view);
    expect(text).toContain('7 objects (mock "m0", mock "m1", mock "m2", mock "m3", mock "m4" and 2 more)');
  });

  it('says why everything is deleted where that was asked for', () => {
    const changes = [change({ action: 'delete', reason: 'undeclared', lines: [] })];
    expect(renderPlan(plan({ changes }), { ...view, destroys: true })).toContain('you asked to destroy everything');
  });
});

describe('a price', () => {
  const count = (calls: number) => ({ calls, byBucket: {} });
  const cases: readonly (readonly [number, CostForecast, string])[] = [
    [0, { timeMs: () => 0, monthLeft: 10 }, '0 calls'],
    [1, {}, '1 call'],
    [3, { timeMs: () => 20 }, '3 calls · about 1 s'],
    [3, { timeMs: () => 200_000 }, '3 calls · about 3 min 20 s'],
    [
      3,
      { timeMs: () => 200_000, outwaits: () => true },
      '3 calls · about 3 min 20 s with --wait; otherwise in several runs',
    ],
    [1, { monthLeft: 1_000_000 }, '1 call · < 0.01 % of the calls left this month'],
    [50, { monthLeft: 100 }, '50 calls · 50 % of the calls left this month'],
    [50, { monthLeft: 40 }, '50 calls · more than is left this month (40)'],
    [1, { monthLeft: 0 }, '1 call · more than is left this month'],
  ];
  it.each(cases)('of %s calls with %o', (calls, forecast, text) => {
    expect(renderPrice(count(calls), forecast)).toBe(text);
  });
});
