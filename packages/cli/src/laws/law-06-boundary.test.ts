// Law 6, its second half: whatever a plan was doing when it died, one re-run brings the workspace there.
import { afterEach, describe, expect, it } from 'vitest';
import { dyingWorld, type KillPoint } from '../testing/kill.ts';
import { type Authored, type Lab, makeLab, refTo } from '../testing/lab.ts';
import { collection, environment, mock, monitor, team } from '../testing/team.ts';

const SETTLE_MS = 60;

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

let lab: Lab;
afterEach(async () => lab?.close());

describe.each(points)('Law 6: a mixed plan killed %s', (point) => {
  it.each(numbers)('of write %i, in one run', async (nth) => {
    lab = await makeLab({ settleMs: SETTLE_MS, staleListsMs: SETTLE_MS, parallelism: 2 });
    await lab.apply(team);
    await lab
      .apply(wanted, { ...options, world: dyingWorld(lab, point, nth, { settleMs: SETTLE_MS }) })
      .catch(() => undefined);
    const again = await lab.apply(wanted, options);
    expect(again.outcomes.filter((outcome) => outcome.status !== 'done')).toEqual([]);
    await expectConverged(lab);
  });

  it.each(numbers)('of write %i, as a plan file: the same file resumes', async (nth) => {
    lab = await makeLab({ settleMs: SETTLE_MS, staleListsMs: SETTLE_MS, parallelism: 2 });
    await lab.apply(team);
    const { plan } = await lab.plan(wanted, { ...options, saved: true });
    expect(plan.steps).toHaveLength(WRITES);
    await lab
      .apply(wanted, { ...options, saved: plan, world: dyingWorld(lab, point, nth, { settleMs: SETTLE_MS }) })
      .catch(() => undefined);
    const again = await lab.apply(wanted, { ...options, saved: plan });
    expect(again.outcomes.filter((outcome) => outcome.status !== 'done')).toEqual([]);
    expect((await lab.store.load())?.inProgress).toBeUndefined();
    await expectConverged(lab);
  });
});

async function expectConverged(from: Lab): Promise<void> {
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
