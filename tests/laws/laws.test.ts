// The laws that need one workspace and one plan each.
import {
  type DesiredResource,
  type Event,
  type JsonObject,
  kindNamed,
  normalize,
  type PlanOptions,
} from '@postform/engine';
import { kinds } from '@postform/kinds';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { collection, environment, mock, monitor, team, workspaceOf } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({ secrets: {} });
});
afterEach(async () => harness.close());

const callsDuring = async <T>(
  work: () => Promise<T>,
): Promise<{ readonly result: T; readonly count: number; readonly methods: ReadonlySet<string> }> => {
  const before = (await harness.calls()).count;
  const result = await work();
  const after = await harness.calls();
  return {
    result,
    count: after.count - before,
    methods: new Set(after.calls.filter((call) => call.n > before).map((call) => call.method)),
  };
};

const replaced = (address: string, by: Authored): readonly Authored[] =>
  team.map((item) => (item.address === address ? by : item));
const without = (...addresses: readonly string[]): readonly Authored[] =>
  team.filter((item) => !addresses.includes(item.address));

describe('Law 3: calls counted by the emulator = the plan’s expected price', () => {
  const cases: readonly (readonly [
    string,
    readonly Authored[] | undefined,
    readonly Authored[],
    Omit<Partial<PlanOptions>, 'saved'>,
  ])[] = [
    ['creates with a cycle', undefined, team, {}],
    [
      'an update of each kind',
      team,
      [
        ...replaced('collection.orders', collection('orders', 'Orders', ['List', 'Create', 'Void'])).filter(
          (item) => !/billing$|mock\.|smoke/.test(item.address),
        ),
        collection('billing', 'Billing and more', ['Charge', 'Refund']),
        environment('billing', 'Billing', { host: 'new.example.com' }),
        mock('orders', 'Orders mock, renamed', 'orders'),
        monitor('orders-smoke', 'Orders smoke', 'orders', '0 7 * * *'),
        monitor('billing-smoke', 'Billing smoke', 'billing'),
      ],
      { allowChange: 9 },
    ],
    ['a replace', team, replaced('monitor.orders-smoke', monitor('orders-smoke', 'Orders smoke', 'billing')), {}],
    [
      'deletes',
      team,
      without('monitor.billing-smoke', 'collection.billing', 'mock.orders', 'environment.orders'),
      { allowDelete: 9 },
    ],
    [
      'a create that an update completes',
      undefined,
      [
        collection('orders', 'Orders'),
        mock('orders', 'Orders mock', 'orders', { description: 'Answers from examples.' }),
      ],
      {},
    ],
    ['nothing', team, team, {}],
    ['lazy settling', undefined, team, { settle: 'lazy' }],
  ];
  it.each(cases)('%s, as a plan file', async (_title, before, wanted, options) => {
    if (before) await harness.apply(before);
    const { plan } = await harness.plan(wanted, { ...options, saved: true });
    const { result, count } = await callsDuring(() => harness.apply(wanted, { ...options, saved: plan }));
    expect(result.end).toBe('done');
    expect(count).toBe(plan.price.expected.calls);
    expect(result.calls.write).toBe(count);
  });

  it.each(cases)('%s, in one run', async (_title, before, wanted, options) => {
    if (before) await harness.apply(before);
    const read = await callsDuring(() => harness.plan(wanted, options));
    const { result, count } = await callsDuring(() => harness.apply(wanted, options));
    expect(result.end).toBe('done');
    expect(read.count).toBe(read.result.readCalls);
    expect(count - read.count).toBe(read.result.plan.price.expected.calls);
    expect((await harness.plan(wanted)).plan.steps).toEqual([]);
  });
});

