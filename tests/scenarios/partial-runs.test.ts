// Runs in parts: with whatever limit of calls, the same command gets further each time, or is refused with the limit that would do.
import { AppError, type ApplyResult, currentObjects, kindNameOf } from '@postform/engine';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Authored, type Harness, makeHarness, refTo } from '../harness/harness.ts';
import { collection, environment, mock, monitor, team } from '../harness/team.ts';

let harness: Harness;
beforeEach(async () => {
  harness = await makeHarness({});
});
afterEach(async () => harness.close());

/** Updates, a replace, deletes, and creates with a cycle. */
const changed: readonly Authored[] = [
  collection('orders', 'Orders', ['List', 'Create', 'Void']),
  collection('new', 'New', ['Ping']),
  environment('orders', 'Orders', { host: 'new.example.com', mockUrl: refTo('mock.orders', 'mockUrl') }),
  environment('new', 'New', { url: refTo('mock.new', 'mockUrl') }),
  mock('orders', 'Orders mock, renamed', 'orders', { environment: refTo('environment.orders') }),
  mock('new', 'New mock', 'new', { environment: refTo('environment.new') }),
  monitor('orders-smoke', 'Orders smoke', 'new'),
];

const run = (wanted: readonly Authored[], calls: number): Promise<ApplyResult | AppError> =>
  harness
    .apply(wanted, { partial: true, allowDelete: 99, allowChange: 99, ports: harness.limitedPorts(calls) })
    .catch((error: unknown) => {
      if (error instanceof AppError) return error;
      throw error;
    });

const writes = async () => (await harness.calls()).calls.filter(({ method }) => method !== 'GET').length;

/** Runs until there is nothing left; gives the limit that a refusal names, or undefined. */
async function runToTheEnd(wanted: readonly Authored[], calls: number): Promise<number | undefined> {
  for (let idle = 0; idle < 3; ) {
    const before = await writes();
    const result = await run(wanted, calls);
    if (result instanceof AppError) {
      if (result.needs !== undefined) return result.needs;
      expect(result).toMatchObject({ category: 'deferred' });
    } else if (result.end === 'done') return undefined;
    else expect(result.end).toBe('deferred');
    idle = (await writes()) > before ? 0 : idle + 1;
  }
  throw new Error(`with ${calls} calls a run says "run it again", and three of them change nothing`);
}

const limits = [3, 5, 7, 8, 9, 10, 11, 12, 14, 16, 17, 19, 23, 28, 34, 40];

describe('apply --partial with so many calls', () => {
  it.each(limits)(
    '%d',
    async (calls) => {
      await harness.apply(team);
      const needed = await runToTheEnd(changed, calls);
      if (needed !== undefined) {
        expect(needed).toBeGreaterThan(calls);
        expect(await runToTheEnd(changed, needed)).toBeUndefined();
      }
      expect((await harness.plan(changed)).plan.steps).toEqual([]);
    },
    30_000,
  );

  it.each([5, 9, 12])(
    '%d, where everything was changed by hand: found and undone, a few a run',
    async (calls) => {
      await harness.apply(team);
      for (const [address, { id }] of currentObjects(await harness.store.load())) {
        const kind = kindNameOf(address);
        await harness.control('edit', {
          kind,
          id,
          set: { [kind === 'collection' ? '/info/name' : '/name']: 'By hand' },
        });
      }
      let limit = calls;
      for (let runs = 0; runs < 24; runs += 1) {
        const result = await run(team, limit);
        if (result instanceof AppError && result.needs !== undefined) limit = result.needs;
        else expect(['done', 'deferred']).toContain(result instanceof AppError ? result.category : result.end);
      }
      expect((await harness.plan(team)).plan.steps).toEqual([]);
    },
    30_000,
  );
});

describe('a refusal that only the limit of the run makes', () => {
  it('names the limit with which the whole is done, and that does it', async () => {
    await harness.apply(team);
    for (const refresh of ['auto', 'full', 'none'] as const) {
      const options = { refresh, allowDelete: 99, allowChange: 99 };
      const refused = await harness
        .apply(changed, { ...options, ports: harness.limitedPorts(20) })
        .catch((error: unknown) => error as AppError);
      expect(refused).toBeInstanceOf(AppError);
      const { needs } = refused as AppError;
      expect(needs).toBeGreaterThan(20);
      if (refresh === 'none')
        expect(await harness.apply(changed, { ...options, ports: harness.limitedPorts(needs!) })).toMatchObject({
          end: 'done',
        });
    }
  });

  it.each([1, 2, 4, 9])('never says “run it again” without --partial either: %d calls', async (calls) => {
    await harness.apply(team);
    const outcome = await harness
      .apply(changed, { allowDelete: 99, allowChange: 99, ports: harness.limitedPorts(calls) })
      .catch((error: unknown) => error as AppError);
    expect(outcome).toBeInstanceOf(AppError);
    const { needs } = outcome as AppError;
    expect(needs).toBeGreaterThan(calls);
    const ports = harness.limitedPorts(needs!);
    expect(await harness.apply(changed, { allowDelete: 99, allowChange: 99, ports })).toMatchObject({ end: 'done' });
  });

  it('is E_RUN_LIMIT before anything was read, where not one step fits', async () => {
    await harness.apply(team);
    const from = (await harness.calls()).count;
    expect(await run(changed, 6)).toMatchObject({ code: 'E_RUN_LIMIT', category: 'refused' });
    expect((await harness.calls()).count).toBe(from);
  });
});
