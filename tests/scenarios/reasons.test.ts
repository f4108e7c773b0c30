// Reasons are so: what a plan and a drift say of why something moves is true, whoever moved it.

import { DEFAULT_PLAN_OPTIONS, driftOf, runPlan, unappliedOf } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteText } from '../../packages/cli/src/render/notes.ts';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { collection, environment, mock } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({});
});
afterEach(async () => harness.close());

const smoke = (environmentId: string, cron = '0 6 * * *'): Authored => ({
  address: 'monitor.smoke',
  written: {
    name: 'Smoke',
    collection: refTo('collection.orders'),
    environment: refTo(`environment.${environmentId}`),
    schedule: { cron, timezone: 'UTC' },
  },
});
const base = [
  collection('orders', 'Orders', ['List']),
  environment('a', 'A', { host: 'a' }),
  environment('b', 'B', { host: 'b' }),
  mock('orders', 'Mock', 'orders', { environment: refTo('environment.a') }),
];
const all = [...base, smoke('a')];

async function removeByHand(address: string): Promise<void> {
  const { id, uid } = (await harness.store.load())!.resources[address]!.current!;
  const [kind] = address.split('.');
  const path = kind === 'collection' ? `collections/${uid}` : `${kind}s/${id}`;
  await fetch(`${harness.emulator.url}/${path}`, {
    method: 'DELETE',
    headers: { 'x-api-key': harness.emulator.apiKey },
  });
}

const told = async (wanted: readonly Authored[], address = 'monitor.smoke') => {
  const { plan } = await harness.plan(wanted, { command: 'drift' });
  const { action, reason, changed, notes, kind } = plan.changes.find((change) => change.address === address)!;
  const drift = driftOf(plan).map((change) => change.address);
  return {
    action,
    reason,
    config: changed.config,
    notes: notes.map((note) => noteText(note, kind)).join(' '),
    drift,
    waiting: unappliedOf(plan).length,
  };
};

describe('A monitor whose environment is gone', () => {
  it('does not move because the files changed', async () => {
    await harness.apply(all);
    await removeByHand('environment.a');
    const { reason, config, notes, drift, waiting } = await told(all);
    expect({ reason, config, waiting }).toEqual({ reason: 'referred', config: [], waiting: 0 });
    expect(notes).toContain('refers to environment.a');
    expect(drift).toContain('environment.a');
  });

  it('and whose schedule the files change does', async () => {
    await harness.apply(all);
    await removeByHand('environment.a');
    const { reason, config, waiting } = await told([...base, smoke('a', '0 7 * * *')]);
    expect({ reason, config, waiting }).toEqual({ reason: 'declared', config: ['/schedule/cron'], waiting: 1 });
  });

  it('and whose name was changed by hand is drift, and no change of the files', async () => {
    await harness.apply(all);
    await removeByHand('environment.a');
    const { id } = (await harness.store.load())!.resources['monitor.smoke']!.current!;
    await harness.control('edit', { kind: 'monitor', id, set: { '/name': 'By hand' } });
    const { reason, config, waiting, drift } = await told(all);
    expect({ reason, config, waiting }).toEqual({ reason: 'drifted', config: [], waiting: 0 });
    expect(drift).toEqual(['environment.a', 'mock.orders', 'monitor.smoke']);
  });

  it('is declared where the files name another one', async () => {
    await harness.apply(all);
    const { reason, config, waiting } = await told([...base, smoke('b')]);
    expect({ reason, config, waiting }).toEqual({ reason: 'referred', config: ['/environment'], waiting: 1 });
  });
});

it('an environment that holds the URL of a mock that is gone does not move because the files changed', async () => {
  const holder = environment('holder', 'Holder', { url: refTo('mock.orders', 'mockUrl'), host: 'a' });
  await harness.apply([...base, holder]);
  await removeByHand('mock.orders');
  const { reason, config, waiting } = await told([...base, holder], 'environment.holder');
  expect({ reason, config, waiting }).toEqual({ reason: 'referred', config: [], waiting: 0 });
});

it('a collection that is gone takes its monitor and mock along, and the files changed nothing', async () => {
  await harness.apply(all);
  await removeByHand('collection.orders');
  const { waiting, config } = await told(all);
  expect({ waiting, config }).toEqual({ waiting: 0, config: [] });
});

it('what is taken out of the files is not applied yet, and no drift', async () => {
  await harness.apply(all);
  const { plan } = await harness.plan(base, { command: 'drift' });
  expect(unappliedOf(plan).map(({ address }) => address)).toEqual(['monitor.smoke']);
  expect(driftOf(plan)).toEqual([]);
});

it('what is destroyed was asked for: the files still declare it', async () => {
  await harness.apply(all);
  const { plan } = await harness.plan(all, { destroy: true });
  expect(new Set(plan.changes.map(({ reason }) => reason))).toEqual(new Set(['asked']));
});

it('what an address is to adopt and is not there is not new in the files', async () => {
  const { plan } = await harness.plan([{ ...environment('a', 'A', {}), adopt: 'no-such-id' }]);
  expect(plan.changes[0]).toMatchObject({
    action: 'noop',
    reason: 'adopting',
    blocked: { code: 'E_PLAN_ADOPT_UNKNOWN' },
  });
  expect(plan.steps).toEqual([]);
});

it('with another fingerprint key nothing is called changed in the files, read or not', async () => {
  await harness.apply(all);
  for (const refresh of ['full', 'none'] as const) {
    const keyed = harness.ports({ fingerprintKey: 'another key of the tests' });
    const options = { ...DEFAULT_PLAN_OPTIONS, refresh, command: 'drift' } as const;
    const { plan } = await runPlan(keyed, harness.desired(all), options);
    expect(unappliedOf(plan)).toEqual([]);
    expect(plan.changes.every(({ notes }) => notes.some(({ note }) => note === 'incomparable'))).toBe(true);
  }
});

describe('A saved plan that is stale says of each address what has become of it', () => {
  it.each<[string, () => Promise<unknown>, RegExp]>([
    ['gone', () => removeByHand('environment.a'), /environment\.a is gone/],
    [
      'changed',
      async () => {
        const { id } = (await harness.store.load())!.resources['environment.a']!.current!;
        await harness.control('edit', { kind: 'environment', id, set: { '/name': 'By hand' } });
      },
      /environment\.a changed in Postman/,
    ],
    [
      'written by another run',
      () => harness.apply([base[0]!, environment('a', 'A', { host: 'other' }), base[2]!, base[3]!]),
      /environment\.a was written by another run/,
    ],
  ])('%s', async (_title, act, said) => {
    await harness.apply(base);
    const wanted = [base[0]!, environment('a', 'A', { host: 'new' }), base[2]!, base[3]!];
    const { plan } = await harness.plan(wanted, { saved: true });
    await act();
    const error = await harness.apply(wanted, { saved: plan }).catch((thrown: unknown) => thrown as Error);
    expect((error as Error).message).toMatch(said);
  });
});
