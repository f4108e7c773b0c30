// What stands in a change’s way: every code with its facts.
import { describe, expect, it } from 'vitest';
import type { Lifecycle } from '../model/desired.ts';
import type { Listed } from '../model/kind.ts';
import type { Refusal } from '../model/refusal.ts';
import { changeAt, type Given, type Held, planOf, remote, resource } from '../testing/given.ts';

const listed = (id: string, name: string, more: Partial<Listed> = {}): Listed => ({
  id,
  uid: `u-${id}`,
  name,
  ...more,
});
const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const refusalAt = (given: Given, address = 'box.a'): Refusal | undefined => changeAt(planOf(given), address).blocked;

/** Sent 1; the files say `ours`, the server `theirs`. */
const between = (ours: number, theirs: number, lifecycle: Partial<Lifecycle> = {}): Held => ({
  resource: resource('box.a', { name: 'A', values: { v: ours } }, { lifecycle }),
  sent: { name: 'A', values: { v: 1 } },
  now: { name: 'A', values: { v: theirs } },
});
const stop: Partial<Lifecycle> = { drift: [{ at: '/values/v', policy: 'stop' }] };
const bellMoved = (lifecycle: Partial<Lifecycle>): Held => ({
  resource: resource('bell.a', { name: 'B', box: 'u-2' }, { lifecycle }),
  sent: { name: 'B', box: 'u-1' },
});

const rows: readonly (readonly [string, Given, string, string?])[] = [
  ['an object of that name', { resources: [boxA], strangers: { boxes: [listed('x', 'A')] } }, 'E_PLAN_EXISTS x'],
  [
    'several objects of that name',
    { resources: [boxA], strangers: { boxes: [listed('x', 'A'), listed('y', 'A')] } },
    'E_PLAN_AMBIGUOUS x, y',
  ],
  ['an id that nobody has', { resources: [resource('box.a', boxA.spec, { adopt: 'x' })] }, 'E_PLAN_ADOPT_UNKNOWN x'],
  ['the same leaf moved on both sides', { held: [between(2, 3)] }, 'E_PLAN_CONFLICT /values/v'],
  ['a leaf changed by hand where we are to stop', { held: [between(1, 3, stop)] }, 'E_PLAN_DRIFT_STOP /values/v'],
  [
    'a protected address that left the files',
    { held: [{ resource: resource('box.a', boxA.spec, { lifecycle: { protect: true } }) }], resources: [] },
    'E_PLAN_PROTECTED delete',
  ],
  [
    'a protected address to be replaced',
    { held: [bellMoved({ protect: true })] },
    'E_PLAN_PROTECTED replace',
    'bell.a',
  ],
  [
    'a rename in the files',
    { held: [{ resource: resource('box.old', boxA.spec) }], resources: [boxA] },
    'E_PLAN_MOVED box.old',
  ],
  [
    'the same content under another name',
    {
      held: [{ resource: resource('box.old', { name: 'Old', values: { v: 1 } }) }],
      resources: [resource('box.a', { name: 'New', values: { v: 1 } })],
    },
    'E_PLAN_MOVED box.old',
  ],
];

const free: readonly (readonly [string, Given, string?])[] = [
  ['an object of that name of another kind', { resources: [boxA], strangers: { bells: [listed('x', 'A')] } }],
  ['a fork of that name', { resources: [boxA], strangers: { boxes: [listed('x', 'A', { isFork: true })] } }],
  [
    'an object of that name that state claims',
    { held: [{ resource: boxA }], strangers: { boxes: [listed('box-a', 'A')] } },
  ],
  ['a conflict that may be written over', { held: [between(2, 3)], options: { overwriteRemote: true } }],
  ['both sides to the same value', { held: [between(2, 2)] }],
  ['a stop where the files moved as well', { held: [between(2, 1, stop)] }],
  ['an update of a protected address', { held: [between(2, 1, { protect: true })] }],
  ['a replace that nobody protects', { held: [bellMoved({})] }, 'bell.a'],
  [
    'no move, as somebody said',
    { held: [{ resource: resource('box.old', boxA.spec) }], resources: [boxA], options: { notMoved: ['box.a'] } },
  ],
  [
    'a create and a delete that share nothing',
    {
      held: [{ resource: resource('box.old', { name: 'Old', values: { v: 2 } }) }],
      resources: [boxA],
    },
  ],
  [
    'a create and a delete of different kinds',
    { held: [{ resource: resource('bell.old', { name: 'A' }) }], resources: [boxA] },
  ],
  [
    'empty boxes, of which one is as good as another',
    {
      held: [{ resource: resource('box.old', { name: 'Old', values: {} }) }],
      resources: [resource('box.a', { name: 'A', values: {} })],
    },
  ],
  ['protection that is lifted in the files', { held: [{ ...bellMoved({}), record: { protect: true } }] }, 'bell.a'],
];

describe('blocked', () => {
  it.each(rows.map(([title, given, said, at = 'box.a']) => [title, said, given, at] as const))(
    '%s: %s',
    (_title, said, given, address) => {
      const [code, ...rest] = said.split(' ');
      const refusal = refusalAt(given, address);
      expect(refusal?.code).toBe(code);
      const facts: readonly unknown[] = Object.values(refusal ?? {});
      expect(facts.flat()).toEqual(expect.arrayContaining([address, ...rest.join(' ').split(', ')]));
    },
  );
  it.each(free.map(([title, given, at = 'box.a']) => [title, given, at] as const))(
    'not blocked: %s',
    (_title, given, address) => {
      expect(refusalAt(given, address)).toBeUndefined();
    },
  );
  it('one object for two addresses: only one may adopt it', () => {
    const there = remote('x', { name: 'A', values: { v: 1 } });
    const adopters = ['box.a', 'box.b'].map((address) => resource(address, boxA.spec, { adopt: 'x' }));
    const planned = planOf({ resources: adopters, adoptable: { 'box.a': there, 'box.b': there } });
    expect(planned.plan.changes.map((change) => change.blocked?.code)).toEqual([undefined, 'E_PLAN_ADOPT_UNKNOWN']);
  });
});

describe('a state that seems to be missing', () => {
  const resources = Array.from({ length: 60 }, (_, n) => resource(`box.b${n}`, { name: `Box ${n}`, values: {} }));
  const strangers = (count: number) => ({
    boxes: Array.from({ length: count }, (_, n) => listed(`x${n}`, `Box ${n}`)),
  });
  const codes = (given: Given): readonly string[] => planOf(given).plan.refused.map((item) => item.code);
  it('is said once, with both numbers', () => {
    const { refused } = planOf({ resources, strangers: strangers(60) }).plan;
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({ code: 'E_PLAN_STATE_MISSING', found: 60, declared: 60 });
  });
  it.each([
    ['half of them are there', strangers(30), ['E_PLAN_STATE_MISSING']],
    ['less than half', strangers(29), []],
    ['nothing is there', strangers(0), []],
  ] as const)('%s', (_title, there, expected) => {
    expect(codes({ resources, strangers: there })).toEqual(expected);
  });
  it('is not said for one or two objects of the same name, nor where there is a state', () => {
    expect(codes({ resources: resources.slice(0, 2), strangers: strangers(2) })).toEqual([]);
    expect(codes({ held: [{ resource: boxA }], resources: [boxA, ...resources], strangers: strangers(60) })).toEqual(
      [],
    );
  });
});
