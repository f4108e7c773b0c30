// Hints: which lists are worth their calls, what they tell, and that none costs more than it is worth.
import { describe, expect, it } from 'vitest';
import { AppError } from '../model/errors.ts';
import type { Evidence } from '../model/evidence.ts';
import type { Kind, Listed } from '../model/kind.ts';
import type { Observation } from '../model/observation.ts';
import { listRead, type ObjectRef } from '../model/read-set.ts';
import { remote, stateOf, WORKSPACE } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { holding } from '../testing/interrupted.ts';
import { bell, box } from '../testing/kinds.ts';
import { hintsWithin, readHints, suspiciousIn } from './hints.ts';

/** A second kind whose list shows stamps, two objects on a page. */
const tinRoutes = { ...box.routes, list: { ...box.routes.list, operation: 'list tins' } };
const tin: Kind = {
  ...box,
  name: 'tin',
  plural: 'tins',
  pageSize: 2,
  routes: tinRoutes,
  api: (send) => ({
    ...box.api(send),
    list: async () => (await send({ route: tinRoutes.list })).body as unknown as readonly Listed[],
  }),
};
const objectsOf = (kind: Kind, count: number): readonly ObjectRef[] =>
  Array.from({ length: count }, (_, n) => {
    const id = `${kind.name}-${n}`;
    return { address: `${kind.name}.x${n}`, kind, identity: { id, uid: `u-${id}` } };
  });

describe('the lists that are worth their calls', () => {
  const chosen = (calls: number, outstanding: readonly ObjectRef[], managed = outstanding) =>
    hintsWithin(calls, outstanding, managed, [box, tin, bell]).map(({ kind, pages }) => [kind.name, pages]);

  it('tell of two objects or more: one object is read itself for the same call', () => {
    expect(chosen(9, objectsOf(box, 1))).toEqual([]);
    expect(chosen(9, objectsOf(box, 2))).toEqual([['box', 1]]);
    expect(chosen(9, [])).toEqual([]);
  });

  it('are of kinds that are read by id and whose lists show stamps', () => {
    expect(chosen(9, objectsOf(bell, 5))).toEqual([]);
  });

  it('are those of the kind with the most outstanding objects first', () => {
    const few = [...objectsOf(box, 2), ...objectsOf(tin, 4)];
    expect(chosen(9, few)).toEqual([
      ['tin', 2],
      ['box', 1],
    ]);
  });

  it('cost no more than the calls, and a list that is too dear leaves its calls to a cheaper one', () => {
    const both = [...objectsOf(box, 2), ...objectsOf(tin, 4)];
    expect(chosen(2, both)).toEqual([['tin', 2]]);
    expect(chosen(1, both)).toEqual([['box', 1]]);
    expect(chosen(0, both)).toEqual([]);
  });

  it('have the pages of all that is managed, and tell of what is outstanding alone', () => {
    const managed = objectsOf(tin, 5);
    const [list] = hintsWithin(9, managed.slice(0, 2), managed, [tin]);
    expect(list?.pages).toBe(3);
    expect(list?.objects).toEqual(managed.slice(0, 2));
  });
});

describe('reading hints', () => {
  const boxes = objectsOf(box, 2);
  const tins = objectsOf(tin, 2);
  const given = () => {
    const harness = makeHarness(stateOf([]), { parallelism: 1 });
    holding({ ...remote('box-0', { name: 'A' }), changedAt: '2026-01-01' })(harness);
    const read = (...lists: Parameters<typeof readHints>[2]) =>
      readHints(harness.ports, WORKSPACE, lists, harness.reservation);
    return { harness, read };
  };
  const refuse = () => {
    throw new AppError('E_TEST', 'no', { hint: '' });
  };

  it('tells of each object its stamp, and whether the list names it', async () => {
    const { harness, read } = given();
    expect(Object.fromEntries(await read(listRead(box, boxes)))).toEqual({
      'box.x0': { status: 'unread', listed: true, stamp: '2026-01-01' },
      'box.x1': { status: 'unread', listed: false },
    });
    expect(harness.calls).toEqual(['list boxes']);
  });

  it('gives up a list that fails, and keeps what the others tell', async () => {
    const { harness, read } = given();
    harness.answers.set('list tins', refuse);
    expect([...(await read(listRead(tin, tins), listRead(box, boxes))).keys()]).toEqual(['box.x0', 'box.x1']);
  });

  it('gives up a list that is longer than its price', async () => {
    const { harness, read } = given();
    const bells = objectsOf(bell, 2);
    holding(...[0, 1, 2].map((n) => remote(`bell-${n}`, { name: `B${n}` })))(harness, 'bells');
    expect((await read(listRead(bell, bells))).size).toBe(0);
    expect(harness.calls).toEqual(['list bells']);
    expect((await read(listRead(bell, bells, 3))).size).toBe(2);
  });

  it('does not hide a mistake of ours', async () => {
    const { harness, read } = given();
    harness.answers.set('list boxes', () => {
      throw new TypeError('a mistake');
    });
    await expect(read(listRead(box, boxes))).rejects.toThrow('a mistake');
  });
});

it('an object is suspicious where its stamp is not the one with which it was verified', () => {
  const hint = (stamp?: string): Observation => ({ status: 'unread', listed: true, ...(stamp ? { stamp } : {}) });
  const verified: Evidence = { at: 5, how: 'body', id: 'x', stamp: '2026-01-01T00:00:00Z' };
  const hinted = new Map([
    ['box.same', hint('2026-01-01T00:00:00.000Z')],
    ['box.later', hint('2026-01-02T00:00:00Z')],
    ['box.without-stamp', hint()],
    ['box.never-verified', hint('2026-01-02T00:00:00Z')],
  ]);
  const evidence = { 'box.same': verified, 'box.later': verified, 'box.without-stamp': verified };
  expect([...suspiciousIn(hinted, evidence)]).toEqual(['box.later']);
  expect(suspiciousIn(new Map(), evidence).size).toBe(0);
});
