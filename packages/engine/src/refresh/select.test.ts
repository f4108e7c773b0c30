// What is selected for reading: first what is managed, then what is to be adopted, then what the plan would write unread.
import { describe, expect, it } from 'vitest';
import type { DesiredResource } from '../model/desired.ts';
import type { Kind } from '../model/kind.ts';
import type { Live, Observation } from '../model/observation.ts';
import { callsOfReads, NOTHING_TO_READ } from '../model/read-set.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import {
  desiredOf,
  type Given,
  type Held,
  liveOf,
  planOf,
  readsShown,
  refTo,
  remote,
  resource,
  stateOf,
  WORKSPACE,
} from '../testing/given.ts';
import { bell, box, kinds } from '../testing/kinds.ts';
import { furtherReads, managedObjects, objectsToAdopt, refreshReads } from './select.ts';

const ports = { kinds };
const boxA = resource('box.a', { name: 'A', values: {} });
const boxB = resource('box.b', { name: 'B', values: {} });
const bellNamed = (name: string) => resource(`bell.${name}`, { name, box: refTo('box.a') });
const bells = ['x', 'y', 'z'].map(bellNamed);
const managing = (...resources: readonly DesiredResource[]) => stateOf(resources.map((item) => ({ resource: item })));

describe('managed objects', () => {
  it('are the current ones, by address; what is only deposed is not among them', () => {
    const { current: _, ...deposed } = managing(boxA).resources['box.a']!;
    const state = managing(boxB, bells[0]!);
    const all = { ...state, resources: { ...state.resources, 'box.a': deposed } };
    expect(managedObjects(kinds, all)).toEqual([
      { address: 'bell.x', kind: bell, identity: { id: 'bell-x', uid: 'u-bell-x' } },
      { address: 'box.b', kind: box, identity: { id: 'box-b', uid: 'u-box-b' } },
    ]);
    expect(managedObjects(kinds, undefined)).toEqual([]);
  });

  it('of a kind that nobody knows end the run', () => {
    expect(() => managedObjects([box], managing(bells[0]!))).toThrow('does not know the kind bell');
  });
});

describe('the first reads', () => {
  const state = managing(boxA, boxB, ...bells);

  it('of a full refresh are the index, each list of whole objects, and each other object: N + M + K + 2 calls', () => {
    const reads = refreshReads(ports, state, 'full');
    expect(readsShown(reads)).toEqual({
      index: true,
      lists: [['bells', ['bell.x', 'bell.y', 'bell.z'], 2]],
      objects: ['box.a', 'box.b'],
    });
    expect(refreshReads(ports, state, 'auto')).toEqual(reads);
    expect(callsOfReads(reads)).toBe(1 + 2 + 2);
  });

  it('of hints alone are the index and each list', () => {
    expect(readsShown(refreshReads(ports, state, 'list'))).toEqual({
      index: true,
      lists: [
        ['boxes', ['box.a', 'box.b'], 1],
        ['bells', ['bell.x', 'bell.y', 'bell.z'], 2],
      ],
      objects: [],
    });
  });

  it('of no refresh are none', () => {
    expect(refreshReads(ports, state, 'none')).toEqual(NOTHING_TO_READ);
  });

  it('without a state are the index and a list of whole objects: something may exist already', () => {
    expect(readsShown(refreshReads(ports, undefined, 'full'))).toEqual({
      index: true,
      lists: [['bells', [], 1]],
      objects: [],
    });
  });
});

describe('objects to adopt', () => {
  const stranger = { id: 'b7', uid: 'u-b7', name: 'Found' };
  const live = liveOf([], { strangers: { boxes: [stranger] } });
  const adopting = (adopt: string) => desiredOf([resource('box.a', boxA.spec, { adopt })]);
  const found = (adopt: string, state = stateOf([]), seen: Live = live) =>
    objectsToAdopt(ports, adopting(adopt), state, seen);

  it.each(['b7', 'u-b7'])('are found by id and by uid: %s', (adopt) => {
    expect(found(adopt)).toEqual([{ address: 'box.a', kind: box, identity: { id: 'b7', uid: 'u-b7' } }]);
  });

  it('are none without an import block, and none that the workspace does not name', () => {
    expect(objectsToAdopt(ports, desiredOf([boxA]), undefined, live)).toEqual([]);
    expect(found('b8')).toEqual([]);
    expect(found('b7', stateOf([]), { observations: new Map() })).toEqual([]);
  });

  it('are none of another kind', () => {
    expect(found('b7', stateOf([]), liveOf([], { strangers: { bells: [stranger] } }))).toEqual([]);
  });

  it('are none that another address manages', () => {
    const { current } = managing(boxB).resources['box.b']!;
    const taken = stateOf([{ resource: boxB, record: { current: { ...current!, id: 'b7', uid: 'u-b7' } } }]);
    expect(found('b7', taken)).toEqual([]);
  });

  it('are none for an address that has its object, and none that was read already, gone or not', () => {
    expect(found('b7', managing(boxA))).toEqual([]);
    for (const observation of [
      { status: 'absent', identity: stranger },
      { status: 'found', identity: stranger, remote: remote('b7', {}), at: 0 },
    ] satisfies readonly Observation[])
      expect(found('b7', stateOf([]), { ...live, observations: new Map([['box.a', observation]]) })).toEqual([]);
  });

  it('of a kind of which each workspace has one is named by the workspace, whether it was read or not', () => {
    const singleton: Kind = { ...box, existence: 'singleton' };
    const reads = objectsToAdopt({ kinds: [singleton] }, adopting(WORKSPACE), undefined, { observations: new Map() });
    expect(reads.map(({ identity }) => identity)).toEqual([{ id: WORKSPACE, uid: WORKSPACE }]);
  });
});

