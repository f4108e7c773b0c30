// Resolving what an earlier run left open, as a whole: its price, its order, and what it says.
import { describe, expect, it } from 'vitest';
import type { Intent } from '../model/state.ts';
import { resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { boxA, holding, intentOf, made, resolved } from '../testing/interrupted.ts';
import { box } from '../testing/kinds.ts';
import { priceOfResolving } from './recover.ts';

describe('without open intents', () => {
  it('nothing is reserved and no call is sent', async () => {
    const { harness, said } = await resolved([], () => undefined);
    expect([said, harness.calls, harness.reserved, harness.events]).toEqual([[], [], [], []]);
  });
});

describe('with open intents', () => {
  const identity = { id: 'box-a', uid: 'u-box-a' };
  const create = intentOf({ address: 'box.n', step: 'box.n:create', name: 'N' });
  const update = intentOf({ op: 'update', step: 'box.a:update', identity });
  const state = stateOf([{ resource: boxA }, { resource: resource('box.b', boxA.spec) }]);

  it('what is known by its id comes first, and each is told when all are resolved', async () => {
    const { said, harness } = await resolved([create, update], holding(made('box-a', 1), made('n', 1, 'N')), { state });
    expect(said).toEqual(['applied', 'adopted']);
    expect(harness.events.filter(({ type }) => type.startsWith('resolve'))).toEqual([
      { type: 'resolve-start', addresses: ['box.n', 'box.a'] },
      { type: 'resolved', address: 'box.a', how: 'applied' },
      { type: 'resolved', address: 'box.n', how: 'adopted' },
    ]);
  });

  it.each<[string, readonly Intent[]]>([
    ['a create that had no effect', [create]],
    ['an update', [update]],
    ['both', [create, update]],
  ])('calls are set aside for reading, and suffice for %s', async (_title, intents) => {
    const { harness } = await resolved(intents, holding(made('box-a', 1)), { state });
    expect(harness.reserved.map(({ purpose }) => purpose)).toEqual(['read']);
    expect(harness.calls.length).toBeLessThanOrEqual(harness.reserved[0]!.worst.calls);
    expect(harness.calls.every((call) => /^(workspace|list|read)/.test(call))).toBe(true);
  });

  it('a task is priced by all the questions that it may need', () => {
    const { ports } = makeHarness(state);
    const without = priceOfResolving(ports, [update], 2).calls;
    expect(priceOfResolving(ports, [{ ...update, task: 't' }], 2).calls).toBe(without + 5);
    expect(box.routes.task).toBeDefined();
  });
});
