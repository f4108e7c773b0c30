// Resolving intents: what became of a write whose run died.
import { describe, expect, it } from 'vitest';
import { leafChangesOf } from '../compare/leaf-changes.ts';
import { leavesDigest } from '../compare/snapshot.ts';
import type { Desired } from '../model/desired.ts';
import type { JsonObject } from '../model/json.ts';
import type { Intent, State } from '../model/state.ts';
import { desiredOf, digester, remote, resource, snapshot, stateOf } from '../testing/given.ts';
import { type Harness, makeHarness } from '../testing/harness.ts';
import { box } from '../testing/kinds.ts';
import { resolveIntents } from './recover.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const files = desiredOf([boxA]);
const NOW = 1_000_000;
const intentOf = (more: Partial<Intent>): Intent => ({
  address: 'box.a',
  op: 'create',
  step: 'box.a:create',
  name: 'A',
  sending: leavesDigest(box, boxA.spec, digester),
  seenBefore: [],
  at: NOW,
  ...more,
});
const made = (id: string, v: number, name = 'A') => remote(id, { name, values: { v } });

/** The server holds these. */
const holding =
  (...objects: readonly JsonObject[]) =>
  (harness: Harness, plural = 'boxes'): void => {
    harness.objects[plural] = Object.fromEntries(objects.map((object) => [String(object['id']), object]));
  };

async function resolved(
  intents: readonly Intent[],
  arrange: (harness: Harness) => void,
  { desired = files, state = stateOf([]) }: { readonly desired?: Desired; readonly state?: State } = {},
) {
  const harness = makeHarness({ ...state, intents });
  arrange(harness);
  const said = await resolveIntents({ ports: harness.ports, lease: harness.lease, desired: desired, digester });
  return { harness, said: said.map((item) => item.how), after: harness.state() };
}

describe('an interrupted create', () => {
  it('that took effect: the object is ours, without waiting', async () => {
    const { said, after, harness } = await resolved([intentOf({})], holding(made('x', 1)));
    expect(said).toEqual(['adopted']);
    expect(after.intents).toEqual([]);
    expect(after.resources['box.a']).toMatchObject({ current: { id: 'x', uid: 'u-x' } });
    expect(harness.slept).toEqual([]);
  });

  it('whose object differs: ours all the same, and the difference is left to the plan', async () => {
    const { after } = await resolved([intentOf({})], holding(made('x', 2)));
    const lifecycle = boxA.lifecycle;
    const leafChanges = leafChangesOf(
      box,
      after.resources['box.a']!.current!.baseline,
      snapshot(box, boxA.spec),
      snapshot(box, { name: 'A', values: { v: 2 } }),
      lifecycle,
    );
    expect(leafChanges).toEqual({ config: ['/values/v'], remote: [], differing: ['/values/v'] });
  });

  it('that took no effect: believed only after a second read, later than the settle time', async () => {
    const { said, harness, after } = await resolved([intentOf({})], () => undefined);
    expect(said).toEqual(['absent']);
    expect(after).toMatchObject({ intents: [], resources: {} });
    expect(harness.slept).toEqual([60_000 + 2_000 + 1]);
    expect(harness.calls).toEqual(['workspace', 'list boxes', 'workspace', 'list boxes']);
    expect(harness.events.map((event) => event.type)).toContain('resolve-wait');
  });

  it('long ago: one read is late enough', async () => {
    const { said, harness } = await resolved([intentOf({ at: NOW - 62_001 })], () => undefined);
    expect(said).toEqual(['absent']);
    expect(harness.slept).toEqual([]);
    expect(harness.calls).toEqual(['workspace', 'list boxes']);
  });

  it('that lists show late: found by the second read', async () => {
    const { said, after } = await resolved([intentOf({})], (harness) => {
      holding(made('x', 1))(harness);
      harness.unlisted.set('x', NOW + 59_000);
    });
    expect(said).toEqual(['adopted']);
    expect(after.resources['box.a']!.current!.id).toBe('x');
  });

  it.each<[string, (harness: Harness) => void, Partial<Intent>, State?]>([
    ['was there before', holding(made('x', 1)), { seenBefore: ['x'] }],
    ['has another name', holding(made('x', 1, 'B')), {}],
    ['is a fork', holding({ ...made('x', 1), isFork: true }), {}],
    ['is of another kind', (harness) => holding(made('x', 1))(harness, 'bells'), {}],
    [
      'is claimed by another address',
      holding(made('box-b', 1)),
      {},
      stateOf([{ resource: resource('box.b', boxA.spec) }]),
    ],
  ])('is not mistaken for an object that %s', async (_title, arrange, more, state = stateOf([])) => {
    expect((await resolved([intentOf(more)], arrange, { state })).said).toEqual(['absent']);
  });

  it('with several candidates: the one that holds exactly what was sent', async () => {
    const { after } = await resolved([intentOf({})], holding(made('x', 2), made('y', 1)));
    expect(after.resources['box.a']!.current!.id).toBe('y');
  });

  it.each([
    ['alike', 1, 1],
    ['of which none is what was sent', 2, 3],
  ])('with several candidates %s: E_RESOLVE_AMBIGUOUS with their ids, and nothing is closed', async (_title, x, y) => {
    const harness = makeHarness({ ...stateOf([]), intents: [intentOf({})] });
    harness.objects['boxes'] = { x: made('x', x), y: made('y', y) };
    await expect(
      resolveIntents({ ports: harness.ports, lease: harness.lease, desired: files, digester }),
    ).rejects.toMatchObject({
      code: 'E_RESOLVE_AMBIGUOUS',
      category: 'refused',
      message: expect.stringContaining('x, y'),
      hint: expect.stringContaining('postform import box.a'),
    });
    expect(harness.state().intents).toHaveLength(1);
  });

  it('of an address that left the files: resolved too, so that it can be deleted', async () => {
    const { said, after } = await resolved([intentOf({})], holding(made('x', 1)), { desired: desiredOf([]) });
    expect(said).toEqual(['adopted']);
    expect(after.resources['box.a']).toMatchObject({
      current: { id: 'x' },
      protect: false,
      secrets: ['/name', '/values/v'],
    });
  });

  it('of a replace: the object it supersedes is kept for deletion', async () => {
    const state = stateOf([{ resource: boxA, record: { deposed: [{ id: 'older', uid: 'u-older' }] } }]);
    const { after } = await resolved([intentOf({ replaces: true })], holding(made('x', 1)), { state });
    expect(after.resources['box.a']).toMatchObject({
      current: { id: 'x' },
      deposed: [
        { id: 'box-a', uid: 'u-box-a' },
        { id: 'older', uid: 'u-older' },
      ],
    });
  });

  it('two of one name: each gets one, and no object twice', async () => {
    const twin = resource('box.b', { name: 'A', values: { v: 2 } });
    const intents = [intentOf({}), intentOf({ address: 'box.b', sending: leavesDigest(box, twin.spec, digester) })];
    const { after } = await resolved(intents, holding(made('x', 2), made('y', 1)), {
      desired: desiredOf([boxA, twin]),
    });
    expect(after.resources).toMatchObject({ 'box.a': { current: { id: 'y' } }, 'box.b': { current: { id: 'x' } } });
  });

  it('waits no longer once the run is stopped', async () => {
    const stop = new AbortController();
    stop.abort(new Error('stopped'));
    const harness = makeHarness({ ...stateOf([]), intents: [intentOf({})] }, { signal: stop.signal });
    await expect(
      resolveIntents({ ports: harness.ports, lease: harness.lease, desired: files, digester }),
    ).rejects.toThrow('stopped');
    expect(harness.state().intents).toHaveLength(1);
  });
});

