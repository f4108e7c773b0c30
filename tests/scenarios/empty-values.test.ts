// Masked variables without a shared value: declared, applied, changed beside, and taken over as they are.
import { type Json, type JsonObject, recordOf } from '@postform/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
});
afterEach(async () => harness.close());

const env = (values: Readonly<Record<string, Json>>): Authored => ({
  address: 'environment.e',
  written: { name: 'E', values },
});
const EMPTY = { type: 'secret', value: '' };

/** A server may leave out a value that is empty. */
async function shown(): Promise<Json> {
  const id = recordOf((await harness.store.load())!, 'environment.e').current!.id;
  const { environment } = (await harness.fetchApi(`/environments/${id}`)) as {
    environment: { values: readonly JsonObject[] };
  };
  return environment.values.map((entry) => ({ value: '', ...entry }));
}

it('a masked variable with an empty value is created, and the next plan is empty', async () => {
  expect(await harness.apply([env({ url: 'x', token: EMPTY })])).toMatchObject({ end: 'done' });
  expect(await shown()).toMatchObject([{ key: 'url' }, { key: 'token', value: '', type: 'secret' }]);
  const { plan } = await harness.plan([env({ url: 'x', token: EMPTY })]);
  expect(plan.changes.map(({ action }) => action)).toEqual(['noop']);
});

it('a change of another value is applied beside it, without any secret', async () => {
  await harness.apply([env({ url: 'x', token: EMPTY })]);
  expect(await harness.apply([env({ url: 'y', token: EMPTY })])).toMatchObject({ end: 'done' });
  expect(await shown()).toMatchObject([{ value: 'y' }, { key: 'token', value: '', type: 'secret' }]);
});
