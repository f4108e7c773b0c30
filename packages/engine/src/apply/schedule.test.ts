// The schedule: what runs when, what is skipped, what is never started.
import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Step } from '../model/plan.ts';
import { type ScheduleInput, schedule } from './schedule.ts';

const step = (id: string, after: readonly string[] = [], op: Step['op'] = 'create'): Step => ({
  id,
  address: `box.${id}`,
  kind: 'box',
  op,
  after,
  readBack: false,
  price: { calls: 1, byBucket: {} },
});

interface Log {
  readonly started: string[];
  readonly ended: string[];
  readonly skipped: string[];
  readonly pairs: (readonly [string, string])[];
  most: number;
}

/** Runs steps that take a few turns each; `fails` names those that fail. */
async function ran(steps: readonly Step[], fails: readonly string[] = [], more: Partial<ScheduleInput> = {}) {
  const log: Log = { started: [], ended: [], skipped: [], pairs: [], most: 0 };
  const open = new Set<string>();
  const outcomes = await schedule({
    steps,
    alreadyDone: new Set(),
    parallelism: 3,
    lockKey: (item) => item.id,
    isFatal: () => false,
    stopRequested: () => false,
    onSkip: (item, because) => void log.skipped.push(`${item.id} < ${because}`),
    run: async (item) => {
      log.started.push(item.id);
      for (const other of open) log.pairs.push([other, item.id]);
      open.add(item.id);
      log.most = Math.max(log.most, open.size);
      for (let turns = item.id.charCodeAt(0) % 3; turns >= 0; turns--) await turn();
      open.delete(item.id);
      log.ended.push(item.id);
      if (fails.includes(item.id)) throw new Error(`${item.id} failed`);
    },
    ...more,
  });
  return { log, outcomes, status: outcomes.map((outcome) => `${outcome.step} ${outcome.status}`) };
}

describe('a schedule', () => {
  it('skips what depends on a failure, transitively, and says whose; the rest goes on', async () => {
    const { status, log, outcomes } = await ran([step('a'), step('b', ['a']), step('c', ['b']), step('d')], ['a']);
    expect(status).toEqual(['a failed', 'b skipped', 'c skipped', 'd done']);
    expect(log.skipped).toEqual(['b < box.a', 'c < box.a']);
    expect(outcomes[0]!.error?.message).toBe('a failed');
    expect(outcomes[2]!.because).toBe('box.a');
  });

  it('starts nothing after a fatal error, and lets what is under way end', async () => {
    const { status } = await ran([step('a'), step('b'), step('c', ['b']), step('d', ['a'])], ['a'], {
      parallelism: 2,
      isFatal: () => true,
    });
    expect(status).toEqual(['a failed', 'b done', 'c not-started', 'd skipped']);
  });

  it('starts nothing after a stop request', async () => {
    let stop = false;
    const done: string[] = [];
    const { status } = await ran([step('a'), step('b'), step('c')], [], {
      parallelism: 1,
      stopRequested: () => stop,
      run: async (item) => {
        done.push(item.id);
        stop = true;
      },
    });
    expect(status).toEqual(['a done', 'b not-started', 'c not-started']);
    expect(done).toEqual(['a']);
  });

  it('keeps deletes for last, though nothing says that they depend on anything', async () => {
    const { log } = await ran([step('z', [], 'delete'), step('a'), step('b', ['a'])]);
    expect(log.started).toEqual(['a', 'b', 'z']);
  });

  it('deletes although an unrelated write has failed, and not where a related one has', async () => {
    const { status } = await ran([step('a'), step('y', [], 'delete'), step('z', ['a'], 'delete')], ['a']);
    expect(status).toEqual(['a failed', 'y done', 'z skipped']);
  });

  it('never runs two steps of one key at once', async () => {
    const { log, status } = await ran([step('a'), step('b'), step('c')], [], {
      lockKey: (item) => (item.id === 'c' ? 'c' : 'same'),
    });
    expect(log.pairs).not.toContainEqual(['a', 'b']);
    expect(log.most).toBe(2);
    expect(status).toEqual(['a done', 'b done', 'c done']);
  });

  it('resumes: what is done is not run again, and what needs it runs', async () => {
    const { log, status } = await ran([step('a'), step('b', ['a'])], [], { alreadyDone: new Set(['a']) });
    expect(log.started).toEqual(['b']);
    expect(status).toEqual(['a done', 'b done']);
  });

  it('does not start what is not paid for, nor what needs it', async () => {
    const { log, status } = await ran([step('a'), step('b'), step('c', ['b'])], [], {
      isPaid: (item) => item.id === 'a',
    });
    expect(log.started).toEqual(['a']);
    expect(status).toEqual(['a done', 'b not-started', 'c not-started']);
  });

  it('skips what waits for a failure once, and says the failure that came first', async () => {
    const { log, outcomes } = await ran(
      [step('a'), step('b'), step('c', ['a', 'b']), step('d', ['c', 'a'])],
      ['a', 'b'],
      {
        parallelism: 1,
      },
    );
    expect(log.skipped).toEqual(['c < box.a', 'd < box.a']);
    expect(outcomes.map(({ because }) => because)).toEqual([undefined, undefined, 'box.a', 'box.a']);
  });

  it('asks what a step needs once, however many there are', async () => {
    let asked = 0;
    const chain = Array.from({ length: 300 }, (_, n) => ({
      ...step(`s${n}`),
      get after() {
        asked += 1;
        return n === 0 ? [] : [`s${n - 1}`];
      },
    }));
    const { log } = await ran(chain);
    expect([log.ended.length, asked]).toEqual([300, 300]);
  });

  it('of nothing is over at once', async () => expect((await ran([])).outcomes).toEqual([]));
});

