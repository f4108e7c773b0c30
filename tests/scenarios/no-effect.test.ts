// Writes that are answered with success and change nothing, wholly or in part, at once or for a while: none counts as done.
import type { Json, JsonObject, Reply, Send } from '@postform/engine';
import { hasDifferences } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { bodyOf } from '../harness/replies.ts';
import { collection, environment, mock, monitor } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({ settleMs: 20 });
});
afterEach(async () => harness.close());

const base = collection('base', 'Base');
/** Before and after a change of the files, by kind. */
const changes: Readonly<Record<string, readonly [Authored, Authored]>> = {
  collection: [collection('x', 'X', ['List']), collection('x', 'X', ['List', 'Create'])],
  environment: [environment('x', 'X', { a: '1', b: '1' }), environment('x', 'X', { a: '2', b: '1' })],
  'environment, a value less': [environment('x', 'X', { a: '1', b: '1' }), environment('x', 'X', { a: '1' })],
  mock: [mock('x', 'X', 'base'), mock('x', 'X, renamed', 'base')],
  monitor: [monitor('x', 'X', 'base'), monitor('x', 'X', 'base', '0 7 * * *')],
};
const kinds = Object.keys(changes);
/** One object of each kind. */
const objects = Object.fromEntries(
  ['collection', 'environment', 'mock', 'monitor'].map((kind) => [kind, changes[kind]![0]]),
);
const addressOf = (kind: string): string => changes[kind]![0].address;

const idIn = (call: Parameters<Send>[0]): string => Object.values(call.params ?? {})[0] ?? '';
const plural = (call: Parameters<Send>[0]): string => call.route.path.split('/')[1]!;
const shownAt = (call: Parameters<Send>[0]): Promise<JsonObject> => harness.fetchApi(`/${plural(call)}/${idIn(call)}`);

/** The first `times` updates are answered as if they were done, and are not. */
function deafTo(times: number): (next: Send) => Send {
  let left = times;
  return (next) => async (call, leaving) => {
    if (call.route.method !== 'PUT' || left-- <= 0) return next(call, leaving);
    await leaving?.prepare();
    return { status: 200, ...bodyOf(await shownAt(call)) };
  };
}

/** Updates are done, and the first `times` reads after each, its own reply included, show what was there before. */
function lagging(times: number): (next: Send) => Send {
  const old = new Map<string, { left: number; readonly body: JsonObject }>();
  return (next) => async (call, leaving) => {
    const key = `${plural(call)} ${idIn(call)}`;
    if (call.route.method === 'PUT') old.set(key, { left: times, body: await shownAt(call) });
    const reply = await next(call, leaving);
    const before = old.get(key);
    if (before === undefined || idIn(call) === '') return reply;
    const isShown = call.route.method === 'GET' ? before.left-- > 0 : plural(call) === 'mocks';
    return isShown ? { ...reply, ...bodyOf(before.body) } : reply;
  };
}

const through = (wrap: (next: Send) => Send) => ({ ports: harness.portsThrough(wrap) });

async function expectSettled(wanted: readonly Authored[]): Promise<void> {
  const { plan } = await harness.plan(wanted);
  expect(plan.changes.map(({ address, reason, differences }) => [address, reason, differences])).toEqual(
    plan.changes.map(({ address }) => [address, 'in-sync', []]),
  );
  expect([hasDifferences(plan), plan.unmanaged]).toEqual([false, []]);
}

