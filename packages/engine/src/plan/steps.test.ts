// Steps: creates and updates in the order of needs, cycles cut where a kind allows it, deletes last and the other way round.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DesiredResource } from '../model/desired.ts';
import type { JsonObject } from '../model/json.ts';
import type { Step } from '../model/plan.ts';
import { type Given, type Held, planOf, refTo, resource } from '../testing/given.ts';

const boxA = resource('box.a', { name: 'A', values: { a: 1 } });
const bellA = resource('bell.a', { name: 'Bell', box: refTo('box.a') });
const ringing = resource('box.a', { name: 'A', values: { a: 1, ring: refTo('bell.a', 'ring') } });

/** Each step as text: `id < what it waits for`. */
const shown = (steps: readonly Step[]): readonly string[] =>
  steps.map(({ id, after }) => (after.length === 0 ? id : `${id} < ${after.join(', ')}`));
const stepsOf = (given: Given): readonly Step[] => planOf(given).plan.steps;

const rows: readonly (readonly [string, Given, readonly string[]])[] = [
  ['creates come after what they need', { resources: [bellA, boxA] }, ['box.a:create', 'bell.a:create < box.a:create']],
  [
    'an update does not wait for what does not change',
    { held: [{ resource: boxA }, { resource: bellA, sent: { name: 'Old', box: refTo('box.a') } }] },
    ['bell.a:update'],
  ],
  [
    'an update waits for the update of what it needs',
    {
      held: [
        { resource: boxA, sent: { name: 'A', values: {} } },
        { resource: bellA, sent: { name: 'Old', box: refTo('box.a') } },
      ],
    },
    ['box.a:update', 'bell.a:update < box.a:update'],
  ],
  [
    'a cycle is cut where the kind allows it, and closed by an update',
    { resources: [ringing, bellA] },
    ['box.a:create', 'bell.a:create < box.a:create', 'box.a:update < bell.a:create, box.a:create'],
  ],
  [
    'who is outside of the cycle waits for its last step',
    { resources: [ringing, bellA, resource('bell.b', { name: 'B', box: refTo('box.a') })] },
    [
      'box.a:create',
      'bell.a:create < box.a:create',
      'box.a:update < bell.a:create, box.a:create',
      'bell.b:create < box.a:update',
    ],
  ],
  [
    'a member that exists is updated once, after the other is created',
    { held: [{ resource: ringing, sent: boxA.spec }], resources: [ringing, bellA] },
    ['bell.a:create', 'box.a:update < bell.a:create'],
  ],
  [
    'a replace is a create and a delete of the old one',
    { held: [{ resource: boxA }, { resource: bellA, sent: { name: 'Bell', box: 'u-box-z' } }] },
    ['bell.a:create', 'bell.a:delete-old < bell.a:create'],
  ],
  [
    'who used the old one lets go of it before it is deleted',
    {
      held: [
        { resource: resource('box.a', { name: 'A', values: { ring: refTo('bell.b', 'ring') } }) },
        { resource: resource('bell.b', { name: 'B', box: 'u-new' }), sent: { name: 'B', box: 'u-old' } },
      ],
    },
    ['bell.b:create', 'box.a:update < bell.b:create', 'bell.b:delete-old < bell.b:create, box.a:update'],
  ],
  [
    'deletes come last, dependents first',
    { held: [{ resource: boxA }, { resource: bellA }], resources: [resource('box.new', { name: 'N', values: {} })] },
    ['box.new:create', 'bell.a:delete', 'box.a:delete < bell.a:delete'],
  ],
  [
    'what is deleted waits for the update that lets go of it',
    {
      held: [
        { resource: resource('bell.b', { name: 'B' }) },
        {
          resource: resource('box.a', { name: 'A', values: {} }),
          sent: { name: 'A', values: { ring: refTo('bell.b', 'ring') } },
          record: { dependsOn: ['bell.b'] },
        },
      ],
      resources: [resource('box.a', { name: 'A', values: {} })],
    },
    ['box.a:update', 'bell.b:delete < box.a:update'],
  ],
  [
    'what is deleted waits for the delete of the superseded object that used it',
    {
      held: [
        { resource: resource('box.z', { name: 'Z', values: {} }) },
        { resource: resource('bell.b', { name: 'B', box: refTo('box.z') }) },
      ],
      resources: [resource('bell.b', { name: 'B', box: 'u-new' })],
    },
    ['bell.b:create', 'bell.b:delete-old < bell.b:create', 'box.z:delete < bell.b:create, bell.b:delete-old'],
  ],
  [
    'what is deleted waits for leftovers that may have used it',
    {
      held: [
        { resource: boxA },
        { resource: resource('bell.b', { name: 'B' }), record: { deposed: [{ id: 'old-1', uid: 'u-old-1' }] } },
      ],
      resources: [resource('bell.b', { name: 'B' })],
    },
    ['bell.b:delete-old-1', 'box.a:delete < bell.b:delete-old-1'],
  ],
  [
    'within a cycle the kinds decide what is deleted first',
    { held: [{ resource: ringing }, { resource: bellA }], resources: [] },
    ['bell.a:delete', 'box.a:delete < bell.a:delete'],
  ],
  [
    'what an earlier replace has left over is deleted, also of an address that does not change',
    { held: [{ resource: boxA, record: { deposed: [{ id: 'old-1', uid: 'u-old-1' }] } }] },
    ['box.a:delete-old-1'],
  ],
  [
    'a deleted address takes its leftovers with it',
    { held: [{ resource: boxA, record: { deposed: [{ id: 'old-1', uid: 'u-old-1' }] } }], resources: [] },
    ['box.a:delete', 'box.a:delete-old-1'],
  ],
];

