// One existing object is imported: a plan that adopts it and writes nothing, and an update left to the next plan.
import { type PlanRun, recordOf, runAdopt } from '@postform/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { environment } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
});
afterEach(async () => harness.close());

const ADDRESS = 'environment.orders';

async function make(name: string, values: Readonly<Record<string, string>> = {}): Promise<string> {
  const create = { name, values: Object.entries(values).map(([key, value]) => ({ key, value, enabled: true })) };
  return String(((await harness.control('edit', { kind: 'environment', create })) as { id: string }).id);
}

/** Imports, and gives the plan that was shown; a call other than GET fails. */
async function imported(resources: readonly Authored[], object: string, address = ADDRESS): Promise<PlanRun> {
  const writes = async () => (await harness.calls()).calls.filter(({ method }) => method !== 'GET').length;
  const before = await writes();
  const shown: PlanRun[] = [];
  const show = (run: PlanRun) => void shown.push(run);
  await runAdopt(harness.ports(), { desired: harness.desired(resources), address, object, show }).finally(async () =>
    expect(await writes()).toBe(before),
  );
  return shown[0]!;
}

const change = ({ plan }: Pick<PlanRun, 'plan'>, address = ADDRESS) =>
  plan.changes.find((one) => one.address === address);

it('adopts it as it is, shows what differs, and leaves that to the next plan', async () => {
  const id = await make('Orders', { host: 'theirs', extra: 'x' });
  const files = [environment('orders', 'Orders', { host: 'ours' })];
  const shown = await imported(files, id);
  expect(change(shown)).toMatchObject({ action: 'adopt', price: { calls: 0 }, notes: [{ note: 'adopted-as-it-is' }] });
  expect(shown.plan.steps).toEqual([]);
  expect(shown.coverage).toEqual({ verified: 1, total: 1 });
  expect(recordOf((await harness.store.load())!, ADDRESS).current?.id).toBe(id);
  const next = change(await harness.plan(files));
  expect(next).toMatchObject({ action: 'update', reason: 'declared' });
  expect(next?.changed.config.toSorted()).toEqual(['/values/extra', '/values/host']);
  expect(next?.changed.remote).toEqual([]);
  expect(await harness.apply(files)).toMatchObject({ end: 'done' });
  expect((await harness.plan(files)).plan.steps).toEqual([]);
});

it('of what is in step leaves an empty plan', async () => {
  const files = [environment('orders', 'Orders', { host: 'same' })];
  const shown = await imported(files, await make('Orders', { host: 'same' }));
  expect(change(shown)).toMatchObject({ action: 'adopt', lines: [], notes: [] });
  expect(change(await harness.plan(files))).toMatchObject({ action: 'noop', reason: 'in-sync' });
});

it('of the object that the address manages already does nothing, and of one of another address names that', async () => {
  const both = [environment('orders', 'Orders', { a: 'b' }), environment('other', 'Other', { a: 'b' })];
  await harness.apply(both);
  const { id, uid } = recordOf((await harness.store.load())!, ADDRESS).current!;
  const before = (await harness.calls()).count;
  expect(await runAdopt(harness.ports(), { desired: harness.desired(both), address: ADDRESS, object: uid })).toBe(
    undefined,
  );
  await expect(imported(both, 'another')).rejects.toMatchObject({ code: 'E_IMPORT_TAKEN' });
  expect((await harness.calls()).count).toBe(before);
  const third = [...both, environment('third', 'Third', { a: 'b' })];
  await expect(imported(third, id, 'environment.third')).rejects.toMatchObject({
    code: 'E_PLAN_ADOPT_UNKNOWN',
    refused: { refusals: [{ managedBy: ADDRESS }] },
  });
});

it('plans nothing for other addresses of the files', async () => {
  const files = [environment('orders', 'Orders', { url: 'x' }), environment('new', 'New', { a: 'b' })];
  const shown = await imported(files, await make('Orders', { url: 'x' }));
  expect(shown.plan.changes.map(({ address }) => address)).toEqual([ADDRESS]);
});

it('of an object that is not there records nothing, and an interrupted create stays open', async () => {
  await harness.apply([environment('other', 'Other', { a: 'b' })]);
  const lease = await harness.store.lock({
    operation: 'apply',
    initial: () => expect.unreachable('the state exists'),
  });
  const about = { address: ADDRESS, step: `${ADDRESS}:create`, op: 'create' } as const;
  const intent = { ...about, name: 'Orders', sending: 'x', seenBefore: [], at: Date.now() };
  await lease.append({ type: 'intent-opened', intent });
  await lease.release();
  const files = [environment('other', 'Other', { a: 'b' }), environment('orders', 'Orders', { host: 'a' })];
  await expect(imported(files, 'nothing')).rejects.toMatchObject({ code: 'E_PLAN_ADOPT_UNKNOWN', category: 'refused' });
  const taken = recordOf((await harness.store.load())!, 'environment.other').current!.id;
  await expect(imported(files, taken)).rejects.toMatchObject({ code: 'E_PLAN_ADOPT_UNKNOWN' });
  expect((await harness.store.load())!.intents.map(({ address }) => address)).toEqual([ADDRESS]);
  await imported(files, await make('Orders', { host: 'a' }));
  expect((await harness.store.load())!.intents).toEqual([]);
  expect((await harness.plan(files)).plan.steps).toEqual([]);
});
