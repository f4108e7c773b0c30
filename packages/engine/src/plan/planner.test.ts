// The planner: what is in a plan, for whom, and that the same input gives the same bytes.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeDigester, PUBLIC_DIGESTER } from '../model/digest.ts';
import type { Json } from '../model/json.ts';
import type { Note } from '../model/note.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import {
  changeAt,
  desiredOf,
  digester,
  type Given,
  type Held,
  liveOf,
  planOf,
  refTo,
  resource,
  secret,
  secrets,
  stateOf,
} from '../testing/given.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { reversed } from '../testing/trees.ts';
import { encodePlan } from './plan-file.ts';
import { buildPlan, type Planned } from './planner.ts';
import { driftOf, hasDifferences, summaryOf } from './summary.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const boxB = resource('box.b', { name: 'B', values: { v: 1 } });
const bellA = resource('bell.a', { name: 'Bell', box: refTo('box.a') });
const addresses = (given: Given): readonly string[] => planOf(given).plan.changes.map((change) => change.address);

describe('targets', () => {
  const all: Given = { resources: [boxA, boxB, bellA] };
  it.each<[string, readonly string[], readonly string[]]>([
    ['none means all, by kind and address', [], ['box.a', 'box.b', 'bell.a']],
    ['what they need comes along', ['bell.a'], ['box.a', 'bell.a']],
    ['who needs them does not', ['box.a'], ['box.a']],
    ['several', ['box.a', 'box.b'], ['box.a', 'box.b']],
  ])('%s', (_title, targets, scope) => {
    expect(addresses({ ...all, options: { targets } })).toEqual(scope);
  });
  it('of a destroy bring along who needs them', () => {
    const held = [boxA, boxB, bellA].map((item) => ({ resource: item }));
    expect(addresses({ held, options: { targets: ['box.a'], destroy: true } })).toEqual(['box.a', 'bell.a']);
  });
  it('may be addresses that only the state knows', () => {
    expect(addresses({ held: [{ resource: boxA }], resources: [boxB], options: { targets: ['box.a'] } })).toEqual([
      'box.a',
    ]);
  });
});

describe('what is excluded', () => {
  const all: Given = { resources: [boxA, boxB, bellA] };
  it.each<[string, readonly string[], readonly string[]]>([
    ['takes what depends on it along', ['box.a'], ['box.b']],
    ['leaves what it needs', ['bell.a'], ['box.a', 'box.b']],
    ['several', ['box.b', 'bell.a'], ['box.a']],
  ])('%s', (_title, excluded, scope) => {
    expect(addresses({ ...all, options: { excluded } })).toEqual(scope);
  });
  const held = [boxA, boxB, bellA].map((item) => ({ resource: item }));
  it('of a destroy keeps what it needs', () => {
    expect(addresses({ held, options: { excluded: ['bell.a'], destroy: true } })).toEqual(['box.b']);
    expect(addresses({ held, options: { excluded: ['box.a'], destroy: true } })).toEqual(['box.b', 'bell.a']);
  });
  it('keeps what it needs where the files no longer declare that', () => {
    expect(addresses({ held, resources: [boxB], options: { excluded: ['bell.a'] } })).toEqual(['box.b']);
  });
});

describe('a new identity', () => {
  it('makes refs to it unknown, and that replaces who cannot change them', () => {
    const held: Held[] = [{ resource: boxA, now: null }, { resource: bellA }];
    const planned = planOf({ held });
    expect(changeAt(planned, 'box.a')).toMatchObject({ action: 'create', reason: 'vanished' });
    expect(changeAt(planned, 'bell.a')).toMatchObject({ action: 'replace', forcedBy: ['/box'] });
  });
  it('goes on along a chain', () => {
    const second = resource('box.b', { name: 'B', values: { ring: refTo('bell.a', 'ring') } });
    const planned = planOf({ held: [{ resource: boxA, now: null }, { resource: bellA }, { resource: second }] });
    expect(planned.plan.changes.map(({ address, action }) => `${address} ${action}`)).toEqual([
      'box.a create',
      'box.b update',
      'bell.a replace',
    ]);
  });
  it('that is kept moves nobody', () => {
    const held: Held[] = [{ resource: boxA, sent: { name: 'A', values: { v: 2 } } }, { resource: bellA }];
    expect(changeAt(planOf({ held }), 'bell.a').action).toBe('noop');
  });
});

