// Reading back what became of a write: what settled, what differs, and what had no effect.
import { describe, expect, it } from 'vitest';
import { CallError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { remote, resource, stateOf } from '../testing/given.ts';
import { type Harness, makeHarness } from '../testing/harness.ts';
import { contextOf, stepOf } from '../testing/steps.ts';
import type { StepContext } from './step-context.ts';
import { runStep } from './write.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 'New', w: 'same' } });
const past = { name: 'A', values: { v: 'old', w: 'same' } };
const READ = 'read boxes box-a';

/** An update of one value; `reads` answers the reads after it, in turn, and the last of them all that follow. */
async function updated(
  reads: readonly ((now: Json, before: JsonObject) => Json)[],
  more: Partial<StepContext> = {},
  arrange: (harness: Harness) => void = () => undefined,
) {
  const harness = makeHarness(stateOf([{ resource: boxA, sent: past }]));
  const before = remote('box-a', past);
  harness.objects['boxes'] = { 'box-a': before };
  const start = harness.state().resources['box.a'];
  const context = contextOf(harness, [boxA], more);
  let n = 0;
  harness.answers.set(READ, (answer) => reads[Math.min(n++, reads.length - 1)]!(answer(), before));
  arrange(harness);
  const how = await runStep(context, stepOf('box.a', 'update')).then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
  const { calls, slept, events, state } = harness;
  const after = state().resources['box.a'];
  return { how, calls, slept, events, context, start, after, intents: state().intents };
}
const asIs = (now: Json): Json => now;
const asBefore = (_: Json, before: JsonObject): Json => before;
const gone = (): never => {
  throw new CallError('not-found', 'gone', { code: 'E_CALL_TEST', hint: '', effect: 'none', status: 404 });
};

describe('a read-back', () => {
  it('is one read, after which the record is settled and there is evidence', async () => {
    const { how, calls, after, context, slept } = await updated([asIs]);
    expect([how, calls, slept]).toEqual(['done', ['update boxes box-a', READ], []]);
    expect(after?.current).toMatchObject({ differences: [], baseline: { settled: {} } });
    expect(after?.current?.baseline.unsettled).toBeUndefined();
    expect(context.evidence.get('box.a')).toMatchObject({ how: 'body', id: 'box-a' });
  });
  it('tells what the server made something else of', async () => {
    const { how, after, context, events } = await updated([
      (now) => ({ ...(now as JsonObject), values: { v: 'new', w: 'same' } }),
    ]);
    const difference = { address: 'box.a', pointers: ['/values/v'] };
    expect([how, after?.current?.differences]).toEqual(['done', ['/values/v']]);
    expect(context.differences).toEqual([difference]);
    expect(events).toContainEqual({ type: 'unexplained-difference', ...difference });
  });
  it('that shows what was there before is repeated within the settle time', async () => {
    const { how, slept, after } = await updated([asBefore, asBefore, asIs]);
    expect([how, slept]).toEqual(['done', [6_000, 18_000]]);
    expect(after?.current?.differences).toEqual([]);
  });
  it('that still does after the settle time is a failed step, and the record is as before', async () => {
    const { how, slept, start, after, intents } = await updated([asBefore]);
    expect([how, slept, intents]).toEqual(['E_APPLY_NO_EFFECT', [6_000, 18_000, 36_000], []]);
    expect(after).toEqual(start);
  });
  it('is not repeated where no call is left for it', async () => {
    const { how, calls } = await updated([asBefore], { spare: { reads: 0 } });
    expect([how, calls.filter((call) => call === READ)]).toEqual(['E_APPLY_NO_EFFECT', [READ]]);
  });
  it('that finds no object opens the intent again, with the record from before', async () => {
    const { how, start, after, intents } = await updated([gone]);
    expect(how).toBe('E_APPLY_DOUBT');
    expect(after).toEqual(start);
    expect(intents).toMatchObject([{ address: 'box.a', op: 'update', at: 1_060_000 }]);
  });
  it('that fails is a warning: what was sent is recorded, and the next run reads it', async () => {
    const { how, after, events } = await updated([
      () => {
        throw new CallError('server', 'broken', { code: 'E_CALL_TEST', hint: '', effect: 'none' });
      },
    ]);
    expect(how).toBe('done');
    expect(after?.current?.baseline.unsettled).toBe(true);
    expect(events).toContainEqual({
      type: 'warning',
      text: expect.stringContaining('could not be read back (broken)'),
    });
  });
});

describe('a write of several leaves of which some had an effect', () => {
  it('counts as sent where it had', async () => {
    const both = resource('box.a', { name: 'A', values: { v: 'New', w: 'New' } });
    const { how, after, start } = await updated(
      [(now) => ({ ...(now as JsonObject), values: { v: 'New', w: 'same' } })],
      { resources: new Map([['box.a', both]]) },
    );
    const sentOf = (record: typeof after) => record!.current!.baseline.sent;
    expect(how).toBe('E_APPLY_NO_EFFECT');
    expect(sentOf(after)['/values/v']).not.toBe(sentOf(start)['/values/v']);
    expect(sentOf(after)['/values/w']).toBe(sentOf(start)['/values/w']);
  });
});
