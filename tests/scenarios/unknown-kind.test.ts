// A state that a newer version has written may hold a kind that this one does not know: it says so, and nothing is lost.
import { firstState, forgetRecord, recordOf } from '@postform/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Harness, makeHarness } from '../harness/harness.ts';
import { environment } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
});
afterEach(async () => harness.close());

it('is named with the two ways out by plan, apply and destroy, before any call', async () => {
  const files = [environment('orders', 'Orders', { host: 'a' })];
  await harness.apply(files);
  const state = (await harness.store.load())!;
  const ports = harness.ports();
  const lease = await ports.store.lock({ operation: 'apply', initial: () => firstState(ports, state) });
  const record = recordOf(state, 'environment.orders');
  const current = { ...record.current!, id: 'g-1', uid: 'u-g-1' };
  await lease.append({ type: 'records', records: { 'globals.main': { ...record, current } } });
  await lease.release();
  const before = (await harness.calls()).count;
  const known = { code: 'E_STATE_KIND', hint: expect.stringContaining('postform state rm globals.main') };
  await expect(harness.plan(files)).rejects.toMatchObject(known);
  await expect(harness.plan(files, { refresh: 'none' })).rejects.toMatchObject(known);
  await expect(harness.apply(files)).rejects.toMatchObject(known);
  await expect(harness.apply([], { destroy: true })).rejects.toMatchObject(known);
  expect((await harness.calls()).count).toBe(before);
  const again = await ports.store.lock({ operation: 'state rm', initial: () => firstState(ports, state) });
  await again.append(forgetRecord(again.state(), 'globals.main').entry);
  await again.release();
  expect((await harness.plan(files)).plan.steps).toEqual([]);
});
