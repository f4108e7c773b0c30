// One answer of the server, and what it is taken to say of the index, of a list, of one object.
import { describe, expect, it } from 'vitest';
import { CallError, type CallProblem } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import type { Kind, Listed } from '../model/kind.ts';
import type { Observation } from '../model/observation.ts';
import { listRead, type ObjectRef } from '../model/read-set.ts';
import { remote, stateOf, WORKSPACE } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { holding } from '../testing/interrupted.ts';
import { bell, box } from '../testing/kinds.ts';
import { type KnownLists, observedInList, readById, readIndex, readList } from './observe.ts';

const AT = 1_000_000;
const refOf = (kind: Kind, name: string): ObjectRef => {
  const id = `${kind.name}-${name}`;
  return { address: `${kind.name}.${name}`, kind, identity: { id, uid: `u-${id}` } };
};
const boxA = refOf(box, 'a');
const entry = (id: string, more: Partial<Listed> = {}): Listed => ({ id, uid: `u-${id}`, name: id, ...more });
const indexOf = (plural: string, ...entries: readonly Listed[]): KnownLists => ({
  index: { id: WORKSPACE, name: 'Tests', elements: { [plural]: entries } },
});
const answering = (problem: CallProblem) => (): Json => {
  throw new CallError(problem, `it is ${problem}`, { code: 'E_CALL_TEST', hint: '', effect: 'none' });
};

function server(known: KnownLists = {}) {
  const harness = makeHarness(stateOf([]));
  const told: (readonly [string, Observation])[] = [];
  const { ports, reservation } = harness;
  const run = { workspace: WORKSPACE, reservation };
  const onObserved = ({ address }: ObjectRef, observation: Observation) => void told.push([address, observation]);
  return { harness, told, run, context: { ports, run, known, onObserved } };
}

describe('the index', () => {
  it('is what the workspace names, for one call', async () => {
    const { harness, run } = server();
    holding(remote('box-a', { name: 'A' }))(harness);
    expect(await readIndex(harness.ports, run)).toMatchObject({ id: WORKSPACE, elements: { bells: [] } });
    expect(harness.calls).toEqual(['workspace']);
  });

  it('of a workspace that does not exist is an error: a bad id lists as empty', async () => {
    const { harness, run } = server();
    const ports = { ...harness.ports, workspaces: { ...harness.ports.workspaces, read: async () => undefined } };
    await expect(readIndex(ports, run)).rejects.toMatchObject({ code: 'E_READ_WORKSPACE' });
  });
});

describe('a read by id', () => {
  const observed = async (known: KnownLists, object?: JsonObject, problem?: CallProblem) => {
    const { harness, told, context } = server(known);
    if (object !== undefined) holding(object)(harness);
    if (problem !== undefined) harness.answers.set('read boxes box-a', answering(problem));
    await readById(context, boxA);
    expect(harness.calls).toEqual(['read boxes box-a']);
    return told;
  };
  const { identity } = boxA;

  it('finds the object, and says when', async () => {
    const object = remote('box-a', { name: 'A' });
    expect(await observed({}, object)).toMatchObject([
      ['box.a', { status: 'found', identity, remote: object, at: AT, reply: expect.stringMatching(/^[\w-]{43}$/) }],
    ]);
  });

  it('says that the object is gone, and leaves it to others whether that is believed', async () => {
    const says = [['box.a', { status: 'absent', identity }]];
    expect(await observed({})).toEqual(says);
    expect(await observed(indexOf('boxes', entry('box-a')))).toEqual(says);
  });

  it('shows an object that cannot work any more', async () => {
    const object = remote('box-a', { name: 'A', lid: 'shut' });
    expect(await observed({}, object)).toEqual([['box.a', { status: 'deactivated', identity, remote: object }]]);
  });

  it.each([
    ['names it', indexOf('boxes', entry('box-a')), true],
    ['does not name it', indexOf('boxes'), false],
    ['came without the array of its kind', indexOf('bells'), null],
  ])('that is refused, where the index %s, concludes nothing', async (_title, known, isNamed) => {
    const claim = { by: 'forbidden', isNamed };
    expect(await observed(known, undefined, 'forbidden')).toEqual([['box.a', { status: 'disputed', identity, claim }]]);
  });

  it('that is refused where the workspace was not read either ends the reading', async () => {
    await expect(observed({}, undefined, 'forbidden')).rejects.toMatchObject({ problem: 'forbidden' });
  });

  it.each<CallProblem>(['server', 'unauthorized'])('that fails is no observation: %s', async (problem) => {
    await expect(observed(indexOf('boxes', entry('box-a')), undefined, problem)).rejects.toMatchObject({ problem });
  });
});

describe('a list of whole objects', () => {
  const bells = ['a', 'b', 'c'].map((name) => refOf(bell, name));
  const [a, b, c] = bells.map(({ identity }) => identity);

  it('shows each object that it holds; what it lacks is read by id, unless the index shows that it is dead', async () => {
    const { harness, told, context } = server(indexOf('bells', entry('bell-b', { deactivated: true })));
    const object = remote('bell-a', { name: 'A' });
    holding(object)(harness, 'bells');
    const entries = await readList(context, listRead(bell, bells));
    expect(entries.map(({ id }) => id)).toEqual(['bell-a']);
    expect(told).toEqual([
      ['bell.a', { status: 'found', identity: a, remote: object, at: AT }],
      ['bell.b', { status: 'deactivated', identity: b }],
      ['bell.c', { status: 'unread', listed: false }],
      ['bell.c', { status: 'absent', identity: c }],
    ]);
    expect(harness.calls).toEqual(['list bells', 'read bells bell-c']);
    expect(harness.events).toEqual([{ type: 'read-further', kind: 'bell', calls: 1 }]);
  });

  it('that holds everything costs nothing more, and nobody is told of further reads', async () => {
    const { harness, context } = server();
    holding(...bells.slice(0, 2).map(({ identity: { id } }) => remote(id, { name: id })))(harness, 'bells');
    await readList(context, listRead(bell, bells.slice(0, 2)));
    expect(harness.calls).toEqual(['list bells']);
    expect(harness.events).toEqual([]);
  });

  it('of a kind that nobody manages tells of nothing, and gives its entries', async () => {
    const { harness, told, context } = server();
    holding(remote('bell-z', { name: 'Z' }))(harness, 'bells');
    expect(await readList(context, listRead(bell, []))).toHaveLength(1);
    expect(told).toEqual([]);
  });

  it('does not vouch for an entry without its object', () => {
    expect(observedInList(bell, bells.slice(0, 1), [entry('bell-a')], {}, AT)).toEqual([
      { status: 'unread', listed: false },
    ]);
  });
});

describe('a list of names', () => {
  it('verifies nothing: it tells a stamp and whether the object is named, and reads nothing further', async () => {
    const { harness, told, context } = server(indexOf('boxes', entry('box-c', { deactivated: true })));
    holding({ ...remote('box-a', { name: 'A' }), changedAt: 'then' }, remote('box-b', { name: 'B' }))(harness);
    await readList(context, listRead(box, [boxA, refOf(box, 'b'), refOf(box, 'c')]));
    expect(told).toEqual([
      ['box.a', { status: 'unread', listed: true, stamp: 'then' }],
      ['box.b', { status: 'unread', listed: true }],
      ['box.c', { status: 'unread', listed: false }],
    ]);
    expect(harness.calls).toEqual(['list boxes']);
  });
});