describe.each(kinds)('an update that is answered with success: %s', (kind) => {
  const [before, after] = changes[kind]!;

  it('and changes nothing has failed, is no drift, and is planned again', async () => {
    await harness.apply([base, before]);
    const deaf = await harness.apply([base, after], through(deafTo(1)));
    expect(deaf.end).not.toBe('done');
    expect(deaf.outcomes[0]).toMatchObject({ status: 'failed', error: { code: 'E_APPLY_NO_EFFECT' } });
    expect(deaf.outcomes[0]?.error?.message).toContain(addressOf(kind));
    const { plan } = await harness.plan([base, after], { refresh: 'full' });
    const change = plan.changes.find(({ address }) => address === addressOf(kind));
    expect(change).toMatchObject({ action: 'update', reason: 'declared', changed: { remote: [] }, differences: [] });
    expect(change?.lines.length).toBeGreaterThan(0);
    expect((await harness.apply([base, after])).end).toBe('done');
    await expectSettled([base, after]);
  });

  it('and changes nothing is applied by the same plan file once more', async () => {
    await harness.apply([base, before]);
    const { plan } = await harness.plan([base, after], { saved: true });
    const deaf = await harness.apply([base, after], { saved: plan, ...through(deafTo(1)) });
    expect(deaf.outcomes[0]).toMatchObject({ error: { code: 'E_APPLY_NO_EFFECT' } });
    expect((await harness.apply([base, after], { saved: plan })).end).toBe('done');
    await expectSettled([base, after]);
  });

  it.each([1, 2])('and shows for %i reads what was there before is done, and no drift', async (times) => {
    await harness.apply([base, before]);
    const slow = await harness.apply([base, after], through(lagging(times)));
    expect(slow.outcomes.map(({ status, error }) => error ?? status)).toEqual(['done']);
    expect(slow.differences).toEqual([]);
    await expectSettled([base, after]);
  });

  it('and shows for longer than the settle time what was there before is noticed as done by the next plan', async () => {
    await harness.apply([base, before]);
    expect((await harness.apply([base, after], through(lagging(9)))).outcomes[0]).toMatchObject({ status: 'failed' });
    const { plan } = await harness.plan([base, after], { refresh: 'full' });
    expect([plan.steps, hasDifferences(plan)]).toEqual([[], false]);
    expect(plan.changes.map(({ reason }) => reason)).not.toContain('drifted');
    await harness.apply([base, after]);
    await expectSettled([base, after]);
  });

  it('and changes nothing while nobody reads it back is seen by the next plan, as what it is', async () => {
    await harness.apply([base, before]);
    const lazy = await harness.apply([base, after], { settle: 'lazy', ...through(deafTo(1)) });
    if (kind === 'mock') return expect(lazy.outcomes[0]).toMatchObject({ error: { code: 'E_APPLY_NO_EFFECT' } });
    expect(lazy.end).toBe('done');
    const { plan } = await harness.plan([base, after], { refresh: 'full' });
    const change = plan.changes.find(({ address }) => address === addressOf(kind));
    expect(change).toMatchObject({ action: 'update', reason: 'declared', changed: { remote: [] }, differences: [] });
    expect(change?.notes).toContainEqual({ note: 'write-without-effect', pointers: expect.any(Array) });
    expect((await harness.apply([base, after], { settle: 'lazy' })).end).toBe('done');
    await expectSettled([base, after]);
  });
});

describe('an update that is done in part', () => {
  it('has failed at the rest, and only the rest is planned again', async () => {
    await harness.apply([environment('x', 'X', { a: '1', b: '1', c: '1' })]);
    const wanted = [environment('x', 'X', { a: '2', b: '2', c: '1' })];
    const half =
      (next: Send): Send =>
      (call, leaving) => {
        if (call.route.method !== 'PUT') return next(call, leaving);
        const text = JSON.stringify(call.body).replace('"key":"b","value":"2"', '"key":"b","value":"1"');
        return next({ ...call, body: JSON.parse(text) as Json }, leaving);
      };
    const { outcomes } = await harness.apply(wanted, through(half));
    expect(outcomes[0]).toMatchObject({ status: 'failed', error: { code: 'E_APPLY_NO_EFFECT' } });
    expect(outcomes[0]?.error?.message).toMatch(/at \/values\/b\.$/);
    const { plan } = await harness.plan(wanted);
    expect(plan.changes[0]).toMatchObject({ reason: 'declared', changed: { config: ['/values/b'], remote: [] } });
    expect((await harness.apply(wanted)).end).toBe('done');
    await expectSettled(wanted);
  });

  it('as a task of the server that says it succeeded is treated alike', async () => {
    await harness.control('switches', { asyncUpdateMs: 0 });
    await harness.apply([collection('x', 'X', ['List'])]);
    const wanted = [collection('x', 'X', ['List', 'Create'])];
    const deaf =
      (next: Send): Send =>
      async (call, leaving) =>
        next(call.route.method === 'PUT' ? { ...call, body: await shownAt(call) } : call, leaving);
    const ports = {
      ...harness.portsThrough(deaf),
      clock: { nowMs: Date.now, sleep: () => new Promise<void>((done) => setTimeout(done, 40)) },
    };
    const { outcomes } = await harness.apply(wanted, { asyncFromBytes: 0, ports });
    expect(outcomes[0]).toMatchObject({ status: 'failed', error: { code: 'E_APPLY_NO_EFFECT' } });
    expect((await harness.plan(wanted)).plan.changes[0]).toMatchObject({ action: 'update', reason: 'declared' });
  });

  it('leaves the undoing of a change by hand undone, and it is drift still', async () => {
    const wanted = [environment('x', 'X', { a: '1', b: '1' })];
    await harness.apply(wanted);
    const id = (await harness.store.load())!.resources['environment.x']!.current!.id;
    const set = { '/values/0/value': 'by hand' };
    await harness.control('edit', { kind: 'environment', id, set });
    const { outcomes } = await harness.apply(wanted, through(deafTo(1)));
    expect(outcomes[0]).toMatchObject({ error: { code: 'E_APPLY_NO_EFFECT' } });
    expect((await harness.plan(wanted)).plan.changes[0]).toMatchObject({ action: 'update', reason: 'drifted' });
  });
});

