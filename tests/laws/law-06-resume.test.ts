// Law 6, after a resume: whatever call a run died at, the same command ends with exit 0 and the next plan is empty.
import { hasDifferences, type Ports } from '@postform/engine';
import { afterEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { dying, type KillPoint } from '../harness/kill.ts';
import { collection, environment, mock, monitor } from '../harness/team.ts';

const SETTLE_MS = 30;

/** Creates of each kind: a cycle, leaves that no read returns, leaves that only an update can set, and a secret. */
const created: readonly Authored[] = [
  collection('a', 'A', ['List', 'Create']),
  environment('e', 'E', { url: refTo('mock.m', 'mockUrl'), token: { value: { $deferred: 'secret', name: 'token' } } }),
  mock('m', 'M', 'a', { environment: refTo('environment.e'), description: 'Told once.' }),
  mock('public', 'Public', 'a', { private: false }),
  monitor('o', 'O', 'a'),
];
/** An update of each kind, of what no read returns among them, and a replace. */
const changed: readonly Authored[] = [
  collection('a', 'A', ['List', 'Create', 'Cancel']),
  environment('e', 'E', { url: refTo('mock.m', 'mockUrl'), other: { value: { $deferred: 'secret', name: 'token' } } }),
  mock('m', 'M', 'a', { environment: refTo('environment.e'), private: false, description: 'Told again.' }),
  mock('public', 'Public', 'a', { private: false }),
  monitor('o', 'O', 'b'),
  collection('b', 'B', ['Track']),
];
const options = { allowDelete: 9, allowChange: 9 };
const points: readonly KillPoint[] = ['after the effect', 'after the reply'];

let harness: Harness;
afterEach(async () => harness?.close());

const makeResumeHarness = async (): Promise<Harness> => {
  harness = await makeHarness({
    settleMs: SETTLE_MS,
    staleListsMs: SETTLE_MS,
    parallelism: 1,
    secrets: { token: 'a-secret' },
  });
  return harness;
};

/** Applies `wanted`, dies, applies it again, and tells how many writes there were. */
async function diesAndResumes(
  wanted: readonly Authored[],
  how: 'in one run' | 'as a plan file',
  kill: (ports: Ports) => Ports,
): Promise<void> {
  const saved =
    how === 'as a plan file' ? { saved: (await harness.plan(wanted, { ...options, saved: true })).plan } : {};
  await harness.apply(wanted, { ...options, ...saved, ports: kill(harness.ports()) }).catch(() => undefined);
  const again = await harness.apply(wanted, { ...options, ...saved });
  expect(again.outcomes.filter(({ status }) => status !== 'done').map(({ error }) => error)).toEqual([]);
  expect(again.end).toBe('done');
  await harness.control('stale', { ms: 0 });
  const { plan } = await harness.plan(wanted, { ...options, refresh: 'full' });
  expect(
    plan.changes.filter(({ reason }) => reason !== 'in-sync').map(({ address, reason }) => [address, reason]),
  ).toEqual([]);
  expect([hasDifferences(plan), plan.steps, plan.unmanaged]).toEqual([false, [], []]);
}

/** A record as a run that nobody killed leaves it, but for what the server chooses. */
async function recordsOf(from: Harness): Promise<unknown> {
  const { resources } = (await from.store.load())!;
  return Object.fromEntries(
    Object.entries(resources).map(([address, { current, dependsOn, protect, secrets }]) => {
      const { baseline, differences } = current!;
      const sent = Object.keys(baseline.sent).sort();
      return [address, { sent, dependsOn, protect, secrets: secrets ?? [], differences }];
    }),
  );
}

const modes = ['in one run', 'as a plan file'] as const;

describe.each(modes)('creates that are killed, %s', (how) => {
  describe.each(points)('%s', (point) => {
    it.each([1, 2, 3, 4, 5, 6])('of write %i', async (nth) => {
      await makeResumeHarness();
      await diesAndResumes(created, how, (ports) => dying(ports, point, nth));
    });
  });
});

describe.each(modes)('updates and a replace that are killed after the effect, %s', (how) => {
  it.each([1, 2, 3, 4, 5, 6])('of write %i', async (nth) => {
    await makeResumeHarness();
    await harness.apply(created);
    await diesAndResumes(changed, how, (ports) => dying(ports, 'after the effect', nth));
  });
});

it.each([1, 2, 3, 4, 5, 6])(
  'a create that is resumed is recorded as if nobody had killed it: write %i',
  async (nth) => {
    await makeResumeHarness();
    await harness.apply(created);
    const whole = await recordsOf(harness);
    await harness.close();
    await makeResumeHarness();
    await diesAndResumes(created, 'as a plan file', (ports) => dying(ports, 'after the effect', nth));
    expect(await recordsOf(harness)).toEqual(whole);
  },
);

it('a create of which a colleague has changed a part meanwhile is finished by the plan file as an update', async () => {
  await makeResumeHarness();
  const wanted = [environment('x', 'X', { a: '1', b: '2' })];
  const { plan } = await harness.plan(wanted, { saved: true });
  const ports = dying(harness.ports(), 'after the effect', 1);
  await harness.apply(wanted, { saved: plan, ports }).catch(() => undefined);
  await harness.control('stale', { ms: 0 });
  const { environments } = (await harness.fetchApi('/environments')) as {
    environments: readonly { readonly id: string }[];
  };
  await harness.control('edit', {
    kind: 'environment',
    id: environments[0]!.id,
    set: { '/values/0/value': 'by hand' },
  });
  expect((await harness.apply(wanted, { saved: plan })).end).toBe('done');
  const after = await harness.plan(wanted, { refresh: 'full' });
  expect([hasDifferences(after.plan), after.plan.unmanaged]).toEqual([false, []]);
});