describe('an interrupted update', () => {
  const identity = { id: 'box-a', uid: 'u-box-a' };
  const intent = intentOf({ op: 'update', step: 'box.a:update', identity });
  const state = stateOf([{ resource: boxA, sent: { name: 'A', values: { v: 0 } } }]);
  const movesAfter = (after: State, v: number) =>
    leafChangesOf(
      box,
      after.resources['box.a']!.current!.baseline,
      snapshot(box, boxA.spec),
      snapshot(box, { name: 'A', values: { v } }),
      boxA.lifecycle,
    );

  it.each([
    ['arrived: our own write is nobody’s edit', 1, { config: ['/values/v'], remote: [], differing: [] }],
    ['did not: it is still to be done', 0, { config: ['/values/v'], remote: [], differing: ['/values/v'] }],
  ])('%s', async (_title, v, leafChanges) => {
    const { said, after, harness } = await resolved([intent], holding(made('box-a', v)), { state });
    expect(said).toEqual(['applied']);
    expect(harness.calls).toEqual(['read boxes box-a']);
    expect(movesAfter(after, v)).toEqual(leafChanges);
    expect(movesAfter(after, 7).remote).toEqual(['/values/v']);
  });

  it('of an object that is gone: closed, and the plan finds it vanished', async () => {
    const { said, after } = await resolved([intent], () => undefined, { state });
    expect(said).toEqual(['absent']);
    expect(after.intents).toEqual([]);
    expect(after.resources['box.a']).toBe(state.resources['box.a']);
  });
});

describe('an interrupted delete', () => {
  const identity = { id: 'box-a', uid: 'u-box-a' };
  const intent = intentOf({ op: 'delete', step: 'box.a:delete', identity });
  const state = stateOf([{ resource: boxA }]);
  it('not found is success', async () => {
    const { said, after } = await resolved([intent], () => undefined, { state });
    expect(said).toEqual(['deleted']);
    expect(after).toMatchObject({ intents: [], resources: {} });
  });
  it('still there: closed, and still ours to delete', async () => {
    const { said, after } = await resolved([intent], holding(made('box-a', 1)), { state });
    expect(said).toEqual(['absent']);
    expect(after.resources).toEqual(state.resources);
  });
  it('of a superseded object: the current one stays', async () => {
    const old = { id: 'old', uid: 'u-old' };
    const replaced = stateOf([{ resource: boxA, record: { deposed: [old] } }]);
    const { after } = await resolved([{ ...intent, identity: old }], () => undefined, { state: replaced });
    expect(after.resources['box.a']).toMatchObject({ current: { id: 'box-a' }, deposed: [] });
  });
});

describe('without open intents', () => {
  it('nothing is reserved and no call is sent', async () => {
    const { harness, said } = await resolved([], () => undefined);
    expect([said, harness.calls, harness.reserved, harness.events]).toEqual([[], [], [], []]);
  });
});
