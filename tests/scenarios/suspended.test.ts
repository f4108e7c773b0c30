// A run that is suspended, for longer than its lock lasts, while another run does the same work: each object is made once.
import { join } from 'node:path';
import type { ApplyResult, Clock, Leaving, Ports, Send } from '@postform/engine';
import { fileStateStore } from '@postform/state';
import { afterEach, describe, expect, it } from 'vitest';
import { random } from '../../packages/cli/src/session/wire.ts';
import { type Harness, makeHarness } from '../harness/harness.ts';
import { collection, environment, mock } from '../harness/team.ts';

let harness: Harness;
afterEach(async () => harness?.close());

const wanted = [
  collection('orders', 'Orders'),
  environment('orders', 'Orders', { host: 'orders.example.com' }),
  mock('orders', 'Orders mock', 'orders'),
];
const LONG_MS = 200_000;
/** A suspension as the clocks see it: a stopped process feels both, a sleeping machine only the wall clock. */
const clocks = ['both clocks', 'only the wall clock', 'only the monotonic clock'] as const;

/** Two runs of different hosts on one state, with clocks that `pass` moves on. */
function twoRuns(of: Harness, which: (typeof clocks)[number]) {
  let [wallMs, ownMs] = [0, 0];
  const clockAt = (aheadMs: () => number): Clock => ({
    nowMs: () => Date.now() + aheadMs(),
    sleep: (ms) => new Promise((done) => setTimeout(done, Math.min(ms, 5))),
  });
  const portsOf = (hostname: string, clock: Clock): Partial<Ports> => ({
    clock,
    store: fileStateStore({
      path: join(of.dir, 'harness.state'),
      clock,
      monotonicMs: () => performance.now() + ownMs,
      random,
      hostname,
      pid: hostname === 'mine' ? 1 : 2,
      isAlive: () => true,
    }),
  });
  let trueMs = 0;
  const mine = portsOf(
    'mine',
    clockAt(() => wallMs),
  );
  const other = portsOf(
    'other',
    clockAt(() => trueMs),
  );
  return {
    mine,
    pass: (): void => {
      trueMs += LONG_MS;
      if (which !== 'only the monotonic clock') wallMs += LONG_MS;
      if (which !== 'only the wall clock') ownMs += LONG_MS;
    },
    /** Another run does all of the work, and ends. */
    otherRun: (): Promise<ApplyResult> => of.apply(wanted, { ports: of.ports(other) }),
  };
}

/** Holds the `nth` write up at a point of its way out. */
type Point = 'before the intent' | 'after the intent' | 'before a retry' | 'after the intent of a retry';
const points: readonly Point[] = [
  'before the intent',
  'after the intent',
  'before a retry',
  'after the intent of a retry',
];

function heldUp(point: Point, nth: number, suspend: () => Promise<void>): (next: Send) => Send {
  let writes = 0;
  return (next) => async (call, leaving) => {
    if (call.route.method === 'GET' || leaving === undefined || ++writes !== nth) return next(call, leaving);
    let attempts = 0;
    const suspendAt = async (here: Point, attempt: number): Promise<void> => {
      if (here === point && attempts === attempt) await suspend();
    };
    const slow: Leaving = {
      prepare: async () => {
        attempts += 1;
        await suspendAt('before the intent', 1);
        await suspendAt('before a retry', 2);
        await leaving.prepare();
        await suspendAt('after the intent', 1);
        await suspendAt('after the intent of a retry', 2);
      },
      isReady: () => leaving.isReady(),
    };
    return next(call, slow);
  };
}

async function limitOnce(path: string): Promise<void> {
  const faults = [{ on: { method: 'POST', path, times: 1 }, do: { kind: 'rate-limit', retryAfterS: 0 } }];
  await harness.control('faults', { faults });
}

describe.each(clocks)('a run that is suspended, as %s can see,', (which) => {
  it.each(points)('%s of its second write sends nothing once another run has done the work', async (point) => {
    harness = await makeHarness({ parallelism: 1 });
    if (point.includes('retry')) await limitOnce('^/environments');
    const { mine, pass, otherRun } = twoRuns(harness, which);
    let other: ApplyResult | undefined;
    const { client } = harness.portsThrough(
      heldUp(point, 2, async () => {
        await harness.control('faults', undefined, 'DELETE');
        pass();
        other = await otherRun();
      }),
    );
    const first = await harness.apply(wanted, { ports: harness.ports({ ...mine, client, parallelism: 1 }) });
    expect(other?.end).toBe('done');
    expect(first).toMatchObject({ end: 'locked', stopped: { code: 'E_STATE_LEASE_LOST' } });
    expect((first.stopped as { hint?: string }).hint).toContain('Run the same command again');
    const { workspace } = (await harness.fetchApi(`/workspaces/${harness.emulator.workspace}`)) as {
      workspace: Record<string, readonly { readonly name: string }[]>;
    };
    const names = ['collections', 'environments', 'mocks'].map((kind) => workspace[kind]?.map(({ name }) => name));
    expect(names).toEqual([['Orders'], ['Orders'], ['Orders mock']]);
    const next = await harness.plan(wanted);
    expect([next.plan.steps, next.plan.unmanaged]).toEqual([[], []]);
  });
});

describe('a run that is suspended while nobody comes', () => {
  it.each(points)('%s goes on, and makes each object once', async (point) => {
    harness = await makeHarness({ parallelism: 1 });
    if (point.includes('retry')) await limitOnce('^/collections');
    const { mine, pass } = twoRuns(harness, 'both clocks');
    const { client } = harness.portsThrough(heldUp(point, 1, async () => pass()));
    const run = await harness.apply(wanted, { ports: harness.ports({ ...mine, client, parallelism: 1 }) });
    expect(run.end).toBe('done');
    expect((await harness.plan(wanted)).plan).toMatchObject({ steps: [], unmanaged: [] });
  });
});
