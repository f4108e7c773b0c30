// Law 6, its second half: whatever a plan was doing when it died, one re-run brings the workspace there.
import { afterEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { dyingPorts, type KillPoint } from '../harness/kill.ts';
import { collection, environment, mock, monitor, team } from '../harness/team.ts';

const SETTLE_MS = 60;
/** Lists lag less than the settle time, which begins before the call reaches the server. */
const LAG_MS = 40;

/** An update of each kind, a replace, a create, deletes, and a new member in the cycle. */
const wanted: readonly Authored[] = [
  collection('orders', 'Orders', ['List', 'Create', 'Void']),
  environment('orders', 'Orders', { host: 'new.example.com', mockUrl: refTo('mock.orders', 'mockUrl') }),
  mock('orders', 'Orders mock, renamed', 'orders', { environment: refTo('environment.orders') }),
  monitor('orders-smoke', 'Orders smoke', 'orders', '0 7 * * *'),
  collection('shipping', 'Shipping', ['Track']),
  monitor('billing-smoke', 'Billing smoke', 'shipping'),
];
const WRITES = 9;
const points: readonly KillPoint[] = ['before the effect', 'after the effect', 'after the reply'];
const numbers = Array.from({ length: WRITES }, (_, index) => index + 1);
const options = { allowDelete: 9, allowChange: 9, notMoved: ['collection.shipping'] };

let harness: Harness;
afterEach(async () => harness?.close());

describe.each(points)('Law 6: a mixed plan killed %s', (point) => {
  it.each(numbers)('of write %i, in one run', async (nth) => {
    harness = await makeHarness({ settleMs: SETTLE_MS, staleListsMs: LAG_MS, parallelism: 2 });
    await harness.apply(team);
    await harness
      .apply(wanted, { ...options, ports: dyingPorts(harness, point, nth, { settleMs: SETTLE_MS }) })
      .catch(() => undefined);
    const again = await harness.apply(wanted, options);
    expect(again.outcomes.filter((outcome) => outcome.status !== 'done')).toEqual([]);
    await expectConverged(harness);
  });
});

describe('Law 6: a mixed plan of a file, killed after the effect', () => {
  // The write is done, and nothing says so: the same file has most to find out here.
  it.each(numbers)('of write %i: the same file resumes', async (nth) => {
    harness = await makeHarness({ settleMs: SETTLE_MS, staleListsMs: LAG_MS, parallelism: 2 });
    await harness.apply(team);
    const { plan } = await harness.plan(wanted, { ...options, saved: true });
    expect(plan.steps).toHaveLength(WRITES);
    await harness
      .apply(wanted, {
        ...options,
        saved: plan,
        ports: dyingPorts(harness, 'after the effect', nth, { settleMs: SETTLE_MS }),
      })
      .catch(() => undefined);
    const again = await harness.apply(wanted, { ...options, saved: plan });
    expect(again.outcomes.filter((outcome) => outcome.status !== 'done')).toEqual([]);
    expect((await harness.store.load())?.inProgress).toBeUndefined();
    await expectConverged(harness);
  });
});

async function expectConverged(from: Harness): Promise<void> {
  await from.control('stale', { ms: 0 });
  const run = await from.plan(wanted, options);
  expect(run.plan.steps).toEqual([]);
  expect(run.plan.unmanaged).toEqual([]);
  const { workspace } = (await from.fetchApi(`/workspaces/${from.emulator.workspace}`)) as {
    workspace: Record<string, { name: string }[]>;
  };
  const names = (kind: string): readonly string[] => (workspace[kind] ?? []).map((item) => item.name).sort();
  expect(names('collections')).toEqual(['Orders', 'Shipping']);
  expect(names('environments')).toEqual(['Orders']);
  expect(names('mocks')).toEqual(['Orders mock, renamed']);
  expect(names('monitors')).toEqual(['Billing smoke', 'Orders smoke']);
}