describe.each(['collection', 'environment', 'monitor'])('a create that is answered with success: %s', (kind) => {
  const [wanted] = changes[kind]!;
  const route = { collection: 'collections', environment: 'environments', monitor: 'monitors' }[kind]!;
  const isRead = (call: Parameters<Send>[0]): boolean =>
    call.route.method === 'GET' && plural(call) === route && idIn(call) !== '';
  /** The first `times` reads of the new object find something else. */
  const hidden =
    (times: number, instead?: (reply: Reply) => JsonObject) =>
    (next: Send): Send => {
      let left = times;
      let isMade = false;
      return async (call, leaving) => {
        isMade ||= call.route.method === 'POST';
        if (!isMade || !isRead(call) || left-- <= 0) return next(call, leaving);
        if (instead === undefined) return next({ ...call, params: { id: '0', collectionId: '0' } });
        const reply = await next(call, leaving);
        return { ...reply, ...bodyOf(instead(reply)) };
      };
    };
  const emptied = ({ body }: Reply): JsonObject => {
    const [envelope, object] = Object.entries(body as JsonObject)[0] as [string, JsonObject];
    const { id, uid, name, info } = object;
    const rest = kind === 'collection' ? { info, item: [] } : { id, uid, name };
    return { [envelope]: JSON.parse(JSON.stringify(rest)) as JsonObject };
  };

  beforeEach(async () => {
    await harness.apply([base]);
  });

  it.each([1, 2])('and is not there for %i reads is done', async (times) => {
    const slow = await harness.apply([base, wanted], through(hidden(times)));
    expect(slow.outcomes.map(({ status, error }) => error ?? status)).toEqual(['done']);
    await expectSettled([base, wanted]);
  });

  it('and is not there stays open, and the next run finds it: no twin', async () => {
    const first = await harness.apply([base, wanted], through(hidden(9)));
    expect(first.outcomes[0]).toMatchObject({ status: 'failed', error: { code: 'E_APPLY_DOUBT' } });
    const state = await harness.store.load();
    expect(state?.resources[wanted.address]).toBeUndefined();
    expect(state?.intents).toMatchObject([{ address: wanted.address, op: 'create' }]);
    expect((await harness.apply([base, wanted])).end).toBe('done');
    await expectSettled([base, wanted]);
  });

  it('and is empty has failed, and its content is planned again, as an update', async () => {
    const first = await harness.apply([base, wanted], through(hidden(9, emptied)));
    expect(first.outcomes[0]).toMatchObject({ status: 'failed', error: { code: 'E_APPLY_NO_EFFECT' } });
    expect((await harness.apply([base, wanted])).end).toBe('done');
    await expectSettled([base, wanted]);
  });
});

describe.each(Object.keys(objects))('a delete that is answered with success: %s', (kind) => {
  const object = objects[kind]!;
  /** The first `times` deletes are answered as if they were done, and are not. */
  const deaf =
    (times: number) =>
    (next: Send): Send => {
      let left = times;
      return async (call, leaving) => {
        if (call.route.method !== 'DELETE' || left-- <= 0) return next(call, leaving);
        await leaving?.prepare();
        return { status: 200, ...bodyOf({}) };
      };
    };
  const settle = (): Promise<void> => new Promise((done) => setTimeout(done, 60));

  beforeEach(async () => {
    await harness.apply([base, object]);
  });

  it('and does nothing is planned again while the workspace names the object, and is done by the next run', async () => {
    await harness.apply([base], { allowDelete: 9, ...through(deaf(1)) });
    await settle();
    const { plan } = await harness.plan([base]);
    const change = plan.changes.find(({ address }) => address === object.address);
    expect(change).toMatchObject({ action: 'delete', changed: { remote: [] } });
    expect(change?.notes).toContainEqual({ note: 'delete-without-effect' });
    expect([hasDifferences(plan), plan.unmanaged]).toEqual([true, []]);
    expect((await harness.apply([base], { allowDelete: 9 })).end).toBe('done');
    await expectSettled([base]);
    await harness.apply([base]);
    expect((await harness.store.load())?.deleted).toBeUndefined();
  });

  it('and does nothing is planned again by a plan file, too', async () => {
    await harness.apply([base], { allowDelete: 9, ...through(deaf(1)) });
    await settle();
    const { plan } = await harness.plan([base], { saved: true });
    expect((await harness.apply([base], { saved: plan })).end).toBe('done');
    await expectSettled([base]);
  });

  it('and does nothing, of an address that has a new object since, is done by the next run', async () => {
    await harness.apply([base], { allowDelete: 9, ...through(deaf(1)) });
    await settle();
    expect((await harness.plan([base, object])).plan.changes.map(({ blocked }) => blocked)).not.toContain(
      expect.anything(),
    );
    await harness.apply([base, object]);
    await settle();
    expect((await harness.plan([base, object])).plan.steps).toMatchObject([{ op: 'delete', address: object.address }]);
    expect((await harness.apply([base, object], { allowDelete: 9 })).end).toBe('done');
    await expectSettled([base, object]);
  });

  it('and is done costs nothing more, now or later', async () => {
    const calls = async () => (await harness.calls()).count;
    const before = await calls();
    const { plan } = await harness.apply([base], { allowDelete: 9 });
    const spent = (await calls()) - before;
    expect(plan.steps).toHaveLength(1);
    const read = await calls();
    const next = await harness.plan([base]);
    expect((await calls()) - read).toBe(next.readCalls);
    expect(next.readCalls).toBe(spent - 1 - (kind === 'mock' ? 0 : 1));
  });
});
