// The engine runs with ports in memory: another program needs kinds, a client, and nothing on a disk.
import { DEFAULT_PLAN_OPTIONS, memoryPorts, runApply, runPlan } from '@postform/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Harness, makeHarness } from '../harness/harness.ts';
import { collection, environment, mock } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
});
afterEach(async () => harness.close());

it('applies, plans nothing more, and sees what somebody changes', async () => {
  const { kinds, workspaces, client } = harness.ports();
  const ports = memoryPorts({ kinds, workspaces, client });
  const desired = harness.desired([
    environment('orders', 'Orders', { host: 'a' }),
    collection('orders', 'Orders'),
    mock('orders', 'Orders mock', 'orders'),
  ]);
  const approve = async () => ({ approved: true, reviewed: true });
  const input = { desired, options: DEFAULT_PLAN_OPTIONS, approve };
  expect(await runApply(ports, input)).toMatchObject({ end: 'done' });
  expect((await runPlan(ports, desired, DEFAULT_PLAN_OPTIONS)).plan.steps).toEqual([]);
  const { id } = (await ports.store.load())!.resources['environment.orders']!.current!;
  await harness.control('edit', { kind: 'environment', id, set: { '/values/0/value': 'theirs' } });
  const { plan } = await runPlan(ports, desired, { ...DEFAULT_PLAN_OPTIONS, refresh: 'full' });
  expect(plan.changes.find(({ action }) => action === 'update')).toMatchObject({ reason: 'drifted' });
});
