// Paid reads: what is set aside for a read set, how much of it is read, and that nothing stays set aside.
import { describe, expect, it } from 'vitest';
import type { Client } from '../model/call.ts';
import { AppError, CallError } from '../model/errors.ts';
import type { Live } from '../model/observation.ts';
import { listRead, NOTHING_TO_READ, type ObjectRef, type ReadSet } from '../model/read-set.ts';
import { remote, stateOf, WORKSPACE } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { holding } from '../testing/interrupted.ts';
import { bell, box, kinds } from '../testing/kinds.ts';
import { doubtsIn } from './ask-again.ts';
import { askAgainPaid, readPaid, readWithin, stoppedEarly, unlessUnpaid } from './paid.ts';

const objects: readonly ObjectRef[] = [0, 1, 2].map((n) => ({
  address: `box.x${n}`,
  kind: box,
  identity: { id: `box-${n}`, uid: `u-box-${n}` },
}));
const bells: readonly ObjectRef[] = [0, 1, 2].map((n) => ({
  address: `bell.x${n}`,
  kind: bell,
  identity: { id: `bell-${n}`, uid: `u-bell-${n}` },
}));
const set: ReadSet = { index: true, lists: [], objects };
const unpaid = new AppError('E_TEST_UNPAID', 'The month is used up.', { hint: 'Wait.', category: 'deferred' });
const broken = () => {
  throw new CallError('server', 'it failed', { code: 'E_CALL_TEST', hint: '', effect: 'none', status: 500 });
};

/** A budget of so many calls; without a number nothing bounds it. `open`: reservations that were not released. */
function budget(allowance?: number) {
  const harness = makeHarness(stateOf([]), { parallelism: 1 });
  holding(...objects.map(({ identity: { id } }) => remote(id, { name: id })))(harness);
  holding(...bells.map(({ identity: { id } }) => remote(id, { name: id })))(harness, 'bells');
  const { client } = harness.ports;
  const count = { open: 0 };
  const reserve: Client['reserve'] = async (purpose, worst) => {
    if (worst.calls > (allowance ?? worst.calls)) throw unpaid;
    const reservation = await client.reserve(purpose, worst);
    count.open += 1;
    return {
      ...reservation,
      release: () => {
        count.open -= 1;
      },
    };
  };
  const ports = { ...harness.ports, client: { ...client, reserve, allowance: async () => allowance } };
  return { ...harness, ports, count };
}

describe('reading a whole set', () => {
  it('sets aside its worst price, and counts what was sent', async () => {
    const { ports, reserved, count, events } = budget();
    const read = await readPaid(ports, WORKSPACE, set);
    expect(read.calls).toBe(4);
    expect([...read.live.observations.keys()]).toEqual(objects.map(({ address }) => address));
    expect(read.live.index?.id).toBe(WORKSPACE);
    expect(reserved).toMatchObject([{ purpose: 'read', worst: { calls: 4 + 2 + 5 } }]);
    expect(count.open).toBe(0);
    expect(events[0]).toEqual({ type: 'refresh-start', calls: 4 });
  });

  it('sets aside a read more for each object that a list may lack', async () => {
    const { ports, reserved } = budget();
    await readPaid(ports, WORKSPACE, { ...NOTHING_TO_READ, lists: [listRead(bell, bells)] });
    expect(reserved).toMatchObject([{ worst: { calls: 2 + 1 + 5 + bells.length } }]);
  });

  it('reads nothing where the budget holds one call less', async () => {
    await expect(readPaid(budget(10).ports, WORKSPACE, set)).rejects.toBe(unpaid);
    expect((await readPaid(budget(11).ports, WORKSPACE, set)).calls).toBe(4);
  });

  it('that fails gives back what was set aside', async () => {
    const { ports, answers, count } = budget();
    answers.set('read boxes box-1', broken);
    await expect(readPaid(ports, WORKSPACE, set)).rejects.toMatchObject({ problem: 'server' });
    expect(count.open).toBe(0);
  });
});

