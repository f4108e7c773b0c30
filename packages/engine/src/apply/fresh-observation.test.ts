// Freshness: what was read more than five minutes ago is read again before its write, and left alone where it moved.
import { describe, expect, it } from 'vitest';
import type { Step } from '../model/plan.ts';
import { remote, resource, stateOf } from '../testing/given.ts';
import { type Harness, makeHarness } from '../testing/harness.ts';
import { contextOf, stepOf } from '../testing/steps.ts';
import { FRESH_MS, refuseOld, whileFresh } from './fresh-observation.ts';
import type { StepContext } from './step-context.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const boxNew = resource('box.new', { name: 'New', values: {} });
const update = stepOf('box.a', 'update');
const create = stepOf('box.new', 'create');

/** A step that begins so long after everything was read. */
async function begun(
  step: Step,
  afterMs: number,
  { meanwhile, work }: { meanwhile?: (harness: Harness, context: StepContext) => void; work?: typeof refuseOld } = {},
) {
  const harness = makeHarness(stateOf([{ resource: boxA }]));
  harness.objects['boxes'] = { 'box-a': remote('box-a', boxA.spec) };
  const context = contextOf(harness, [boxA, boxNew]);
  await harness.ports.clock.sleep(afterMs);
  meanwhile?.(harness, context);
  let written = 0;
  const ended = await whileFresh(context, step, async () => {
    work?.(context, step);
    written += 1;
  }).then(
    () => 'written',
    (error: { code?: string; message: string }) => `${error.code}: ${error.message}`,
  );
  return { ended, written, calls: harness.calls, context };
}
const put =
  (id: string, name: string, more = {}) =>
  (harness: Harness) => {
    harness.objects['boxes']![id] = { ...remote(id, { name, values: {} }), ...more };
  };

describe('an object to be written over', () => {
  it.each([
    ['up to five minutes after its read is not read again', FRESH_MS, []],
    ['later is read once more', FRESH_MS + 1, ['read boxes box-a']],
  ])('%s', async (_title, afterMs, calls) => {
    expect(await begun(update, afterMs)).toMatchObject({ ended: 'written', written: 1, calls });
  });
  it('that was read again counts as read now, and is evidence', async () => {
    const { context } = await begun(update, FRESH_MS + 1);
    expect(() => refuseOld(context, update)).not.toThrow();
    expect(context.evidence.get('box.a')).toMatchObject({ how: 'body', id: 'box-a' });
  });
  it('that moved meanwhile is left alone', async () => {
    const { ended, written } = await begun(update, FRESH_MS + 1, { meanwhile: put('box-a', 'By hand') });
    expect([ended, written]).toEqual([expect.stringMatching(/^E_APPLY_MOVED: box.a was changed in Postman/), 0]);
  });
  it('that is gone meanwhile is left alone', async () => {
    const meanwhile = (harness: Harness) => void delete harness.objects['boxes']!['box-a'];
    const { ended, written } = await begun(update, FRESH_MS + 1, { meanwhile });
    expect([ended, written]).toEqual([expect.stringMatching(/^E_APPLY_MOVED: box.a is gone/), 0]);
  });
});

describe('an object to be created', () => {
  it.each([
    ['up to five minutes after the index was read, that is not read again', FRESH_MS, []],
    ['later it is', FRESH_MS + 1, ['workspace']],
  ])('%s', async (_title, afterMs, calls) => {
    expect(await begun(create, afterMs)).toMatchObject({ ended: 'written', calls });
  });
  it('is not, where another of its name has appeared', async () => {
    const { ended, written } = await begun(create, FRESH_MS + 1, { meanwhile: put('x', 'New') });
    expect([ended, written]).toEqual([expect.stringMatching(/another thing of its name has appeared \(x\)/), 0]);
  });
  it.each<[string, (harness: Harness, context: StepContext) => void]>([
    ['of another name', put('x', 'Other')],
    ['that is a fork', put('x', 'New', { isFork: true })],
    [
      'that this run has made',
      (harness, { taken }) => {
        put('x', 'New')(harness);
        taken.add('x');
      },
    ],
  ])('is, beside an object %s', async (_title, meanwhile) => {
    expect((await begun(create, FRESH_MS + 1, { meanwhile })).ended).toBe('written');
  });
});

it('a write that waits for its window too long after each read is given up after three', async () => {
  let waits = 0;
  const harness = makeHarness(stateOf([{ resource: boxA }]));
  harness.objects['boxes'] = { 'box-a': remote('box-a', boxA.spec) };
  const context = contextOf(harness, [boxA]);
  const work = async () => {
    waits += 1;
    await harness.ports.clock.sleep(FRESH_MS + 1);
    refuseOld(context, update);
  };
  await expect(whileFresh(context, update, work)).rejects.toMatchObject({ code: 'E_APPLY_MOVED' });
  expect([waits, harness.calls.length]).toEqual([3, 2]);
});
