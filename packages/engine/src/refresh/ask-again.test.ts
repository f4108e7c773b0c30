// Asking again: which contradictions are asked about, when, with which calls, and where the asking ends.
import { describe, expect, it } from 'vitest';
import { CallError, type CallProblem } from '../model/errors.ts';
import type { Kind } from '../model/kind.ts';
import type { Live, Observation } from '../model/observation.ts';
import { tariffOf, worstOf } from '../plan/price.ts';
import { type Held, idOf, liveOf, remote, resource, stateOf, WORKSPACE } from '../testing/given.ts';
import { type Harness, makeHarness } from '../testing/harness.ts';
import { bell, box, kinds } from '../testing/kinds.ts';
import { askAgain, type Doubts, doubtsIn, isCertain, limited, worstOfAsking } from './ask-again.ts';

const boxNamed = (name: string): Held => ({ resource: resource(`box.${name}`, { name, values: {} }) });
const a = boxNamed('a');
const identity = { id: 'box-a', uid: 'u-box-a' };
const entry = { ...identity, name: 'a' };
const absent: Observation = { status: 'absent', identity };

/** The index names box.a, and a read by id has just said that it is gone. */
const contradiction: Live = {
  observations: new Map([['box.a', absent]]),
  index: { id: WORKSPACE, name: 'Tests', elements: { boxes: [entry], bells: [] } },
};
const doubts = (live: Live, held: readonly Held[] = [a], counting: readonly Kind[] = []): Doubts =>
  doubtsIn({ kinds }, live, stateOf(held), counting);
const named = ({ objects, gaps, lists }: Doubts) => ({
  objects: objects.map(({ address }) => address),
  gaps: gaps.map(({ address }) => address),
  lists: lists.map(({ kind }) => kind.name),
});
const none = { objects: [], gaps: [], lists: [] };

describe('doubts', () => {
  it('are none where the witnesses agree', () => {
    const found = doubts(liveOf([a]), [a], kinds);
    expect([named(found), isCertain(found)]).toEqual([none, true]);
    expect(named(doubts(liveOf([{ ...a, now: null }])))).toEqual(none);
  });

  it('are about an object that is gone by its id and named by the index', () => {
    const found = doubts(contradiction);
    expect([named(found), isCertain(found)]).toEqual([{ ...none, objects: ['box.a'] }, false]);
    expect(found.objects[0]).toEqual({ address: 'box.a', kind: box, identity });
  });

  it('name the list of the kind where that took part, and no other list', () => {
    const lists = new Map([
      ['boxes', [entry]],
      ['bells', []],
    ]);
    expect(named(doubts({ ...contradiction, lists }))).toEqual({ ...none, objects: ['box.a'], lists: ['box'] });
    const silent = new Map([['boxes', []]]);
    expect(named(doubts({ ...contradiction, lists: silent }))).toEqual({ ...none, objects: ['box.a'] });
  });

  it('are not about an object that the API refuses to show: asking again is no use', () => {
    const refused: Observation = { status: 'disputed', identity, claim: { by: 'forbidden', isNamed: true } };
    expect(named(doubts({ ...contradiction, observations: new Map([['box.a', refused]]) }))).toEqual(none);
  });

  it('are about a kind of which something is created or forgotten, and whose lists lack what was read', () => {
    const index = { id: WORKSPACE, name: 'Tests', elements: { boxes: [], bells: [] } };
    const lacking: Live = { ...liveOf([a]), index };
    expect(named(doubts(lacking, [a], [box]))).toEqual({ ...none, gaps: ['box.a'], lists: ['box'] });
    expect(named(doubts(lacking, [a], [bell]))).toEqual(none);
    const unread: Live = { observations: new Map(), index };
    expect(named(doubts(unread, [a], [box]))).toEqual(none);
  });
});