describe('notes', () => {
  const notes = (given: Given, address = 'box.a'): readonly Note[] => changeAt(planOf(given), address).notes;
  it.each<[string, Given, Note]>([
    ['vanished', { held: [{ resource: boxA, now: null }] }, { note: 'vanished' }],
    ['deactivated', { held: [{ resource: boxA, now: 'deactivated' }] }, { note: 'deactivated' }],
    [
      'deleted after a change by hand',
      { held: [{ resource: boxA, now: { name: 'A', values: { v: 2 } } }], resources: [] },
      { note: 'changed-by-hand' },
    ],
    [
      'left over by a replace',
      { held: [{ resource: boxA, record: { deposed: [{ id: 'old', uid: 'u' }] } }] },
      { note: 'deposed', id: 'old' },
    ],
    [
      'a secret that is not here',
      { resources: [resource('box.a', { name: 'A', values: { t: secret('gone') } })] },
      { note: 'secret-missing', name: 'gone', isNew: true },
    ],
    [
      'interrupted',
      {
        held: [{ resource: boxA }],
        state: { intents: [{ address: 'box.a', op: 'update', step: 's', sending: '', seenBefore: [], at: 0 }] },
      },
      { note: 'unresolved' },
    ],
  ])('%s', (_title, given, said) => {
    expect(notes(given)).toEqual([said]);
  });
  it('none of what was not read: how old its evidence is stands beside the plan', () =>
    expect(notes({ held: [{ resource: boxA, now: 'unread' }] })).toEqual([]));
  it('none where there is nothing to say', () => expect(notes({ held: [{ resource: boxA }] })).toEqual([]));
});

describe('what a saved plan relies on', () => {
  it('is named for each address that it touches, and for no other', () => {
    const held: Held[] = [{ resource: boxA, sent: { name: 'A', values: {} } }, { resource: boxB }];
    const { plan } = planOf({ held, resources: [boxA, boxB, bellA] });
    expect(plan.preconditions.map((item) => item.address)).toEqual(['box.a', 'bell.a']);
    expect(plan.preconditions[1]).toMatchObject({ record: null, live: expect.any(String) });
  });
  it('are the objects that have the name of what is to be created', () => {
    const of = (ids: readonly string[]): unknown =>
      planOf({
        resources: [boxA],
        strangers: { boxes: ids.map((id) => ({ id, uid: id, name: 'Z' })), bells: [] },
      }).plan.preconditions;
    expect(of(['x'])).toEqual(of([]));
  });
  it('a gone object that is to be forgotten, too', () => {
    const { plan } = planOf({ held: [{ resource: boxA, now: null }], resources: [] });
    expect(plan.preconditions).toMatchObject([{ address: 'box.a', record: expect.any(String), live: null }]);
  });
});

describe('fingerprints of secrets', () => {
  const resources = [resource('box.a', { name: 'A', values: { t: secret('token'), g: secret('gone') } })];
  it('stand for values, null where there is none', () => {
    const { plan } = planOf({ resources });
    expect(plan.basis.secrets).toEqual({ gone: null, token: digester.digest(secrets('token')!) });
  });
  it('are not given without a key of our own', () => {
    expect(planOf({ resources, digester: PUBLIC_DIGESTER }).plan.basis.secrets).toEqual({ gone: null, token: null });
  });
});

