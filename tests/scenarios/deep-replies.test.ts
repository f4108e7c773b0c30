// A collection that nests as deep as a reply may: everything that walks through it comes to its end.
import {
  DEFAULT_PLAN_OPTIONS,
  driftOf,
  isObject,
  type Json,
  type JsonObject,
  runImportAll,
  runPlan,
} from '@postform/engine';
import { afterEach, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { bodyOf } from '../harness/replies.ts';

const harnesses: Harness[] = [];
const open = async (): Promise<Harness> => {
  const harness = await makeHarness();
  harnesses.push(harness);
  return harness;
};
afterEach(async () => {
  for (const harness of harnesses.splice(0)) await harness.close();
});

const REQUEST = { name: 'r', request: { method: 'GET', url: 'https://example.com' } };
const nested = (folders: number): Json =>
  Array.from({ length: folders }).reduce<Json>((item) => ({ name: 'f', item: [item] }), REQUEST);
const fileOf = (item: Json): JsonObject => ({
  info: { name: 'Deep', schema: 'https://schema.getpostman.com/json/collection/v2.1.0/collection.json' },
  item: [item],
});
const declared = (item: Json): readonly Authored[] => [
  { address: 'collection.deep', written: { source: 'c.json' }, sources: { 'c.json': fileOf(item) } },
];

/** A reply may nest 560 levels: one around the collection, two for each folder, and four for the request. */
const DEEPEST = 276;

it('is planned, read for drift, and imported', async () => {
  const harness = await open();
  await harness.apply(declared(REQUEST));
  const ports = harness.portsThrough((send) => async (call, leaving) => {
    const reply = await send(call, leaving);
    const { body } = reply;
    if (call.route.operation !== 'getCollection' || !isObject(body) || !isObject(body['collection'])) return reply;
    return { ...reply, ...bodyOf({ collection: { ...body['collection'], item: [nested(DEEPEST)] } }) };
  });
  const { plan } = await runPlan(ports, harness.desired(declared(REQUEST)), DEFAULT_PLAN_OPTIONS);
  expect(driftOf(plan)).toHaveLength(1);
  expect(JSON.stringify(plan).length).toBeLessThan(2_000_000);
  const { store } = await open();
  const imported = await runImportAll({ ...ports, store }, { stack: 'harness', workspace: harness.emulator.workspace });
  expect(imported.resources.map(({ address }) => address)).toEqual(['collection.deep']);
});

it('is created, read back, and then as the files say', async () => {
  const harness = await open();
  await harness.apply(declared(nested(240)));
  const { plan } = await harness.plan(declared(nested(240)));
  expect(plan.changes.map(({ action }) => action)).toEqual(['noop']);
});