describe('any schedule', () => {
  const ids = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
  const graphs = fc.record({
    arrows: fc.array(fc.tuple(fc.nat(7), fc.nat(7)), { maxLength: 10 }),
    deletes: fc.subarray(ids.slice(5)),
    fails: fc.subarray(ids, { maxLength: 3 }),
    fatal: fc.boolean(),
    parallelism: fc.integer({ min: 1, max: 4 }),
    locks: fc.integer({ min: 1, max: 8 }),
  });

  it('keeps its word', async () => {
    await fc.assert(
      fc.asyncProperty(graphs, async ({ arrows, deletes, fails, fatal, parallelism, locks }) => {
        const isDelete = (n: number) => deletes.includes(ids[n]!);
        const after = (n: number) =>
          arrows
            .filter(([from, to]) => from === n && to < n && (isDelete(n) || !isDelete(to)))
            .map(([, to]) => ids[to]!);
        const steps = ids.map((id, n) => step(id, [...new Set(after(n))], deletes.includes(id) ? 'delete' : 'update'));
        const key = (item: Step): string => `${ids.indexOf(item.id) % locks}`;
        const { log, outcomes } = await ran(steps, fails, { parallelism, lockKey: key, isFatal: () => fatal });
        const status = new Map(outcomes.map((outcome) => [outcome.step, outcome.status]));
        expect(outcomes.map((outcome) => outcome.step)).toEqual(ids);
        expect(new Set(log.started).size).toBe(log.started.length);
        expect(log.most).toBeLessThanOrEqual(parallelism);
        for (const [one, other] of log.pairs)
          expect(key(steps[ids.indexOf(one)]!)).not.toBe(key(steps[ids.indexOf(other)]!));
        for (const item of steps) {
          const wasRun = log.started.includes(item.id);
          expect(['done', 'failed'].includes(status.get(item.id)!)).toBe(wasRun);
          if (wasRun) expect(item.after.map((id) => status.get(id)).filter((said) => said !== 'done')).toEqual([]);
          const broken = item.after.some((id) => ['failed', 'skipped'].includes(status.get(id)!));
          expect(status.get(item.id) === 'skipped').toBe(broken);
          if (!fatal && !broken) expect(wasRun).toBe(true);
        }
        const firstDelete = log.started.findIndex((id) => deletes.includes(id));
        if (firstDelete !== -1) expect(log.started.slice(firstDelete).every((id) => deletes.includes(id))).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

describe('a step whose calls cannot be let through', () => {
  const short = new Error('the window is used up');
  /** A window that lets so many calls through; each step needs one from its begin to its end, and gives none back. */
  const window = (calls: number): Pick<ScheduleInput, 'refusal'> => {
    let left = calls;
    return {
      refusal: (_, context) => {
        if (context.length >= left) return short;
        left -= 1;
        return undefined;
      },
    };
  };

  it('is not begun, and what is under way ends', async () => {
    const { status, outcomes, log } = await ran([step('a'), step('b'), step('c'), step('d', ['c'])], [], window(3));
    expect(log.ended).toEqual(log.started);
    expect(status.filter((one) => one.endsWith('done'))).toHaveLength(log.started.length);
    expect(outcomes.find((outcome) => outcome.status === 'not-started')?.error).toBe(short);
    expect(log.skipped).toEqual([]);
  });

  it('is begun when one that ran beside it has ended', async () => {
    const { status } = await ran([step('a'), step('b'), step('c')], [], {
      refusal: (_, context) => (context.length > 0 ? short : undefined),
    });
    expect(status).toEqual(['a done', 'b done', 'c done']);
  });

  it('counts as not started where its first call was refused after all, and ends the run', async () => {
    const { status, outcomes } = await ran([step('a'), step('b', ['a']), step('c')], ['a'], {
      parallelism: 1,
      isStoppedBeforeSending: () => true,
      isFatal: () => true,
    });
    expect(status).toEqual(['a not-started', 'b not-started', 'c not-started']);
    expect(outcomes[0]?.error?.message).toBe('a failed');
  });
});
