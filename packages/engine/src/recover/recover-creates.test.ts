// Interrupted creates: the object is found by its name, or proved not to exist.
import { describe, expect, it } from 'vitest';
import { leafChangesOf } from '../compare/leaf-changes.ts';
import { leavesDigest } from '../compare/snapshot.ts';
import { CallError } from '../model/errors.ts';
import type { Intent, State } from '../model/state.ts';
import { desiredOf, digester, resource, snapshot, stateOf } from '../testing/given.ts';
import { type Harness, makeHarness } from '../testing/harness.ts';
import { boxA, files, holding, intentOf, made, NOW, resolved } from '../testing/interrupted.ts';
import { box } from '../testing/kinds.ts';
import { resolveIntents } from './recover.ts';

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

describe('lists that contradict a read by id', () => {
  const gone = () => {
    throw new CallError('not-found', 'gone', { code: 'E_CALL_TEST', hint: '', effect: 'none', status: 404 });
  };
  const failed = (arrange: (harness: Harness) => void, state = stateOf([])) => {
    const harness = makeHarness({ ...state, intents: [intentOf({})] });
    arrange(harness);
    const run = resolveIntents({ ports: harness.ports, lease: harness.lease, desired: files, digester });
    return { harness, run };
  };

  it('name an object that no read finds: nothing is concluded, also after the settle time', async () => {
    const { harness, run } = failed((given) => {
      holding(made('x', 1))(given);
      given.answers.set('read boxes x', gone);
    });
    await expect(run).rejects.toMatchObject({ code: 'E_READ_CONTRADICTION' });
    expect(harness.slept).toHaveLength(1);
    expect(harness.state().intents).toHaveLength(1);
  });

  it('name an object that a later read finds: it is ours', async () => {
    let reads = 0;
    const { after, said } = await resolved([intentOf({})], (given) => {
      holding(made('x', 1))(given);
      given.answers.set('read boxes x', (answer) => (++reads > 1 ? answer() : gone()));
    });
    expect([said, after.resources['box.a']?.current?.id]).toEqual([['adopted'], 'x']);
  });

  it('lack a managed object that a read finds: they may lack the new one, too', async () => {
    const state = stateOf([{ resource: resource('box.b', { name: 'B', values: {} }) }]);
    const { harness, run } = failed((given) => {
      holding(made('box-b', 1, 'B'))(given);
      given.unlisted.set('box-b', Number.POSITIVE_INFINITY);
    }, state);
    await expect(run).rejects.toMatchObject({ code: 'E_READ_CONTRADICTION' });
    expect(harness.state().intents).toHaveLength(1);
  });

  it('lack a managed object that is really gone: that is no reason to doubt them', async () => {
    const state = stateOf([{ resource: resource('box.b', { name: 'B', values: {} }) }]);
    expect((await resolved([intentOf({})], () => undefined, { state })).said).toEqual(['absent']);
  });
});