describe('steps', () => {
  it.each(rows)('%s', (_title, given, steps) => {
    expect(shown(stepsOf({ options: { allowDelete: 9, allowChange: 9 }, ...given }))).toEqual(steps);
  });

  it('the create of a cut cycle leaves out the leaf that waits, and only the last step reads back', () => {
    const [create, , update] = stepsOf({ resources: [ringing, bellA] });
    expect(create).toMatchObject({ op: 'create', omit: ['/values/ring'], readBack: false });
    expect(update).toMatchObject({ op: 'update', readBack: true });
    expect(update).not.toHaveProperty('omit');
  });

  it('a replace says which object is the old one', () => {
    const [create, old] = stepsOf({
      held: [{ resource: bellA, sent: { name: 'Bell', box: 'u-z' } }, { resource: boxA }],
    });
    expect(create).toMatchObject({ op: 'create', replaces: true });
    expect(old).toMatchObject({ op: 'delete', deposed: 'bell-a' });
  });

  it('ignored and leaves that policy keeps are kept', () => {
    const lifecycle = { ignore: ['/values/i'], drift: [{ at: '/values/h', policy: 'keep' as const }] };
    const spec = { name: 'A', values: { h: 1, i: 1, c: 2 } };
    const sent = { name: 'A', values: { h: 1, i: 1, c: 1 } };
    const now = { name: 'A', values: { h: 9, i: 9, c: 1 } };
    const [update] = stepsOf({ held: [{ resource: resource('box.a', spec, { lifecycle }), sent, now }] });
    expect(update).toMatchObject({ op: 'update', keep: ['/values/i', '/values/h'] });
  });

  it.each([
    ['a kind whose replies are whole', bellA, 'readback', false],
    ['a kind whose replies are not', boxA, 'readback', true],
    ['lazy settling', boxA, 'lazy', false],
  ] as const)('read back or not: %s', (_title, item, settle, reads) => {
    const steps = stepsOf({ resources: [boxA, item], options: { settle } });
    expect(steps.find((step) => step.address === item.address)!.readBack).toBe(reads);
  });

  it('an update of an object that is large as declared is asked for as a task, and priced with a question', () => {
    const changed = [
      { resource: boxA, sent: { name: 'Old', values: { a: 1 } } },
      { resource: bellA, sent: { name: 'Old', box: refTo('box.a') } },
    ];
    const bytes = JSON.stringify(boxA.spec).length;
    const tasks = (asyncFromBytes: number) =>
      stepsOf({ held: changed, options: { asyncFromBytes } }).map(({ asTask, price }) => [asTask, price.calls]);
    expect(tasks(bytes)).toEqual([
      [true, 3],
      [undefined, 1],
    ]);
    expect(tasks(bytes + 1)[0]).toEqual([undefined, 2]);
    expect(tasks(Number.POSITIVE_INFINITY)[0]).toEqual([undefined, 2]);
  });

  it('a cycle that no kind can cut is E_PLAN_CYCLE, with its members', () => {
    const loop = [
      resource('bell.a', { name: 'A', tone: refTo('bell.b', 'ring') }),
      resource('bell.b', { name: 'B', tone: refTo('bell.a', 'ring') }),
    ];
    expect(() => planOf({ resources: loop })).toThrow(
      expect.objectContaining({ code: 'E_PLAN_CYCLE', message: expect.stringContaining('bell.a, bell.b') }),
    );
  });

  it('a value that waits for its own object comes with an update', () => {
    const steps = stepsOf({ resources: [resource('box.a', { name: 'A', values: { me: refTo('box.a', 'id') } })] });
    expect(shown(steps)).toEqual(['box.a:create', 'box.a:update < box.a:create']);
    expect(steps[0]).toMatchObject({ omit: ['/values/me'] });
  });

  it('a leaf that cannot wait for its own object is E_PLAN_CYCLE', () => {
    const own = resource('bell.a', { name: 'A', tone: refTo('bell.a', 'ring') });
    expect(() => planOf({ resources: [own] })).toThrow(
      expect.objectContaining({ code: 'E_PLAN_CYCLE', message: expect.stringContaining('bell.a') }),
    );
  });

  it('what an object says of itself is no reason to delete it twice, nor never', () => {
    const own = resource('box.a', { name: 'A', values: { me: refTo('box.a', 'id') } });
    expect(shown(stepsOf({ held: [{ resource: own }], resources: [] }))).toEqual(['box.a:delete']);
  });
});

