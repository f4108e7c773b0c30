// The price of reading: what is announced before the first call is what is sent, in every mode; where lists decide, the most is said, too.
import {
  DEFAULT_PLAN_OPTIONS,
  type Event,
  forecastReads,
  kindNameOf,
  type PlanOptions,
  runPlan,
} from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { collection, environment, mock, monitor, team } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({});
});
afterEach(async () => harness.close());

const without = (...addresses: readonly string[]) => team.filter(({ address }) => !addresses.includes(address));
const withNew = (...more: readonly Authored[]) => [...without(...more.map(({ address }) => address)), ...more];
const idOf = async (address: string) => (await harness.store.load())!.resources[address]!.current!;

async function removeByHand(address: string): Promise<void> {
  const { id, uid } = await idOf(address);
  const kind = kindNameOf(address);
  const path = kind === 'collection' ? `collections/${uid}` : `${kind}s/${id}`;
  await fetch(`${harness.emulator.url}/${path}`, {
    method: 'DELETE',
    headers: { 'x-api-key': harness.emulator.apiKey },
  });
}

/** Lets go of an object, so that an `import:` block may take it in. */
async function unmanaged(address: string): Promise<string> {
  const { id } = await idOf(address);
  const lease = await harness.store.lock({ operation: 'test', initial: () => undefined as never });
  await lease.append({ type: 'records', records: { [address]: null } });
  await lease.release();
  return id;
}

interface Situation {
  readonly title: string;
  readonly before?: readonly Authored[];
  /** What happens between the apply and the plan; gives what the files say. */
  readonly arrange: () => Promise<readonly Authored[]> | readonly Authored[];
  /** Lists decide: announced is a range. */
  readonly isRange?: true;
  readonly options?: Partial<PlanOptions>;
}

const changedEnvironment = environment('billing', 'Billing', { host: 'new.example.com' });
const situations: readonly Situation[] = [
  { title: 'nothing changed', arrange: () => team },
  { title: 'one environment changed', arrange: () => withNew(changedEnvironment) },
  { title: 'a collection changed', arrange: () => withNew(collection('orders', 'Orders', ['List', 'Void'])) },
  {
    title: 'a mock changed',
    arrange: () => withNew(mock('orders', 'New', 'orders', { environment: refTo('environment.orders') })),
  },
  { title: 'a monitor replaced', arrange: () => withNew(monitor('orders-smoke', 'Orders smoke', 'billing')) },
  { title: 'a replace asked for', arrange: () => team, options: { replace: ['collection.orders'] } },
  { title: 'something new', arrange: () => [...team, environment('new', 'New', { a: '1' })] },
  { title: 'something taken out of the files', arrange: () => without('monitor.orders-smoke', 'environment.billing') },
  { title: 'everything destroyed', arrange: () => team, options: { destroy: true } },
  { title: 'no state yet', before: [], arrange: () => team },
  { title: 'nothing at all', before: [], arrange: () => [] },
  {
    title: 'an environment to adopt',
    arrange: async () => withNew({ ...changedEnvironment, adopt: await unmanaged('environment.billing') }),
  },
  {
    title: 'a mock to adopt',
    before: [...team, mock('second', 'Second', 'billing')],
    arrange: async () => [...team, { ...mock('second', 'Second', 'billing'), adopt: await unmanaged('mock.second') }],
  },
  { title: 'targets', arrange: () => withNew(changedEnvironment), options: { targets: ['environment.billing'] } },
  { title: 'no deletes', arrange: () => without('monitor.orders-smoke'), options: { noDelete: true } },
  ...['mock.orders', 'environment.orders', 'collection.orders', 'monitor.orders-smoke'].map(
    (address): Situation => ({
      title: `${address} deleted by hand, and one changed`,
      isRange: true,
      arrange: async () => {
        await removeByHand(address);
        return withNew(changedEnvironment);
      },
    }),
  ),
  {
    title: 'an index that came without its arrays',
    isRange: true,
    arrange: async () => {
      const workspace = { id: harness.emulator.workspace, name: 'W' };
      await harness.control('faults', {
        faults: [{ on: { operation: 'getWorkspace' }, do: { kind: 'status', status: 200, body: { workspace } } }],
      });
      return [...team, environment('new', 'New', { a: '1' })];
    },
  },
];

const modes: readonly (readonly [PlanOptions['refresh'], PlanOptions['command'], number | undefined])[] = [
  ['full', 'plan', undefined],
  ['list', 'plan', undefined],
  ['none', 'plan', undefined],
  ['auto', 'plan', undefined],
  ['auto', 'drift', undefined],
  ['auto', 'plan', 3],
  ['auto', 'plan', 6],
  ['auto', 'apply', 12],
  ['auto', 'drift', 5],
];

describe.each(situations)('$title', ({ before = team, arrange, isRange, options: more }) => {
  it('is read for what was announced, in every mode', async () => {
    if (before.length > 0) await harness.apply(before);
    const wanted = harness.desired(await arrange());
    for (const [refresh, command, maxCalls] of modes) {
      const options = { ...DEFAULT_PLAN_OPTIONS, refresh, command, allowDelete: 99, ...more };
      const ports = maxCalls === undefined ? harness.ports() : harness.limitedPorts(maxCalls);
      const { price, most } = await forecastReads(ports, wanted, options);
      const from = (await harness.calls()).count;
      const run = await runPlan(ports, wanted, options);
      const sent = (await harness.calls()).count - from;
      const how = `--refresh ${refresh} for ${command}, ${maxCalls ?? 'any number of'} calls`;
      expect({ how, sent: run.readCalls }).toEqual({ how, sent });
      if (isRange) {
        expect(sent <= most ? '' : `${how}: ${sent} sent, of ${most} announced at the most (${price.calls})`).toBe('');
      } else expect({ how, announced: price.calls }).toEqual({ how, announced: sent });
    }
  });
});

it('a plan that reads nothing announces nothing, and sends nothing', async () => {
  await harness.apply(team);
  const options = { ...DEFAULT_PLAN_OPTIONS, refresh: 'none' } as const;
  expect(await forecastReads(harness.ports(), harness.desired(team), options)).toMatchObject({
    price: { calls: 0 },
    most: 0,
  });
});

it('a plan that reads nothing but what it would write says so: the index and the object', async () => {
  await harness.apply(team);
  const options = { ...DEFAULT_PLAN_OPTIONS, refresh: 'none' } as const;
  const wanted = harness.desired(withNew(changedEnvironment));
  expect(await forecastReads(harness.ports(), wanted, options)).toMatchObject({ price: { calls: 2 }, most: 2 });
});

it.each(['full', 'auto'] as const)(
  '--refresh %s says what a list that lacks an object costs on top, before it sends that',
  async (refresh) => {
    await harness.apply(team);
    await removeByHand('mock.orders');
    const options = { ...DEFAULT_PLAN_OPTIONS, refresh };
    let further = 0;
    const emit = (event: Event): void => {
      if (event.type === 'read-further') further += event.calls;
    };
    const { price } = await forecastReads(harness.ports(), harness.desired(team), options);
    const run = await runPlan(harness.ports({ emit }), harness.desired(team), options);
    expect({ further, sent: run.readCalls }).toEqual({ further: 1, sent: price.calls + 1 });
  },
);