describe('Law 5: nothing is written before the worst price of the whole plan is reserved', () => {
  it.each(['in one run', 'as a plan file'])('the first reservation for writing holds it, %s', async (how) => {
    const { plan } = await harness.plan(team, { saved: true });
    const said: { readonly reserved: number }[] = [];
    const sent: { readonly isWrite: boolean; readonly reservedBefore: number }[] = [];
    const { client } = harness.ports();
    const watched: typeof client = {
      ...client,
      reserve: async (purpose, worst) => {
        const reservation = await client.reserve(purpose, worst);
        if (purpose === 'write') said.push({ reserved: worst.calls });
        const send: typeof reservation.send = (call, leaving) => {
          sent.push({ isWrite: call.route.method !== 'GET', reservedBefore: said.at(-1)?.reserved ?? 0 });
          return reservation.send(call, leaving);
        };
        return { ...reservation, send };
      },
    };
    const saved = how === 'as a plan file' ? { saved: plan } : {};
    expect((await harness.apply(team, { ...saved, ports: harness.ports({ client: watched }) })).end).toBe('done');
    expect(plan.price.worst.calls).toBeGreaterThan(plan.price.expected.calls);
    expect(said[0]?.reserved).toBeGreaterThanOrEqual(how === 'as a plan file' ? plan.price.worst.calls : sent.length);
    const writes = sent.filter(({ isWrite }) => isWrite);
    expect(writes.length).toBeGreaterThanOrEqual(team.length);
    for (const { reservedBefore } of writes) expect(reservedBefore).toBe(said[0]?.reserved);
  });

  it('refuses with exit 4 and sends no write', async () => {
    await harness.close();
    harness = await makeHarness({ month: 20 });
    const run = callsDuring(() => harness.apply(team));
    await expect(run).rejects.toMatchObject({ category: 'deferred' });
    expect((await harness.calls()).calls.filter((call) => call.method !== 'GET')).toEqual([]);
    expect((await harness.store.load())?.intents ?? []).toEqual([]);
  });
});

describe('Law 5: --partial reserves a dependency-closed first part and resumes later', () => {
  it.each(['in one run', 'as a plan file'])('%s', async (how) => {
    const saved = how === 'as a plan file' ? { saved: (await harness.plan(team, { saved: true })).plan } : {};
    const runs: { readonly done: number; readonly end: string }[] = [];
    for (let run = 0; run < 8; run++) {
      const before = (await harness.calls()).count;
      const result = await harness.apply(team, { ...saved, partial: true, ports: harness.limitedPorts(24) });
      expect((await harness.calls()).count - before).toBeLessThanOrEqual(24);
      const done = new Set(
        result.outcomes.filter((outcome) => outcome.status === 'done').map((outcome) => outcome.step),
      );
      for (const step of result.plan.steps)
        if (done.has(step.id)) expect(step.after.filter((id) => !done.has(id))).toEqual([]);
      runs.push({ done: done.size, end: result.end });
      if (result.end === 'done') break;
      await expect(harness.apply(team, { ...saved, ports: harness.limitedPorts(4) })).rejects.toMatchObject({
        category: 'deferred',
      });
    }
    expect(runs.length).toBeGreaterThan(1);
    expect(runs.map((run) => run.end)).toEqual([...Array.from({ length: runs.length - 1 }, () => 'deferred'), 'done']);
    expect((await harness.plan(team)).plan.steps).toEqual([]);
  });
});

describe('Law 7: a step never starts before what it depends on was applied', () => {
  it('holds for every step of a plan, and deletes come last', async () => {
    const finished = new Set<string>();
    const early: string[] = [];
    const watch = (steps: readonly { readonly id: string; readonly after: readonly string[] }[]) => (event: Event) => {
      if (event.type === 'step-done') finished.add(event.step);
      if (event.type === 'step-start')
        for (const id of steps.find((step) => step.id === event.step)!.after)
          if (!finished.has(id)) early.push(`${event.step} before ${id}`);
    };
    const { plan } = await harness.plan(team);
    await harness.apply(team, { ports: harness.ports({ emit: watch(plan.steps) }) });
    expect(finished.size).toBe(plan.steps.length);
    expect(early).toEqual([]);
  });

  it('skips what depends on a failure, and the rest goes on', async () => {
    await harness.control('faults', {
      faults: [
        { on: { method: 'POST', path: '^/collections', nth: 2 }, do: { kind: 'status', status: 403, when: 'before' } },
      ],
    });
    const result = await harness.apply(team, { ports: harness.ports({ parallelism: 1 }) });
    const failed = result.outcomes.find((outcome) => outcome.status === 'failed')!.address;
    const name = failed.split('.')[1]!;
    const skipped = result.outcomes.filter((outcome) => outcome.status === 'skipped').map((outcome) => outcome.address);
    expect(skipped).toContain(`monitor.${name}-smoke`);
    expect(result.outcomes.filter((outcome) => outcome.status === 'done').length).toBeGreaterThan(2);
    expect(result.end).toBe('partial');
    await harness.control('faults', undefined, 'DELETE');
    expect((await harness.apply(team)).end).toBe('done');
    expect((await harness.plan(team)).plan.steps).toEqual([]);
  });
});

