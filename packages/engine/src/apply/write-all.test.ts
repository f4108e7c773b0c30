// Writing a plan: its worst price is reserved first, what fails keeps only its dependants back, and the end says how far it got.
import { describe, expect, it } from 'vitest';
import type { Ports } from '../model/engine-ports.ts';
import { CallError } from '../model/errors.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import { desiredOf, refTo, resource, stateOf } from '../testing/given.ts';
import { type Harness, makeHarness } from '../testing/harness.ts';
import { runApply } from './run-apply.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const bellA = resource('bell.a', { name: 'Bell', box: refTo('box.a') });
const boxC = resource('box.c', { name: 'C', values: {} });

async function applied(arrange: (harness: Harness) => Partial<Ports> | undefined = () => undefined) {
  const harness = makeHarness(stateOf([]), { parallelism: 1, fingerprintKey: 'a key of the tests' });
  const changed = arrange(harness);
  const { bucketsOf, allowance, refusal, reserve } = harness.ports.client;
  const order: string[] = [];
  const client: Ports['client'] = {
    bucketsOf,
    allowance,
    refusal,
    reserve: async (purpose, worst) => {
      order.push(
        `reserve ${purpose} after ${harness.calls.filter((call) => call.startsWith('create')).length} creates`,
      );
      const reservation = await reserve(purpose, worst);
      return { ...reservation, release: () => void order.push(`release ${purpose}`) };
    },
  };
  const result = await runApply(
    { ...harness.ports, client, ...changed },
    {
      desired: desiredOf([boxA, bellA, boxC]),
      options: DEFAULT_PLAN_OPTIONS,
      approve: async () => ({ approved: true, reviewed: true }),
    },
  );
  const outcomes = Object.fromEntries(result.outcomes.map(({ step, status }) => [step, status]));
  return { ...harness, result, outcomes, order };
}
const failing =
  (problem: 'rejected' | 'unauthorized', effect: 'none' | 'unknown' = 'none') =>
  () => {
    throw new CallError(problem, 'no', { code: 'E_CALL_TEST', hint: '', effect });
  };

describe('writing a plan', () => {
  it('reserves the worst price before the first write, and releases it at the end', async () => {
    const { order, reserved, result } = await applied();
    expect(order.filter((what) => what.endsWith('creates')).at(-1)).toBe('reserve write after 0 creates');
    expect(order.at(-1)).toBe('release write');
    expect(reserved.at(-1)!.worst).toEqual(result.plan.price.worst);
    expect(result.paid).toEqual(result.plan.price.expected);
  });
  it('begins a step after what it depends on, and keeps what it read as evidence', async () => {
    const { result, calls, events } = await applied();
    expect(result.end).toBe('done');
    expect(calls.indexOf('create bells')).toBeGreaterThan(calls.indexOf('create boxes'));
    expect(events.filter(({ type }) => type === 'step-done')).toHaveLength(3);
  });
  it('skips what depends on a failed step, does the rest, and ends partly done', async () => {
    const { result, outcomes, events } = await applied((harness) => {
      let first = true;
      harness.answers.set('create boxes', (answer) => {
        if (!first) return answer();
        first = false;
        return failing('rejected')();
      });
      return undefined;
    });
    expect(outcomes).toEqual({ 'box.a:create': 'failed', 'box.c:create': 'done', 'bell.a:create': 'skipped' });
    expect(result.end).toBe('partial');
    expect(events.map(({ type }) => type)).toEqual(expect.arrayContaining(['step-failed', 'step-skipped']));
  });
  it('ends with an error where nothing was done and nothing is open, partly done where an intent is', async () => {
    const all = (effect: 'none' | 'unknown') =>
      applied((harness) => {
        harness.answers.set('create boxes', failing('rejected', effect));
        return undefined;
      });
    expect((await all('none')).result.end).toBe('error');
    const doubtful = await all('unknown');
    expect([doubtful.result.end, doubtful.state().intents.length]).toEqual(['partial', 2]);
  });
  it('begins no more steps after an error that ends the run', async () => {
    const { result, outcomes } = await applied((harness) => {
      harness.answers.set('create boxes', failing('unauthorized'));
      return undefined;
    });
    expect(result.stopped).toMatchObject({ problem: 'unauthorized' });
    expect(outcomes['box.c:create']).toBe('not-started');
  });
  it('begins no more steps after Ctrl-C, and what is under way ends', async () => {
    const stop = new AbortController();
    const { result, outcomes, state } = await applied((harness) => {
      harness.answers.set('create boxes', (answer) => {
        stop.abort();
        return answer();
      });
      return { signal: stop.signal };
    });
    expect([result.end, outcomes['box.a:create'], outcomes['box.c:create']]).toEqual([
      'interrupted',
      'done',
      'not-started',
    ]);
    expect(state().intents).toEqual([]);
  });
});