describe('further reads', () => {
  /** What is to be read after a first plan. `live`: what the first refresh has shown, of all that there is. */
  function further(given: Given, how: { readonly live?: (live: Live) => Live } = {}) {
    const held = given.held ?? [];
    const resources = given.resources ?? held.map((item) => item.resource);
    const seen = liveOf(held, given);
    const live = how.live?.(seen) ?? seen;
    const options: Pick<PlanOptions, 'replace' | 'noDelete'> = { ...DEFAULT_PLAN_OPTIONS, ...given.options };
    const planned = planOf(given);
    return readsShown(furtherReads(planned, live, desiredOf(resources), stateOf(held), options));
  }
  const withoutIndex = ({ observations }: Live): Live => ({ observations });
  const unread = (item: DesiredResource): Held => ({ resource: item, now: 'unread' });
  const changed = resource('box.a', { name: 'New', values: {} });
  const nothing = { index: false, lists: [], objects: [] };

  it('are none where everything was read, and none for an unread object that stays as it is', () => {
    expect(further({ held: [{ resource: boxA }] })).toEqual(nothing);
    expect(further({ held: [unread(boxA)] }, { live: withoutIndex })).toEqual(nothing);
  });

  it('are the unread objects that the files change or have lost, and the index where it was not read', () => {
    expect(further({ held: [unread(boxA), unread(boxB)], resources: [changed] })).toEqual({
      ...nothing,
      objects: ['box.a', 'box.b'],
    });
    expect(further({ held: [unread(boxA)], resources: [changed] }, { live: withoutIndex })).toEqual({
      ...nothing,
      index: true,
      objects: ['box.a'],
    });
  });

  it('are none of what must stay because nothing may be deleted', () => {
    const given: Given = { held: [unread(boxA)], resources: [], options: { noDelete: true } };
    expect(further(given)).toEqual(nothing);
  });

  it('are one list for unread objects of a kind that is read by list', () => {
    const retuned = (name: string) => resource(`bell.${name}`, { name, box: refTo('box.a'), tone: 'd' });
    const given: Given = {
      held: [{ resource: boxA }, ...bells.map(unread)],
      resources: [boxA, ...['x', 'y', 'z'].map(retuned)],
    };
    expect(further(given)).toEqual({ ...nothing, lists: [['bells', ['bell.x', 'bell.y', 'bell.z'], 2]] });
  });

  it('are the index for something new, for its name may exist already', () => {
    expect(further({ resources: [boxA] }, { live: withoutIndex })).toEqual({ ...nothing, index: true });
    expect(further({ resources: [boxA] })).toEqual(nothing);
  });

  it('are the index for an object to adopt, which is searched for there, and for one to forget, which may be in it', () => {
    const adopting = resource('box.a', boxA.spec, { adopt: 'b7' });
    expect(further({ resources: [adopting] }, { live: withoutIndex })).toEqual({ ...nothing, index: true });
    const gone: Given = { held: [{ resource: boxA, now: null }], resources: [] };
    expect(further(gone, { live: withoutIndex })).toEqual({ ...nothing, index: true });
  });

  it('are the list of a kind whose array the index came without, where one is to be created', () => {
    const live = (seen: Live): Live => ({ ...seen, index: { ...seen.index!, elements: { bells: [] } } });
    expect(further({ resources: [boxA] }, { live })).toEqual({ ...nothing, lists: [['boxes', [], 1]] });
  });

  it('before a create are one object that state knows and the index lacks, for the index may not show everything', () => {
    const live = (seen: Live): Live => ({
      observations: new Map(),
      index: { ...seen.index!, elements: { boxes: [], bells: [] } },
    });
    const boxC = resource('box.c', { name: 'C', values: {} });
    const given: Given = { held: [unread(boxA), unread(boxB)], resources: [boxA, boxB, boxC] };
    expect(further(given, { live })).toEqual({ ...nothing, objects: ['box.a'] });
    expect(further({ ...given, resources: [changed, boxB, boxC] }, { live })).toEqual({
      ...nothing,
      objects: ['box.a'],
    });
  });
});
