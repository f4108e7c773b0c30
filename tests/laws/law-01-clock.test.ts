// Law 1 over time: the same desired, state and live give the same bytes an hour later, however little was read.
import { DEFAULT_PLAN_OPTIONS, encodePlan, type PlanOptions, runPlan } from '@postform/engine';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { clock } from '../../packages/cli/src/session/wire.ts';
import { type Harness, makeHarness } from '../harness/harness.ts';
import { environment, team } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({});
});
afterEach(async () => harness.close());

it.each<[string, Partial<PlanOptions>, number | undefined]>([
  ['without a look', { refresh: 'none' }, undefined],
  ['with hints', { refresh: 'list' }, undefined],
  ['with a full look', { refresh: 'full' }, undefined],
  ['with as much as few calls pay for', { refresh: 'auto', targets: ['environment.billing'] }, 4],
])('a plan %s is the same an hour later', async (_how, how, maxCalls) => {
  const all = [
    ...team.filter(({ address }) => address !== 'environment.billing'),
    environment('billing', 'B', { a: '1' }),
  ];
  await harness.apply(team);
  const options = { ...DEFAULT_PLAN_OPTIONS, ...how, saved: true };
  const { client } = maxCalls === undefined ? harness.ports() : harness.limitedPorts(maxCalls);
  const first = await runPlan(harness.ports({ client }), harness.desired(all), options);
  const again = maxCalls === undefined ? harness.ports() : harness.limitedPorts(maxCalls);
  const later = { ...clock, nowMs: () => Date.now() + 3_600_000 };
  const second = await runPlan(harness.ports({ client: again.client, clock: later }), harness.desired(all), options);
  expect(encodePlan(second.plan)).toBe(encodePlan(first.plan));
});

it('how old the evidence is stands beside the plan', async () => {
  await harness.apply(team);
  const { lastVerified, plan } = await harness.plan(team, { refresh: 'none' });
  expect([...lastVerified.keys()].sort()).toEqual(team.map(({ address }) => address).sort());
  expect(encodePlan(plan)).not.toMatch(/ago|minutes/);
});
