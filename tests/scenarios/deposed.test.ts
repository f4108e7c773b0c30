// Objects that a replace has superseded: whatever becomes of their address, each of them is deleted, or named.
import { forgetRecord } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Harness, makeHarness } from '../harness/harness.ts';
import { dyingPorts, type KillPoint } from '../harness/kill.ts';
import { collection, monitor } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({ settleMs: 20 });
});
afterEach(async () => harness.close());

const bases = [collection('orders', 'Orders'), collection('billing', 'Billing'), collection('third', 'Third')];
const smoke = (on: string) => monitor('smoke', 'Smoke', on);
const monitors = async (): Promise<readonly { readonly id: string }[]> =>
  ((await harness.fetchApi('/monitors')) as { monitors: readonly { readonly id: string }[] }).monitors;
/** With 400 they certainly do nothing; after a 403 nobody knows, and the write stays open. */
const refuseDeletes = (status: 400 | 403 = 400, times?: number) =>
  harness.control('faults', {
    faults: [
      {
        on: { method: 'DELETE', path: '^/monitors', ...(times === undefined ? {} : { times }) },
        do: { kind: 'status', status, when: 'before' },
      },
    ],
  });
const allowDeletes = () => harness.control('faults', undefined, 'DELETE');

/** Somebody deletes the current object in Postman. */
async function deleteByHand(): Promise<void> {
  const { id } = (await harness.store.load())!.resources['monitor.smoke']!.current!;
  const headers = { 'x-api-key': harness.emulator.apiKey };
  const reply = await fetch(`${harness.emulator.url}/monitors/${id}`, { method: 'DELETE', headers });
  expect(reply.status).toBe(200);
}

/** A monitor that was replaced so many times while nothing could be deleted. */
async function withDeposed(count: number, status?: 400 | 403): Promise<void> {
  await harness.apply([...bases, smoke('orders')]);
  await refuseDeletes(status);
  for (const on of ['billing', 'third'].slice(0, count)) await harness.apply([...bases, smoke(on)]);
  await allowDeletes();
  expect(await monitors()).toHaveLength(count + 1);
}

async function expectNothingLeft(): Promise<void> {
  expect(await monitors()).toEqual([]);
  const state = await harness.store.load();
  expect(Object.keys(state?.resources ?? {})).not.toContain('monitor.smoke');
  expect((await harness.plan(bases)).plan).toMatchObject({ steps: [], unmanaged: [] });
}