describe('the same input gives the same bytes', () => {
  const specs = fc.record({
    values: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<Json>(1, 2), { maxKeys: 3 }),
    sent: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.constantFrom<Json>(1, 2), { maxKeys: 3 }),
    fate: fc.constantFrom('new', 'same', 'gone', 'vanished'),
  });
  it('whatever the order of resources, records and observations, and of keys in the state', () => {
    fc.assert(
      fc.property(fc.array(specs, { minLength: 1, maxLength: 6 }), (worlds) => {
        const items = worlds.map(({ values, sent, fate }, n) => {
          const spec = { name: `B${n}`, values: n > 0 ? { ...values, up: refTo(`box.b${n - 1}`, 'uid') } : values };
          return { fate, held: { resource: resource(`box.b${n}`, spec), sent: { name: `B${n}`, values: sent } } };
        });
        const held = items
          .filter((item) => item.fate !== 'new')
          .map((item): Held => ({ ...item.held, ...(item.fate === 'vanished' ? { now: null } : {}) }));
        const resources = items.filter((item) => item.fate !== 'gone').map((item) => item.held.resource);
        const strangers = { boxes: [{ id: 's', uid: 'u-s', name: 'S' }] };
        const state = stateOf(held);
        const live = liveOf(held, { strangers });
        const shared = {
          kinds,
          secrets,
          digester,
          options: { ...DEFAULT_PLAN_OPTIONS, notMoved: resources.map((item) => item.address) },
          bucketsOf,
          workspaceRoute,
        };
        const one = buildPlan({ ...shared, desired: desiredOf(resources), state, live });
        const turned = <T>(value: T): T => reversed(value as unknown as Json) as unknown as T;
        const other = buildPlan({
          ...shared,
          desired: { ...desiredOf([]), resources: [...resources].reverse() },
          state: turned(state),
          live: { ...live, observations: new Map([...live.observations].reverse()) },
        });
        const bytes = ({ plan }: Planned): string => encodePlan({ ...plan, basis: { ...plan.basis, desired: '' } });
        expect(bytes(other)).toBe(bytes(one));
      }),
    );
  });
  it('and another key gives other digests, but the same changes', () => {
    const given: Given = { resources: [boxA, bellA] };
    const [one, other] = [planOf(given).plan, planOf({ ...given, digester: makeDigester('other') }).plan];
    expect(other.basis.desired).not.toBe(one.basis.desired);
    expect(other.changes).toEqual(one.changes);
  });
});

describe('the rest of a plan', () => {
  it('lists what nobody manages, without what is being adopted', () => {
    const strangers = { boxes: ['x', 'y'].map((id) => ({ id, uid: `u-${id}`, name: id })) };
    const adopting = resource('box.a', boxA.spec, { adopt: 'x' });
    const adoptable = { 'box.a': { id: 'x', uid: 'u-x', ...boxA.spec } };
    expect(planOf({ resources: [adopting], strangers, adoptable }).plan.unmanaged).toEqual([
      { kind: 'box', name: 'y', id: 'y' },
    ]);
  });
  it('sums up', () => {
    const held: Held[] = [
      { resource: boxA, sent: { name: 'A', values: {} } },
      { resource: boxB },
      { resource: resource('bell.gone', { name: 'Gone' }), now: null },
      { resource: resource('bell.r', { name: 'R', box: 'u-2' }), sent: { name: 'R', box: 'u-1' } },
      {
        resource: resource('box.old', { name: 'Old', values: { x: 1 } }),
        record: { deposed: [{ id: 'o', uid: 'o' }] },
      },
    ];
    const { plan } = planOf({ held, resources: [boxA, held[3]!.resource, held[4]!.resource, bellA] });
    expect(summaryOf(plan)).toEqual({ create: 1, update: 1, replace: 1, delete: 2, adopt: 0, forget: 1, blocked: 0 });
  });
  const moved: Held = { resource: boxA, now: { name: 'A', values: { v: 2 } } };
  it.each<[string, Given, boolean, number]>([
    ['nothing', { held: [{ resource: boxA }] }, false, 0],
    ['drift', { held: [moved] }, true, 1],
    [
      'drift that is kept',
      {
        held: [
          { ...moved, resource: resource('box.a', boxA.spec, { lifecycle: { drift: [{ at: '', policy: 'keep' }] } }) },
        ],
      },
      false,
      1,
    ],
    ['ours only', { held: [{ resource: boxA, sent: { name: 'A', values: {} } }] }, true, 0],
    ['vanished', { held: [{ resource: boxA, now: null }] }, true, 1],
    ['gone and undeclared', { held: [{ resource: boxA, now: null }], resources: [] }, true, 1],
    ['not read', { held: [{ resource: boxA, now: 'unread' }] }, false, 0],
  ])('differences and drift: %s', (_title, given, differs, drifted) => {
    const { plan } = planOf(given);
    expect(hasDifferences(plan)).toBe(differs);
    expect(driftOf(plan)).toHaveLength(drifted);
  });
});
