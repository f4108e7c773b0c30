// The guard: how much one plan may delete or change.
import { describe, expect, it } from 'vitest';
import type { GuardSettings } from '../model/settings.ts';
import { type Held, planOf, resource } from '../testing/given.ts';

/** `total` boxes, of which some left the files and some changed in them. */
function refusals(
  { total, deletes = 0, changes = 0 }: { readonly total: number; readonly deletes?: number; readonly changes?: number },
  guard: GuardSettings = {},
  more: { readonly allowDelete?: number; readonly allowChange?: number; readonly destroy?: boolean } = {},
): readonly string[] {
  const held = Array.from({ length: total }, (_, n): Held => {
    const spec = { name: `Box ${n}`, values: { v: n < deletes + changes ? 2 : 1 } };
    return { resource: resource(`box.b${n}`, spec), sent: { name: `Box ${n}`, values: { v: 1 } } };
  });
  const resources = more.destroy ? [] : held.slice(deletes).map((item) => item.resource);
  return planOf({ held, resources, options: { guard, ...more } }).plan.refused.map(({ code }) => code);
}

const refused = 'E_PLAN_GUARD';

describe('the guard on deletes', () => {
  it.each<[string, Parameters<typeof refusals>, readonly unknown[]]>([
    ['a small stack has none by default', [{ total: 9, deletes: 8 }], []],
    ['30 % of ten or more', [{ total: 10, deletes: 3 }], []],
    ['more than 30 % of ten or more', [{ total: 10, deletes: 4 }], [refused]],
    ['none allowed', [{ total: 3, deletes: 1 }, { delete: { count: 0 } }], [refused]],
    ['a count', [{ total: 3, deletes: 2 }, { delete: { count: 2 } }], []],
    ['a count, exceeded', [{ total: 4, deletes: 3 }, { delete: { count: 2 } }], [refused]],
    ['percents are rounded down', [{ total: 3, deletes: 2 }, { delete: { percent: 50 } }], [refused]],
    [
      'a kind’s own limit wins',
      [
        { total: 3, deletes: 1 },
        { delete: { count: 0 }, kinds: { box: { delete: { count: 1 } } } },
      ],
      [],
    ],
    [
      'another kind’s limit does not count',
      [{ total: 3, deletes: 1 }, { kinds: { bell: { delete: { count: 0 } } } }],
      [],
    ],
    ['as many as are allowed by flag', [{ total: 10, deletes: 4 }, {}, { allowDelete: 4 }], []],
    ['more than are allowed by flag', [{ total: 10, deletes: 4 }, {}, { allowDelete: 3 }], [refused]],
    ['destroy means it', [{ total: 10, deletes: 10 }, {}, { destroy: true }], []],
    [
      'destroy does not mean what the file forbids',
      [{ total: 3, deletes: 3 }, { delete: { count: 0 } }, { destroy: true }],
      [refused],
    ],
  ])('%s', (_title, args, codes) => {
    expect(refusals(...args)).toEqual(codes);
  });
});

describe('the guard on credentials', () => {
  const credentials = { pointers: ['/values/v'], count: 3 };
  const refusedWith = (guard: GuardSettings, destroy = false) => {
    const spec = { name: 'Box', values: { v: 1 } };
    const held: Held = { resource: { ...resource('box.b', spec), credentials }, sent: spec };
    return planOf({ held: [held], options: { guard, destroy } }).plan.refused;
  };

  it('refuses what holds some, also where nothing changes, and says where', () => {
    expect(refusedWith({ secrets: 'refuse' })).toEqual([
      { code: 'E_PLAN_CREDENTIALS', address: 'box.b', pointers: ['/values/v'], count: 3 },
    ]);
  });

  it('is off without a setting, and where everything is deleted', () => {
    expect(refusedWith({})).toEqual([]);
    expect(refusedWith({ secrets: 'refuse' }, true)).toEqual([]);
  });
});

describe('the guard on changes', () => {
  it.each<[string, Parameters<typeof refusals>, readonly unknown[]]>([
    ['30 % of ten or more', [{ total: 10, changes: 3 }], []],
    ['more than 30 % of ten or more', [{ total: 10, changes: 4 }], [refused]],
    ['as many as are allowed by flag', [{ total: 10, changes: 4 }, {}, { allowChange: 4 }], []],
    ['a flag for deletes does not allow changes', [{ total: 10, changes: 4 }, {}, { allowDelete: 4 }], [refused]],
    ['both at once', [{ total: 20, changes: 7, deletes: 7 }], [refused, refused]],
  ])('%s', (_title, args, codes) => {
    expect(refusals(...args)).toEqual(codes);
  });
  it('says the numbers', () => {
    const held = [{ resource: resource('box.a', { name: 'A', values: {} }) }];
    const [only] = planOf({ held, resources: [], options: { guard: { delete: { count: 0 } } } }).plan.refused;
    expect(only).toEqual({ code: 'E_PLAN_GUARD', kind: 'box', what: 'delete', count: 1, total: 1, limit: 0 });
  });
  it('says the share that the limit comes from', () => {
    const held = Array.from({ length: 10 }, (_, n) => ({
      resource: resource(`box.b${n}`, { name: `${n}`, values: {} }),
    }));
    const [only] = planOf({ held, resources: held.slice(4).map((item) => item.resource) }).plan.refused;
    expect(only).toEqual({
      code: 'E_PLAN_GUARD',
      kind: 'box',
      what: 'delete',
      count: 4,
      total: 10,
      limit: 3,
      percent: 30,
    });
  });
  it('does not count creates', () => {
    const resources = Array.from({ length: 20 }, (_, n) => resource(`box.b${n}`, { name: `${n}`, values: {} }));
    expect(planOf({ resources, options: { guard: { change: { count: 0 } } } }).plan.refused).toEqual([]);
  });
});

describe('files that declare nothing', () => {
  const nothing = 'E_PLAN_NOTHING_DECLARED';
  it.each<[string, Parameters<typeof refusals>, readonly unknown[]]>([
    ['delete no stack of three or more', [{ total: 3, deletes: 3 }], [nothing]],
    ['may delete one or two objects', [{ total: 2, deletes: 2 }], []],
    ['delete all where that is asked for', [{ total: 3 }, {}, { destroy: true }], []],
    ['delete as many as are allowed by flag', [{ total: 3, deletes: 3 }, {}, { allowDelete: 3 }], []],
  ])('%s', (_title, given, expected) => {
    expect(refusals(...given)).toEqual(expected);
  });
});