describe('Law 8: plan and drift send only GET; only addresses in state are ever deleted', () => {
  it('plans of every sort send only GET', async () => {
    await harness.apply(team);
    const { methods } = await callsDuring(async () => {
      for (const refresh of ['full', 'auto', 'list', 'none'] as const)
        await harness.plan(without('monitor.billing-smoke'), { refresh });
    });
    expect([...methods]).toEqual(['GET']);
  });

  it('destroy leaves what it does not manage', async () => {
    await harness.apply(team);
    await harness.control('edit', {
      kind: 'environment',
      create: { name: 'Somebody else’s', values: [] },
      workspace: harness.emulator.workspace,
    });
    expect((await harness.apply(team, { destroy: true })).end).toBe('done');
    const { workspace } = (await harness.fetchApi(`/workspaces/${harness.emulator.workspace}`)) as {
      workspace: Record<string, { name: string }[]>;
    };
    expect(workspace['environments']!.map((item) => item.name)).toEqual(['Somebody else’s']);
    expect(workspace['collections'] ?? []).toEqual([]);
    expect(workspace['monitors'] ?? []).toEqual([]);
  });
});

describe('The price of a refresh', () => {
  it('70 collections, 20 environments, 6 monitors and 4 mocks cost 98 calls in full, at most 6 by lists', async () => {
    const all = workspaceOf({ collections: 70, environments: 20, monitors: 6, mocks: 4 });
    expect((await harness.apply(all)).end).toBe('done');
    const full = await callsDuring(() => harness.plan(all, { refresh: 'full' }));
    expect(full.count).toBe(98);
    expect(full.result.plan.steps).toEqual([]);
    const list = await callsDuring(() => harness.plan(all, { refresh: 'list' }));
    expect(list.count).toBeLessThanOrEqual(6);
    const none = await callsDuring(() => harness.plan(all, { refresh: 'none' }));
    expect(none.count).toBe(0);
  });
});

describe('Law 10: normalize is idempotent; unknown remote fields survive an update; item ids survive an update', () => {
  it.each(team.map((resource) => [resource.address, resource] as const))('normalize of %s', (_address, resource) => {
    const [{ kind, spec }] = harness.desired([resource]).resources as [DesiredResource];
    const once = normalize(kindNamed(kinds, kind)!, spec);
    expect(normalize(kindNamed(kinds, kind)!, once)).toEqual(once);
  });

  it('fields of a collection and of an environment that we do not know, and every item id', async () => {
    await harness.apply(team);
    const { resources } = (await harness.store.load())!;
    const ids = {
      collection: resources['collection.orders']!.current!.id,
      environment: resources['environment.billing']!.current!.id,
    };
    await harness.control('edit', {
      kind: 'collection',
      id: ids.collection,
      set: { '/item/0/newInPostman': { a: 1 } },
    });
    await harness.control('edit', {
      kind: 'environment',
      id: ids.environment,
      set: { '/values/0/newInPostman': true },
    });
    const before = await itemsOf(ids.collection);
    const wanted = replaced(
      'collection.orders',
      collection('orders', 'Orders', ['List', 'Create', 'Cancel', 'Void']),
    ).map((item) =>
      item.address === 'environment.billing'
        ? environment('billing', 'Billing', { host: 'b.example.com', more: '1' })
        : item,
    );
    expect((await harness.apply(wanted)).end).toBe('done');
    const after = await itemsOf(ids.collection);
    expect(after.slice(0, 3).map((item) => item['id'])).toEqual(before.map((item) => item['id']));
    expect(after.map((item) => item['name'])).toEqual(['List', 'Create', 'Cancel', 'Void']);
    expect(after[0]!['newInPostman']).toEqual({ a: 1 });
    const held = (await harness.fetchApi(`/environments/${ids.environment}`)) as {
      environment: { values: JsonObject[] };
    };
    expect(held.environment.values).toMatchObject([
      { key: 'host', value: 'b.example.com', newInPostman: true },
      { key: 'more' },
    ]);
    expect((await harness.plan(wanted)).plan.steps).toEqual([]);
  });
});

async function itemsOf(id: string): Promise<readonly JsonObject[]> {
  return ((await harness.fetchApi(`/collections/${id}`)) as { collection: { item: JsonObject[] } }).collection.item;
}
