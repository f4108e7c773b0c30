// Interrupted updates and deletes: one read by the id shows what became of them.
import { describe, expect, it } from 'vitest';
import { leafChangesOf } from '../compare/leaf-changes.ts';
import { makeDigester } from '../model/digest.ts';
import type { State } from '../model/state.ts';
import { digester, snapshot, stateOf } from '../testing/given.ts';
import { boxA, holding, intentOf, made, resolved } from '../testing/interrupted.ts';
import { box } from '../testing/kinds.ts';

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

describe('a record whose digests are of another key', () => {
  it('is made anew from what is there, so that an update follows', async () => {
    const identity = { id: 'box-a', uid: 'u-box-a' };
    const state = stateOf([{ resource: boxA }]);
    const { current } = state.resources['box.a']!;
    const tag = makeDigester('another key').tag(box);
    const old = {
      ...state,
      resources: {
        'box.a': { ...state.resources['box.a']!, current: { ...current!, baseline: { ...current!.baseline, tag } } },
      },
    };
    const { after } = await resolved([intentOf({ op: 'update', identity })], holding(made('box-a', 5)), { state: old });
    const { baseline } = after.resources['box.a']!.current!;
    expect(baseline.tag).toBe(digester.tag(box));
    expect(baseline.sent['/values/v']).toBe(digester.leaf(5));
  });
});
