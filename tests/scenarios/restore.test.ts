// Restores against the emulator: the price is exact, and a kill at any point leaves nothing twice and nothing managed by chance.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_PLAN_OPTIONS, type JsonObject, type Kept, type Ports, recordOf, runRestore } from '@postform/engine';
import { keptBodyOf } from '@postform/state';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { dyingPorts, type KillPoint } from '../harness/kill.ts';

const SETTLE_MS = 50;
let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({ settleMs: SETTLE_MS });
});
afterEach(async () => harness.close());

const item = (name: string) => ({ name, request: { method: 'GET', url: `https://example.com/${name}` } });
const collection: Authored = {
  address: 'collection.c',
  written: { source: 'c.json' },
  sources: {
    'c.json': {
      info: { name: 'C', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
      item: [item('list'), item('get')],
    },
  },
};
const environment: Authored = { address: 'environment.e', written: { name: 'E', values: { a: '1', b: '2' } } };
const all = [collection, environment];
const idOf = async (address: string) => recordOf((await harness.store.load())!, address).current!.id;
const edit = async (address: string, more: JsonObject) =>
  harness.control('edit', { kind: address.split('.')[0]!, id: await idOf(address), ...more });

function keptAt(address: string): Kept {
  const dir = join(harness.dir, 'overwritten');
  const file = readdirSync(dir).find((name) => name.includes(address))!;
  return keptBodyOf(file, readFileSync(join(dir, file), 'utf8'))!;
}

const restore = (address: string, files: readonly Authored[], ports: Ports = harness.ports()) =>
  runRestore(ports, {
    desired: harness.desired(files),
    kept: keptAt(address),
    options: DEFAULT_PLAN_OPTIONS,
    approve: async () => ({ approved: true, reviewed: true }),
  });

const namesOf = async (plural: string): Promise<readonly string[]> => {
  const reply = (await harness.fetchApi(`/workspaces/${harness.emulator.workspace}`)) as { workspace: JsonObject };
  return ((reply.workspace[plural] ?? []) as { name: string }[]).map(({ name }) => name);
};

/** Both are applied, edited by another actor, and the edits are overwritten. */
async function overwritten(): Promise<void> {
  expect((await harness.apply(all)).end).toBe('done');
  await edit('collection.c', { set: { '/info/description': 'by hand', '/item/1/name': 'fetch' }, remove: ['/item/0'] });
  await edit('environment.e', { set: { '/values/0/value': 'by hand' } });
  expect((await harness.apply(all)).end).toBe('done');
}

async function deleted(): Promise<void> {
  expect((await harness.apply(all)).end).toBe('done');
  expect((await harness.apply([])).end).toBe('done');
}

describe('a restore', () => {
  it('of a collection puts back what people did to its items, and the next plan shows just that', async () => {
    await overwritten();
    expect((await harness.plan(all)).plan.changes.map(({ action }) => action)).toEqual(['noop', 'noop']);
    const { how, result } = await restore('collection.c', all);
    expect(how).toBe('edit');
    expect(result.end).toBe('done');
    const { plan } = await harness.plan(all);
    const change = plan.changes.find(({ address }) => address === 'collection.c')!;
    expect(change).toMatchObject({ reason: 'drifted', changed: { config: [] } });
    expect(change.changed.remote).toEqual([
      '/items/list/name',
      '/items/list/request/line',
      '/items/get/name',
      '/order',
      '/description',
    ]);
    const id = await idOf('collection.c');
    const { collection: live } = (await harness.fetchApi(`/collections/${id}`)) as { collection: JsonObject };
    expect((live['item'] as { name: string }[]).map(({ name }) => name)).toEqual(['fetch']);
    expect((await harness.apply(all)).end).toBe('done');
    expect((await harness.plan(all)).plan.steps).toEqual([]);
  });

  it('sends what its plan expects', async () => {
    await overwritten();
    const before = (await harness.calls()).count;
    const { result } = await restore('environment.e', all);
    expect((await harness.calls()).count - before).toBe(result.calls.read + result.calls.expected);
    expect(result.calls.write).toBe(result.plan.price.expected.calls);
  });

  it('is about its address alone', async () => {
    await overwritten();
    await edit('collection.c', { set: { '/info/description': 'another edit' } });
    const { result } = await restore('environment.e', all);
    expect(result.plan.changes.map(({ address }) => address)).toEqual(['environment.e']);
  });
});

const points: readonly KillPoint[] = ['before the effect', 'after the effect', 'after the reply'];

describe.each(points)('killed %s', (point) => {
  const kill = (address: string, files: readonly Authored[]) =>
    restore(address, files, dyingPorts(harness, point, 1, { settleMs: SETTLE_MS })).catch((error: Error) => error);

  it.each(['collection.c', 'environment.e'])('an update of %s is told as an edit by the next run', async (address) => {
    await overwritten();
    await kill(address, all);
    const result = await harness.apply(all, { reviewed: false }).catch((error: Error) => error);
    if (point === 'before the effect') expect(result).toMatchObject({ end: 'done', outcomes: [] });
    else expect(result).toMatchObject({ code: 'E_APPLY_UNREVIEWED' });
    expect((await harness.store.load())!.intents).toEqual([]);
    expect((await restore(address, all)).result.end).toBe('done');
  });

  it('a new object of an address that the files do not have stays unmanaged, once', async () => {
    await deleted();
    await kill('environment.e', []);
    expect((await harness.apply([])).end).toBe('done');
    expect(await namesOf('environments')).toEqual(point === 'before the effect' ? [] : ['E']);
    expect((await harness.store.load())!).toMatchObject({ resources: {}, intents: [] });
  });

  it('a new object of an address of the files is managed, once, and counts as edited', async () => {
    await deleted();
    const other: Authored = { ...environment, written: { name: 'E', values: { a: '1', b: 'new' } } };
    await kill('environment.e', [other]);
    const result = await harness.apply([other], { reviewed: false }).catch((error: Error) => error);
    if (point === 'before the effect') expect(result).toMatchObject({ end: 'done' });
    else expect(result).toMatchObject({ code: 'E_APPLY_UNREVIEWED' });
    expect(await namesOf('environments')).toEqual(['E']);
  });
});