describe('reading as much of a set as may be paid for', () => {
  const within = async (allowance: number | undefined, keep?: number) => {
    const { ports, calls, count, reserved } = budget(allowance);
    const read = await readWithin(ports, WORKSPACE, set, keep);
    expect(count.open).toBe(0);
    expect(read.calls).toBe(calls.length);
    return { calls, reserved: reserved.map(({ worst }) => worst.calls), stopped: read.stopped };
  };

  it('reads all of it where nothing bounds the budget, with its retries set aside', async () => {
    expect(await within(undefined)).toMatchObject({ calls: { length: 4 }, reserved: [11], stopped: undefined });
  });

  it('reads all of it where the budget just holds it, and sets aside no more than there is', async () => {
    expect(await within(4)).toMatchObject({ calls: { length: 4 }, reserved: [4], stopped: undefined });
    expect(await within(7)).toMatchObject({ calls: { length: 4 }, reserved: [7] });
  });

  it('reads the first of it where the budget holds less, which is no early end', async () => {
    const read = await within(2);
    expect(read).toMatchObject({ calls: ['workspace', 'read boxes box-0'], reserved: [2], stopped: undefined });
  });

  it('leaves alone the calls that are kept, and sets nothing aside where no call is left', async () => {
    expect((await within(6, 4)).calls).toHaveLength(2);
    expect(await within(4, 4)).toMatchObject({ calls: [], reserved: [] });
    expect(await within(3, 4)).toMatchObject({ calls: [], reserved: [] });
  });

  it('of an empty set sets nothing aside', async () => {
    const { ports, reserved } = budget();
    expect(await readWithin(ports, WORKSPACE, NOTHING_TO_READ)).toMatchObject({ calls: 0 });
    expect(reserved).toEqual([]);
  });

  it('skips a list that is too dear for what is cheaper', async () => {
    const { ports, calls } = budget(1);
    await readWithin(ports, WORKSPACE, { index: false, lists: [listRead(bell, bells)], objects: objects.slice(0, 1) });
    expect(calls).toEqual(['read boxes box-0']);
  });

  it('reads the rest where one read fails, and says so afterwards', async () => {
    const { ports, calls, count, answers } = budget();
    answers.set('read boxes box-1', broken);
    await expect(readWithin(ports, WORKSPACE, set)).rejects.toMatchObject({ problem: 'server' });
    expect(calls.at(-1)).toBe('read boxes box-2');
    expect(count.open).toBe(0);
  });

  it('ends without an error where its own calls are spent, and warns', async () => {
    const { ports, answers, events } = budget(4);
    answers.set('read boxes box-2', broken);
    const read = await readWithin(ports, WORKSPACE, set);
    expect([...read.live.observations.keys()]).toEqual(['box.x0', 'box.x1']);
    expect(read.stopped).toBeUndefined();
    expect(events.at(-1)).toEqual({ type: 'warning', text: 'Not everything was read: the calls for it are spent.' });
  });

  it('ends with what stopped it where a window or the month is used up', async () => {
    const { ports, answers } = budget(4);
    answers.set('read boxes box-1', () => {
      throw unpaid;
    });
    const read = await readWithin(ports, WORKSPACE, set);
    expect([...read.live.observations.keys()]).toEqual(['box.x0']);
    expect(read.stopped).toBe(unpaid);
  });
});

describe('asking again', () => {
  const { identity } = objects[0]!;
  const entry = { ...identity, name: 'box-0' };
  const gone: Live = {
    observations: new Map([['box.x0', { status: 'absent', identity }]]),
    index: { id: WORKSPACE, name: 'Tests', elements: { boxes: [entry] } },
  };
  const doubtsOf = (live: Live) => doubtsIn({ kinds }, live, undefined, []);

  it('reads both witnesses until they agree, for calls that are set aside before', async () => {
    const { ports, calls, reserved, count } = budget();
    const { live, calls: spent } = await askAgainPaid(ports, WORKSPACE, gone, doubtsOf);
    expect(live.observations.get('box.x0')?.status).toBe('found');
    expect(calls).toEqual(['workspace', 'read boxes box-0']);
    expect(spent).toBe(2);
    expect(reserved).toMatchObject([{ worst: { calls: 4 + 2 + 5 } }]);
    expect(count.open).toBe(0);
  });

  it('leaves the contradiction as it is where no call is left', async () => {
    const { ports, calls } = budget(10);
    expect(await askAgainPaid(ports, WORKSPACE, gone, doubtsOf)).toEqual({ live: gone, calls: 0 });
    expect(calls).toEqual([]);
  });
});

describe('an early end', () => {
  it('is none where nothing stopped the refresh', () => {
    const { ports, events } = budget();
    expect(stoppedEarly(ports, undefined)).toEqual({});
    expect(events).toEqual([]);
  });

  it('by the budget stops the run, and people are told why and what to do', () => {
    const { ports, events } = budget();
    expect(stoppedEarly(ports, unpaid)).toEqual({ stopped: unpaid });
    expect(events).toEqual([{ type: 'warning', text: 'Not everything was read: The month is used up. Wait.' }]);
  });
});

it('an error is taken for a lack of calls only where the budget is what it is about', () => {
  expect(unlessUnpaid(unpaid)).toBeUndefined();
  for (const other of [new AppError('E_TEST', 'no', { hint: '' }), new TypeError('a mistake')])
    expect(() => unlessUnpaid(other)).toThrow(other);
});
