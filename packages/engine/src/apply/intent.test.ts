// Intents: written down when a call may leave, closed when its outcome is known; and the id of a new object is taken once.
import { describe, expect, it } from 'vitest';
import { AppError, CallError } from '../model/errors.ts';
import type { Intent } from '../model/state.ts';
import type { Lease } from '../model/state-store.ts';
import { resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { box } from '../testing/kinds.ts';
import { contextOf, stepOf } from '../testing/steps.ts';
import { takeNewId, withIntent } from './intent.ts';

const boxA = resource('box.a', { name: 'A', values: {} });
const step = stepOf('box.a', 'create');
const intent: Intent = {
  address: 'box.a',
  step: step.id,
  op: 'create',
  name: 'A',
  sending: '',
  seenBefore: [],
  at: 0,
};
const lost = (effect: 'none' | 'unknown', category: 'error' | 'deferred' = 'error') =>
  new CallError('network', 'lost', { code: 'E_CALL_TEST', hint: '', effect, category });

/** A create whose call takes a second and then is answered, or ends in this error. */
async function ended(error?: Error, heldBy?: (lease: Lease) => Lease) {
  const harness = makeHarness(stateOf([]));
  const lease = heldBy?.(harness.lease) ?? harness.lease;
  const seen: (readonly Intent[])[] = [];
  const leaving = harness.ports.clock.nowMs();
  const how = await withIntent(contextOf({ ...harness, lease }, [boxA]), step, intent, async (send) => {
    await send({ route: box.routes.create, body: { name: 'A' } });
    seen.push(harness.state().intents);
    await harness.ports.clock.sleep(1_000);
    if (error !== undefined) throw error;
    return 'answered';
  }).catch((thrown: unknown) => thrown);
  return { how, seen, leaving, calls: harness.calls, after: harness.state().intents.map(({ at }) => at) };
}

describe('an intent', () => {
  it('is open from the moment at which the call leaves, and stays so until the step is recorded', async () => {
    const { how, seen, leaving, after } = await ended();
    expect([how, seen, after]).toEqual(['answered', [[{ ...intent, at: leaving }]], [leaving]]);
  });
  it('is closed where the call certainly had no effect', async () => {
    const error = lost('none');
    expect(await ended(error)).toMatchObject({ how: error, after: [] });
  });
  it('is closed where budget or Ctrl-C kept the call from being sent', async () => {
    const error = new AppError('E_TEST', 'no calls left', { hint: '', category: 'deferred' });
    expect(await ended(error)).toMatchObject({ how: error, after: [] });
  });
  it.each([lost('unknown'), lost('unknown', 'deferred')])(
    'stays open where the call may have had an effect, and counts from the end of the call: %#',
    async (error) => {
      const { how, leaving, after } = await ended(error);
      expect([how, after]).toEqual([error, [leaving + 1_000]]);
    },
  );
  it('stays as it is where we are wrong, for nobody knows what was sent', async () => {
    const { leaving, after } = await ended(new Error('a bug'));
    expect(after).toEqual([leaving]);
  });
  it('is written anew, and one call sent, where the lock had to be asked for again', async () => {
    let asked = 0;
    let written = 0;
    const { calls } = await ended(undefined, (lease) => ({
      ...lease,
      append: async (entry) => {
        if (entry.type === 'intent-opened') written += 1;
        await lease.append(entry);
      },
      holds: () => ++asked > 1,
    }));
    expect([calls, written]).toEqual([['create boxes'], 2]);
  });
  it('that could not be written keeps the call from being sent, and is not closed', async () => {
    const broken = new AppError('E_TEST', 'the run is over', { hint: '', category: 'interrupted' });
    const appended: string[] = [];
    const { how, calls } = await ended(undefined, (lease) => ({
      ...lease,
      append: async (entry) => {
        appended.push(entry.type);
        throw broken;
      },
    }));
    expect([how, calls, appended]).toEqual([broken, [], ['intent-opened']]);
  });
});

describe('the id of a new object', () => {
  const context = () => {
    const harness = makeHarness(stateOf([{ resource: boxA }]));
    harness.objects['boxes'] = { stranger: { id: 'stranger', uid: 'u', name: 'S' } };
    return contextOf(harness, []);
  };
  it('is taken, and a later create of the name knows it', () => {
    const taking = context();
    takeNewId(taking, box, 'N', { id: 'n-1', uid: 'u' });
    takeNewId(taking, box, 'N', { id: 'n-2', uid: 'u' });
    expect([...taking.made]).toEqual([['box N', ['n-1', 'n-2']]]);
  });
  it.each([
    ['the state manages', 'box-a', 'the state manages it already'],
    ['was there before', 'stranger', 'it existed before'],
    ['another create was answered with', 'n-1', 'another create of this run'],
  ])('is doubted where it is one that %s', (_title, id, why) => {
    const taking = context();
    takeNewId(taking, box, 'N', { id: 'n-1', uid: 'u' });
    const take = () => takeNewId(taking, box, 'Other', { id, uid: 'u' });
    expect(take).toThrow(expect.objectContaining({ code: 'E_APPLY_DOUBT', effect: 'unknown' }));
    expect(take).toThrow(why);
  });
});