/** A server that answers as `arrange` says, asked about the contradiction. */
function asking(arrange: (harness: Harness) => void, ports: Partial<Harness['ports']> = {}) {
  const harness = makeHarness(stateOf([a]), ports);
  arrange(harness);
  const ask = (calls = 99, first = contradiction): Promise<Live> =>
    askAgain(harness.ports, first, doubts, {
      workspace: WORKSPACE,
      reservation: limited(harness.reservation, calls),
    });
  return { harness, ask };
}
const holding = (harness: Harness): void => {
  harness.objects['boxes']!['box-a'] = remote('box-a', a.resource.spec);
};
/** By its id it is gone, whenever that is asked; the index names it. */
const contradicting = (harness: Harness): void => {
  holding(harness);
  const gone = new CallError('not-found', 'gone', { code: 'E_CALL_TEST', hint: '', effect: 'none', status: 404 });
  harness.answers.set('read boxes box-a', () => {
    throw gone;
  });
};
const round = ['workspace', 'read boxes box-a'];

describe('asking again', () => {
  it('sends nothing where nothing is in doubt', async () => {
    const { harness, ask } = asking(holding);
    const certain = liveOf([a]);
    expect(await ask(99, certain)).toBe(certain);
    expect([harness.calls, harness.slept, harness.events]).toEqual([[], [], []]);
  });

  it('asks all witnesses once, soon, where they agree by then, and believes the later answers', async () => {
    const found = asking(holding);
    expect((await found.ask()).observations.get('box.a')?.status).toBe('found');
    const gone = asking(() => undefined);
    const live = await gone.ask();
    expect([live.observations.get('box.a')?.status, live.index?.elements['boxes']]).toEqual(['absent', []]);
    for (const { harness } of [found, gone]) expect([harness.calls, harness.slept]).toEqual([round, [1_000]]);
  });

  it('asks the last time when lists have settled, and leaves the doubt that is left', async () => {
    const { harness, ask } = asking(contradicting);
    const live = await ask();
    expect(isCertain(doubts(live))).toBe(false);
    expect([harness.calls, harness.slept]).toEqual([
      [...round, ...round],
      [1_000, 59_000],
    ]);
  });

  it('asks the lists that took part, too', async () => {
    const { harness, ask } = asking(holding);
    await ask(99, { ...contradiction, lists: new Map([['boxes', [entry]]]) });
    expect([...harness.calls].sort()).toEqual(['list boxes', ...round.toReversed()].sort());
  });

  it.each([
    [0, []],
    [999, [999]],
    [1_000, [1_000]],
    [1_001, [1_000, 1]],
  ])('with a settle time of %i ms waits for these, ms: %j', async (settleMs, slept) => {
    const { harness, ask } = asking(contradicting, { settleMs });
    await ask();
    expect(harness.slept).toEqual(slept);
    expect(harness.calls).toHaveLength(round.length * Math.max(1, slept.length));
  });

  it('tells people until when it waits, and about what; of more than five it names five', async () => {
    const many = Array.from({ length: 6 }, (_, n) => boxNamed(`n${n}`));
    for (const [held, shown] of [
      [many.slice(0, 5), 'box.n0, box.n1, box.n2, box.n3, box.n4'],
      [many, 'box.n0, box.n1, box.n2, box.n3, box.n4 and 1 more'],
    ] as const) {
      const { harness } = asking(() => undefined);
      await askAgain(harness.ports, allInDoubt(held), (live) => doubts(live, held), {
        workspace: WORKSPACE,
        reservation: harness.reservation,
      });
      const why = `what is read by id and what the lists name contradict each other (${shown}); asking again`;
      expect(harness.events).toEqual([{ type: 'resolve-wait', untilMs: 1_001_000, why }]);
    }
  });

  it('reads twenty objects again, and not one more', async () => {
    const held = Array.from({ length: 21 }, (_, n) => boxNamed(`n${n}`));
    const { harness } = asking(() => undefined, { settleMs: 1_000 });
    await askAgain(harness.ports, allInDoubt(held), (live) => doubts(live, held), {
      workspace: WORKSPACE,
      reservation: harness.reservation,
    });
    expect(harness.calls.filter((call) => call.startsWith('read'))).toHaveLength(20);
  });

  it('sets aside what two rounds cost, retries included', () => {
    const tariff = tariffOf(makeHarness(stateOf([])).ports);
    expect(worstOfAsking(doubts(contradiction), tariff)).toEqual(
      worstOf({ calls: 4, byBucket: { general: 4, slow: 2 } }),
    );
  });

  it('costs no more than was set aside for it where a list has many pages', async () => {
    const ringer = { resource: resource('bell.a', { name: 'a' }) };
    const bells = Array.from({ length: 30 }, (_, n) => remote(`bell-${n}`, { name: `bell ${n}` }));
    const { harness } = asking(() => undefined);
    harness.objects['bells'] = Object.fromEntries(bells.map((object) => [String(object['id']), object]));
    const others = bells.map(({ id, uid, name }) => ({ id: String(id), uid: String(uid), name: String(name) }));
    const index = { id: WORKSPACE, name: 'Tests', elements: { boxes: [], bells: others } };
    const lacking: Live = { ...liveOf([ringer]), index, lists: new Map([['bells', others]]) };
    const doubtsOf = (live: Live): Doubts => doubts(live, [ringer], [bell]);
    const run = { workspace: WORKSPACE, reservation: harness.reservation };
    expect(isCertain(doubtsOf(await askAgain(harness.ports, lacking, doubtsOf, run)))).toBe(false);
    expect(harness.calls).toHaveLength(2 * (1 + 15));
    expect(worstOfAsking(doubtsOf(lacking), tariffOf(harness.ports)).calls).toBeGreaterThanOrEqual(32);
  });
});