describe.each([1, 2])('an address with %i superseded objects', (count) => {
  it.each([
    [1, 400],
    [8, 400],
    [1, 403],
    [8, 403],
  ] as const)(
    'that leaves the files is deleted with all of them (parallelism %i, after %i)',
    async (parallelism, status) => {
      await withDeposed(count, status);
      const result = await harness.apply(bases, { allowDelete: 9, ports: harness.ports({ parallelism }) });
      expect(result.outcomes.map((outcome) => outcome.status)).toEqual(Array.from({ length: count + 1 }, () => 'done'));
      await expectNothingLeft();
    },
  );

  it('is deleted with all of them by the same plan file', async () => {
    await withDeposed(count);
    const { plan } = await harness.plan(bases, { saved: true });
    expect((await harness.apply(bases, { saved: plan })).end).toBe('done');
    await expectNothingLeft();
  });

  it('and a write that is open while the plan file is made is not called done by it', async () => {
    await withDeposed(count, 403);
    const { plan } = await harness.plan(bases, { saved: true });
    expect(plan.changes.map(({ reason }) => reason)).toContain('unresolved');
    expect((await harness.apply(bases, { saved: plan })).end).toBe('partial');
    expect(harness.events.filter(({ type }) => type === 'warning').at(-1)).toMatchObject({
      text: expect.stringContaining('postform plan'),
    });
    expect((await harness.apply(bases, { allowDelete: 9 })).end).toBe('done');
    await expectNothingLeft();
  });

  it('and whose object is gone is forgotten, and they are deleted', async () => {
    await withDeposed(count);
    await deleteByHand();
    expect((await harness.apply(bases, { allowDelete: 9 })).end).toBe('done');
    await expectNothingLeft();
  });

  it('and whose object is gone is forgotten, and they are deleted, by a plan file', async () => {
    await withDeposed(count);
    await deleteByHand();
    const { plan } = await harness.plan(bases, { saved: true });
    expect((await harness.apply(bases, { saved: plan })).end).toBe('done');
    await expectNothingLeft();
  });

  it('is made anew where it is gone and declared, and they are deleted', async () => {
    await withDeposed(count);
    await deleteByHand();
    expect((await harness.apply([...bases, smoke('orders')], { allowDelete: 9 })).end).toBe('done');
    expect(await monitors()).toHaveLength(1);
  });

  it('is destroyed with all of them', async () => {
    await withDeposed(count);
    expect((await harness.apply([...bases, smoke('orders')], { destroy: true })).end).toBe('done');
    expect(await monitors()).toEqual([]);
    expect((await harness.store.load())?.resources).toEqual({});
  });

  it.each([1, 2, 3])('keeps those whose delete fails once more, whichever it is (%i refused)', async (times) => {
    await withDeposed(count);
    await refuseDeletes(400, times);
    const failed = await harness.apply(bases, { allowDelete: 9, ports: harness.ports({ parallelism: 1 }) });
    expect(failed.end).not.toBe('done');
    await allowDeletes();
    const known = Object.values((await harness.store.load())!.resources).flatMap((record) => [
      ...(record.current === undefined ? [] : [record.current.id]),
      ...record.deposed.map(({ id }) => id),
    ]);
    for (const { id } of await monitors()) expect(known).toContain(id);
    expect((await harness.apply(bases, { allowDelete: 9 })).end).toBe('done');
    await expectNothingLeft();
  });

  it.each<[KillPoint, number]>([
    ['before the effect', 1],
    ['after the effect', 1],
    ['after the reply', 1],
    ['after the effect', 2],
  ])('and is killed %s of delete %i, is deleted by the next run', async (point, nth) => {
    await withDeposed(count);
    const ports = dyingPorts(harness, point, nth, { settleMs: 20, parallelism: 1 });
    await harness.apply(bases, { allowDelete: 9, ports }).catch(() => undefined);
    expect((await harness.apply(bases, { allowDelete: 9 })).end).toBe('done');
    await expectNothingLeft();
  });

  it('and is gone, and whose new create is killed, loses none of them', async () => {
    await withDeposed(count);
    await deleteByHand();
    const wanted = [...bases, smoke('orders')];
    const ports = dyingPorts(harness, 'after the effect', 1, { settleMs: 20, parallelism: 1 });
    await harness.apply(wanted, { allowDelete: 9, ports }).catch(() => undefined);
    expect((await harness.apply(wanted, { allowDelete: 9 })).end).toBe('done');
    expect(await monitors()).toHaveLength(1);
  });

  it('is forgotten only together with their names', async () => {
    await withDeposed(count);
    const state = (await harness.store.load())!;
    const { current, deposed } = forgetRecord(state, 'monitor.smoke');
    expect([current, ...deposed].sort()).toEqual((await monitors()).map(({ id }) => id).sort());
  });
});

it('an address that is declared again after its own delete, while a superseded object is left, is not taken for that one', async () => {
  await withDeposed(1);
  const [current] = [(await harness.store.load())!.resources['monitor.smoke']!.current!.id];
  await harness.control('faults', {
    faults: [
      {
        on: { method: 'DELETE', path: `^/monitors/(?!${current})` },
        do: { kind: 'status', status: 400, when: 'before' },
      },
    ],
  });
  await harness.apply(bases, { allowDelete: 9, ports: harness.ports({ parallelism: 1 }) });
  await allowDeletes();
  const { plan } = await harness.plan([...bases, smoke('billing')]);
  expect(plan.changes.find(({ address }) => address === 'monitor.smoke')).not.toMatchObject({ action: 'noop' });
});
