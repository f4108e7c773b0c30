// Replies to writes that lie, or that refuse what was done: the write stays open, nothing is recorded, and the next run finds out.
import { hasDifferences, type Json, type JsonObject, type Send } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { bodyOf } from '../harness/replies.ts';
import { collection, environment, mock, monitor } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({ settleMs: 20, parallelism: 1 });
});
afterEach(async () => harness.close());

const base = [collection('base', 'Base'), environment('other', 'Other', { a: '1' })];
const objects: Readonly<Record<string, readonly [Authored, Authored]>> = {
  collection: [collection('x', 'X', ['List']), collection('x', 'X', ['List', 'Create'])],
  environment: [environment('x', 'X', { a: '1' }), environment('x', 'X', { a: '2' })],
  mock: [mock('x', 'X', 'base'), mock('x', 'X, renamed', 'base')],
  monitor: [monitor('x', 'X', 'base'), monitor('x', 'X', 'base', '0 7 * * *')],
};
const kinds = Object.keys(objects);

type Lie = (body: JsonObject, idOf: (address: string) => string) => Json;
const withId =
  (id: Json | ((idOf: (address: string) => string) => Json)): Lie =>
  (body, idOf) => {
    const [envelope, object] = Object.entries(body)[0] as [string, JsonObject];
    const value = typeof id === 'function' ? id(idOf) : id;
    return { [envelope]: { ...object, id: value, ...(typeof value === 'string' ? { uid: value } : {}) } };
  };
const lies: Readonly<Record<string, Lie>> = {
  'a number for an id': withId(7),
  'an empty id': withId(''),
  'the id "undefined"': withId('undefined'),
  'a path for an id': withId('../x'),
  'the id of a managed object': withId((idOf) => idOf('collection.base')),
  'the id of an object of another kind': withId((idOf) => idOf('environment.other')),
  'a list': () => [],
  nothing: () => null,
};

/** The first call of that method is done, and its reply is a lie. */
function lying(method: string, lie: Lie): (next: Send) => Send {
  let isTold = false;
  return (next) => async (call, leaving) => {
    const reply = await next(call, leaving);
    if (isTold || call.route.method !== method) return reply;
    isTold = true;
    const { resources } = (await harness.store.load())!;
    const told = lie(reply.body as JsonObject, (address) => resources[address]!.current!.id);
    return { ...reply, ...bodyOf(told) };
  };
}

const through = (wrap: (next: Send) => Send) => ({ allowDelete: 9, ports: harness.portsThrough(wrap) });

async function expectOpen(address: string, op: string): Promise<void> {
  expect((await harness.store.load())!.intents).toMatchObject([{ address, op }]);
}

async function expectSettled(wanted: readonly Authored[]): Promise<void> {
  const again = await harness.apply(wanted, { allowDelete: 9 });
  expect(again.end).toBe('done');
  const { plan } = await harness.plan(wanted, { refresh: 'full' });
  expect([hasDifferences(plan), plan.steps, plan.unmanaged]).toEqual([false, [], []]);
}

describe.each(kinds)('a %s', (kind) => {
  const [first, second] = objects[kind]!;

  it.each(Object.keys(lies))(
    'whose create is answered with %s is no record; the next run finds it: no twin',
    async (lie) => {
      await harness.apply(base);
      const told = await harness.apply([...base, first], through(lying('POST', lies[lie]!)));
      expect(told.end).not.toBe('done');
      expect((await harness.store.load())!.resources[first.address]).toBeUndefined();
      await expectOpen(first.address, 'create');
      await expectSettled([...base, first]);
    },
  );

  it.each(['a number for an id', 'the id of a managed object', 'a list', 'nothing'])(
    'whose update is answered with %s is not recorded; the next run reads the object',
    async (lie) => {
      await harness.apply([...base, first]);
      const told = await harness.apply([...base, second], through(lying('PUT', lies[lie]!)));
      expect(told.end).not.toBe('done');
      await expectOpen(first.address, 'update');
      await expectSettled([...base, second]);
    },
  );

  it.each(['a number for an id', 'the id of a managed object'])(
    'whose delete is answered with %s stays managed; the next run reads the object',
    async (lie) => {
      await harness.apply([...base, first]);
      const told = await harness.apply(base, through(lying('DELETE', lies[lie]!)));
      expect(told.end).not.toBe('done');
      await expectOpen(first.address, 'delete');
      await expectSettled(base);
    },
  );

  it.each([401, 403])(
    'whose writes are refused with %i after they were done has no twin, and none is lost',
    async (status) => {
      await harness.apply(base);
      const refuse = (method: string) =>
        harness.control('faults', {
          faults: [{ on: { method, path: `^/${kind}s`, times: 1 }, do: { kind: 'status', status, when: 'after' } }],
        });
      const steps = [
        ['POST', [...base, first], 'create'],
        ['PUT', [...base, second], 'update'],
        ['DELETE', base, 'delete'],
      ] as const;
      for (const [method, wanted, op] of steps) {
        await refuse(method);
        expect((await harness.apply(wanted, { allowDelete: 9 })).end).not.toBe('done');
        await expectOpen(first.address, op);
        await harness.control('faults', undefined, 'DELETE');
        await expectSettled(wanted);
      }
    },
  );
});

it('two creates of one run that are answered with the same id are not one object', async () => {
  let id: Json | undefined;
  const same =
    (next: Send): Send =>
    async (call, leaving) => {
      const reply = await next(call, leaving);
      if (call.route.method !== 'POST') return reply;
      const object = (reply.body as { environment: JsonObject }).environment;
      id ??= object['id']!;
      return { ...reply, ...bodyOf({ environment: { ...object, id, uid: id } }) };
    };
  const wanted = [environment('a', 'A', { v: '1' }), environment('b', 'B', { v: '1' })];
  const told = await harness.apply(wanted, through(same));
  expect(told.outcomes.map(({ error }) => (error as { code?: string } | undefined)?.code)).toContain('E_APPLY_DOUBT');
  await expectSettled(wanted);
});
