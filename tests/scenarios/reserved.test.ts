// What a plan names as its worst price is what its apply reserves before the first write.
import { type Client, DEFAULT_PLAN_OPTIONS, type Plan, runPlan } from '@postform/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness } from '../harness/harness.ts';
import { collection, environment, mock } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness();
});
afterEach(async () => harness.close());

const FILES: readonly Authored[] = [
  environment('orders', 'Orders', { host: 'a' }),
  collection('orders', 'Orders'),
  mock('orders', 'Orders mock', 'orders'),
];

/** Applies, and gives the plan with what was reserved for writing it. */
async function applied(
  files: readonly Authored[],
  saved?: Plan,
): Promise<{ plan: Plan; reserved: readonly unknown[] }> {
  const inner = harness.ports().client;
  const reserved: unknown[] = [];
  const client: Client = {
    ...inner,
    bucketsOf: inner.bucketsOf,
    allowance: inner.allowance,
    refusal: inner.refusal,
    reserve: (purpose, worst) => {
      if (purpose === 'write') reserved.push(worst);
      return inner.reserve(purpose, worst);
    },
  };
  const ports = harness.ports({ client });
  const { plan, end } = await harness.apply(files, { ports, ...(saved === undefined ? {} : { saved }) });
  expect(end).toBe('done');
  return { plan, reserved };
}

it('of creates, of updates and deletes, and of a saved plan with its re-checks', async () => {
  const created = await applied(FILES);
  expect(created.reserved).toEqual([created.plan.price.worst]);
  const changed = await applied([environment('orders', 'Orders', { host: 'b' }), FILES[1]!]);
  expect(changed.plan.steps.map(({ op }) => op).sort()).toEqual(['delete', 'update']);
  expect(changed.reserved).toEqual([changed.plan.price.worst]);
  const options = { ...DEFAULT_PLAN_OPTIONS, saved: true };
  const { plan } = await runPlan(harness.ports(), harness.desired(FILES), options);
  expect(plan.price.rechecks.calls).toBeGreaterThan(0);
  const saved = await applied(FILES, plan);
  expect(saved.reserved).toEqual([plan.price.worst]);
});