describe('steps of any resources', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  type Fate = 'new' | 'same' | 'moved' | 'gone';
  const fates = fc.tuple(...names.map(() => fc.constantFrom<Fate>('new', 'same', 'moved', 'gone')));
  const arrows = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 8 });

  const given = (fate: readonly Fate[], pairs: readonly (readonly [number, number])[]): Given => {
    const values = (n: number): JsonObject =>
      Object.fromEntries(
        pairs
          .filter(([from, to]) => from === n && to !== n && (fate[n] === 'gone' || fate[to] !== 'gone'))
          .map(([, to]) => [`to-${names[to]}`, refTo(`box.${names[to]}`, 'uid')]),
      );
    const of = (n: number, extra: JsonObject): DesiredResource =>
      resource(`box.${names[n]}`, { name: names[n]!, values: { ...values(n), ...extra } });
    const all = names.map((_, n) => n);
    const held: Held[] = all
      .filter((n) => fate[n] !== 'new')
      .map((n) => ({
        resource: of(n, {}),
        record: { dependsOn: pairs.filter(([from]) => from === n).map(([, to]) => `box.${names[to]}`) },
      }));
    const resources = all.filter((n) => fate[n] !== 'gone').map((n) => of(n, fate[n] === 'moved' ? { moved: 1 } : {}));
    return { held, resources, options: { allowDelete: 9, allowChange: 9 } };
  };

  it('come after all that they wait for, deletes after every write, each object deleted once', () => {
    fc.assert(
      fc.property(fates, arrows, (fate, pairs) => {
        const steps = stepsOf(given(fate, pairs));
        const place = new Map(steps.map((step, index) => [step.id, index]));
        expect(place.size).toBe(steps.length);
        for (const step of steps) for (const id of step.after) expect(place.get(id)!).toBeLessThan(place.get(step.id)!);
        const ops = steps.map((step) => (step.op === 'delete' ? 1 : 0));
        expect(ops).toEqual([...ops].sort());
        names.forEach((name, n) => {
          const mine = steps.filter((step) => step.address === `box.${name}`).map((step) => step.op);
          if (fate[n] === 'gone') expect(mine).toEqual(['delete']);
          if (fate[n] === 'new') expect(mine[0]).toBe('create');
          if (fate[n] === 'moved') expect(mine).toEqual(['update']);
        });
      }),
    );
  });
});
