// Deletes that were answered with success and had no effect: how they are found, and what the state learns of them.
import { describe, expect, it } from 'vitest';
import { AppError } from '../model/errors.ts';
import type { Live } from '../model/observation.ts';
import type { Deleted, State } from '../model/state.ts';
import { desiredOf, digester, liveOf, planOf, remote, resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { holding, NOW } from '../testing/interrupted.ts';
import { box } from '../testing/kinds.ts';
import { entryOfUndoneDeletes, findUndoneDeletes, takeBackUndoneDeletes } from './undone-deletes.ts';

const boxA = resource('box.a', { name: 'A', values: {} });
/** Lists may lag for a minute, and an answer may be on its way for two seconds more. */
const LATE = NOW - 62_000;
const deletedAt = (at: number, id = 'old', address = 'box.a'): Deleted => ({ address, id, uid: `u-${id}`, at });
const naming = (...ids: readonly string[]): Live =>
  liveOf([], { strangers: { boxes: ids.map((id) => ({ id, uid: `u-${id}`, name: id })) } });

describe('a delete that nobody has confirmed', () => {
  async function found(
    deleted: readonly Deleted[],
    live: Live,
    how: {
      readonly there?: readonly string[];
      readonly state?: State;
      readonly declared?: boolean;
      isPoor?: boolean;
    } = {},
  ) {
    const { there = [], state = stateOf([]), declared = false, isPoor = false } = how;
    const harness = makeHarness({ ...state, deleted });
    holding(...there.map((id) => remote(id, { name: id })))(harness);
    const { client } = harness.ports;
    const reserve: typeof client.reserve = (...args) =>
      isPoor
        ? Promise.reject(new AppError('E_TEST', 'no calls', { hint: '', category: 'deferred' }))
        : client.reserve(...args);
    const ports = { ...harness.ports, client: { ...client, reserve } };
    const answer = await findUndoneDeletes(ports, desiredOf(declared ? [boxA] : []), harness.state(), live);
    expect(answer.calls).toBe(harness.calls.length);
    return { found: answer.found.map(({ id }) => id), gone: answer.gone, calls: harness.calls };
  }
  const nothing = { found: [], gone: [], calls: [] };

  it('is confirmed for no call where the index does not name the object', async () => {
    expect(await found([deletedAt(LATE - 1)], naming('other'))).toEqual({ ...nothing, gone: ['old'] });
    expect(await found([deletedAt(NOW)], naming())).toEqual({ ...nothing, gone: ['old'] });
  });

  it('had no effect where the index names the object and a read finds it', async () => {
    const answer = await found([deletedAt(LATE - 1)], naming('old'), { there: ['old'] });
    expect(answer).toEqual({ found: ['old'], gone: [], calls: ['read boxes old'] });
  });

  it('had an effect where a read does not find it: the index lags, and confirms it another time', async () => {
    const answer = await found([deletedAt(LATE - 1)], naming('old'));
    expect(answer).toEqual({ ...nothing, calls: ['read boxes old'] });
  });

  it('is not asked about before lists have settled', async () => {
    expect(await found([deletedAt(LATE)], naming('old'), { there: ['old'] })).toEqual(nothing);
  });

  it('is not asked about where nobody has read what exists', async () => {
    expect(await found([deletedAt(LATE - 1)], { observations: new Map() }, { there: ['old'] })).toEqual(nothing);
    expect(await found([], naming('old'))).toEqual(nothing);
  });

  it('is not asked about where the object is managed again', async () => {
    const { current } = stateOf([{ resource: boxA }]).resources['box.a']!;
    const state = stateOf([{ resource: boxA, record: { current: { ...current!, id: 'old' } } }]);
    expect(await found([deletedAt(LATE - 1)], naming('old'), { there: ['old'], state })).toEqual(nothing);
  });

  it('of an address that the files declare waits until that has a new object', async () => {
    const there = ['old'];
    expect(await found([deletedAt(LATE - 1)], naming('old'), { there, declared: true })).toEqual(nothing);
    const state = stateOf([{ resource: boxA }]);
    const answer = await found([deletedAt(LATE - 1)], naming('old'), { there, declared: true, state });
    expect(answer.found).toEqual(['old']);
  });

  it('is asked about another time where no call is left', async () => {
    const answer = await found([deletedAt(LATE - 1), deletedAt(NOW, 'gone')], naming('old'), { isPoor: true });
    expect(answer).toEqual({ ...nothing, gone: ['gone'] });
  });

  it('costs one read for each object, whatever their addresses', async () => {
    const deleted = [deletedAt(LATE - 1), deletedAt(LATE - 1, 'older'), deletedAt(LATE - 1, 'b', 'box.b')];
    const answer = await found(deleted, naming('old', 'older', 'b'), { there: ['old', 'b'] });
    expect(answer.found).toEqual(['old', 'b']);
    expect(answer.calls).toHaveLength(3);
  });
});

describe('what the state learns', () => {
  const learned = (state: State, found: readonly Deleted[], gone: readonly string[] = []) =>
    entryOfUndoneDeletes(makeHarness(state).ports, state, { found, gone }, digester);

  it('is nothing where nothing was found', () => {
    expect(learned(stateOf([]), [])).toBeUndefined();
  });

  it('is that deletes are confirmed', () => {
    expect(learned(stateOf([]), [], ['x', 'y'])).toEqual({ type: 'records', records: {}, confirmed: ['x', 'y'] });
  });

  it('is a record of its own for an object whose address has none, which says that it survived its delete', () => {
    const entry = learned(stateOf([]), [deletedAt(LATE)]);
    const record = { current: { id: 'old', uid: 'u-old', survivedDelete: true, baseline: { tag: digester.tag(box) } } };
    expect(entry).toMatchObject({ records: { 'box.a': { ...record, deposed: [] } }, confirmed: ['old'] });
  });

  it('is a superseded object where the address has another one', () => {
    const entry = learned(stateOf([{ resource: boxA }]), [deletedAt(LATE)]);
    expect(entry?.records['box.a']).toMatchObject({ current: { id: 'box-a' }, deposed: [{ id: 'old', uid: 'u-old' }] });
  });

  it('is the first as the object and the second as superseded, where an address has two', () => {
    const entry = learned(stateOf([]), [deletedAt(LATE), deletedAt(LATE, 'older')]);
    expect(entry?.records['box.a']).toMatchObject({ current: { id: 'old' }, deposed: [{ id: 'older' }] });
    expect(entry?.confirmed).toEqual(['old', 'older']);
  });
});

describe('a saved plan that deletes such an object again', () => {
  const old = deletedAt(LATE);
  const older = deletedAt(LATE, 'older');
  const oldest = deletedAt(LATE, 'oldest');

  /** What the state holds once a plan is applied that had found these of the deletes, and deletes them again. */
  async function takenBack(deleted: readonly Deleted[], found: readonly Deleted[], state = stateOf([])) {
    const harness = makeHarness({ ...state, deleted });
    const entry = entryOfUndoneDeletes(harness.ports, state, { found, gone: [] }, digester);
    const { plan } = planOf({
      resources: [],
      state: { resources: { ...state.resources, ...entry?.records } },
      adoptable: { 'box.a': remote(found[0]?.id ?? '', boxA.spec) },
    });
    expect(plan.steps).toHaveLength(Object.keys(state.resources).length + found.length);
    await takeBackUndoneDeletes(harness.ports, harness.lease, plan, digester);
    const { resources, deleted: left = [] } = harness.state();
    const record = resources['box.a'];
    return {
      current: record?.current?.id,
      deposed: record?.deposed.map(({ id }) => id),
      left: left.map(({ id }) => id),
    };
  }

  it('finds the record that it relies on', async () => {
    expect(await takenBack([old], [old])).toEqual({ current: 'old', deposed: [], left: [] });
  });

  it('finds both, where the address has had two and both survived', async () => {
    expect(await takenBack([old, older], [old, older])).toEqual({ current: 'old', deposed: ['older'], left: [] });
  });

  it('finds only those that survived', async () => {
    const deleted = [old, older, oldest];
    expect(await takenBack(deleted, [older])).toEqual({ current: 'older', deposed: [], left: ['old', 'oldest'] });
    expect(await takenBack(deleted, [old, oldest])).toEqual({ current: 'old', deposed: ['oldest'], left: ['older'] });
  });

  it('finds the superseded one that survived beside the object that the address has', async () => {
    const answer = await takenBack([old, older], [older], stateOf([{ resource: boxA }]));
    expect(answer).toEqual({ current: 'box-a', deposed: ['older'], left: ['old'] });
  });

  it('finds nothing of what it does not rely on: the state stays as it is', async () => {
    const { plan } = planOf({ held: [] });
    const harness = makeHarness({ ...stateOf([]), deleted: [old] });
    for (const preconditions of [[], [{ address: 'box.a', record: null, live: null }]]) {
      await takeBackUndoneDeletes(harness.ports, harness.lease, { ...plan, preconditions }, digester);
      expect(harness.state()).toEqual({ ...stateOf([]), deleted: [old] });
    }
    expect(await takenBack([old], [deletedAt(LATE, 'another')])).toMatchObject({ current: undefined, left: ['old'] });
  });
});