/** The index names each of these, and each is gone by its id. */
function allInDoubt(held: readonly Held[]): Live {
  const { index } = liveOf(held);
  return { ...liveOf(held.map((item) => ({ ...item, now: null }))), ...(index ? { index } : {}) };
}

describe('asking again ends', () => {
  const failing = (problem: CallProblem) => (harness: Harness) =>
    void harness.answers.set('workspace', () => {
      throw new CallError(problem, 'no', { code: 'E_CALL_TEST', hint: '', effect: 'none', status: 500 });
    });

  it('with the doubt as it was where an answer is an error', async () => {
    const { harness, ask } = asking(failing('server'));
    expect(isCertain(doubts(await ask()))).toBe(false);
    expect([harness.calls, harness.slept]).toEqual([['workspace'], [1_000]]);
  });

  it('in an error where no further call makes sense', async () => {
    await expect(asking(failing('unauthorized')).ask()).rejects.toMatchObject({ problem: 'unauthorized' });
  });

  it('where its calls end, with what was read so far', async () => {
    const { harness, ask } = asking(contradicting);
    const live = await ask(3);
    expect(harness.calls).toEqual([...round, 'workspace']);
    expect(live.observations.get('box.a')?.status).toBe('absent');
    const without = asking(holding);
    expect((await without.ask(0)).observations).toEqual(contradiction.observations);
    expect(without.harness.calls).toEqual([]);
  });

  it('with Ctrl-C, before the call', async () => {
    const stop = new AbortController();
    const { harness, ask } = asking(holding, { signal: stop.signal, emit: () => stop.abort(new Error('interrupted')) });
    await expect(ask()).rejects.toThrow('interrupted');
    expect(harness.calls).toEqual([]);
  });
});

describe('a limited reservation', () => {
  const read = { route: box.routes.read, params: { id: idOf('box.a') } };

  it('sends exactly its calls, failures included, and then says that it is spent', async () => {
    const { harness } = asking(() => undefined);
    const { send } = limited(harness.reservation, 2);
    await expect(send(read)).rejects.toMatchObject({ problem: 'not-found' });
    holding(harness);
    expect((await send(read)).status).toBe(200);
    await expect(send(read)).rejects.toMatchObject({ code: 'E_READ_CONTRADICTION', category: 'deferred' });
    await expect(send(read)).rejects.toMatchObject({ category: 'deferred' });
    expect(harness.calls).toHaveLength(2);
  });
});
