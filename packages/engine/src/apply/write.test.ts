// One write: the intent, the call, the record, and one read of what became of it.
import { describe, expect, it } from 'vitest';
import type { Intent } from '../model/state.ts';
import { digester, refTo, remote, resource, secret, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { box, kinds } from '../testing/kinds.ts';
import { contextOf, stepOf } from '../testing/steps.ts';
import { runStep } from './write.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const bellA = resource('bell.a', { name: 'Bell', box: refTo('box.a'), loud: true });
const managed = (sent = boxA.spec) => {
  const harness = makeHarness(stateOf([{ resource: boxA, sent }]));
  harness.objects['boxes'] = { 'box-a': { ...remote('box-a', sent), colour: 'red' } };
  return harness;
};

describe('a create', () => {
  it('is noted with the objects of its name, sent, recorded with its new id, and read back', async () => {
    const harness = makeHarness(stateOf([]));
    harness.objects['boxes'] = { b: remote('b', boxA.spec), a: remote('a', boxA.spec), c: remote('c', { name: 'C' }) };
    const seen: Intent[] = [];
    harness.answers.set('create boxes', (answer) => {
      seen.push(...harness.state().intents);
      return answer();
    });
    await runStep(contextOf(harness, [boxA]), stepOf('box.a', 'create'));
    expect(seen).toMatchObject([{ op: 'create', name: 'A', seenBefore: ['a', 'b'] }]);
    expect(harness.calls).toEqual(['create boxes', 'read boxes new-1']);
    expect(harness.objects['boxes']['new-1']).toMatchObject(boxA.spec);
    expect(harness.state()).toMatchObject({
      intents: [],
      resources: { 'box.a': { current: { id: 'new-1', uid: 'u-new-1', differences: [] } } },
    });
  });
  it('leaves out what an update after it brings', async () => {
    const harness = makeHarness(stateOf([]));
    const step = stepOf('box.a', 'create', { omit: ['/values/v'], readBack: false });
    await runStep(contextOf(harness, [boxA]), step);
    expect(harness.objects['boxes']!['new-1']).toEqual({ id: 'new-1', uid: 'u-new-1', name: 'A', values: {} });
    expect(harness.calls).toEqual(['create boxes']);
  });
  it('of a replace keeps the superseded object until that is deleted', async () => {
    const harness = managed();
    await runStep(contextOf(harness, [boxA]), stepOf('box.a', 'create', { replaces: true }));
    expect(harness.state().resources['box.a']).toMatchObject({ current: { id: 'new-1' }, deposed: [{ id: 'box-a' }] });
  });
  it('whose reply is whole needs no read-back', async () => {
    const harness = managed();
    await runStep(contextOf(harness, [boxA, bellA]), stepOf('bell.a', 'create'));
    expect(harness.calls).toEqual(['create bells']);
    const { current } = harness.state().resources['bell.a']!;
    expect(current).toMatchObject({ id: 'new-1', differences: [] });
    expect(current!.baseline.unsettled).toBeUndefined();
    expect(harness.objects['bells']!['new-1']).toMatchObject({ box: 'u-box-a', loud: true });
  });
});

describe('an update', () => {
  it('carries over what no kind models, and counts what it sent', async () => {
    const harness = managed({ name: 'A', values: { v: 0 } });
    await runStep(contextOf(harness, [boxA]), stepOf('box.a', 'update'));
    expect(harness.objects['boxes']!['box-a']).toMatchObject({ name: 'A', values: { v: 1 }, colour: 'red' });
    const { baseline } = harness.state().resources['box.a']!.current!;
    expect(baseline.sent['/values/v']).toBe(digester.leaf(1));
  });
  it('sends live for a leaf that policy keeps, which keeps its own past', async () => {
    const harness = managed({ name: 'A', values: { v: 0 } });
    const before = harness.state().resources['box.a']!.current!.baseline;
    harness.objects['boxes']!['box-a'] = remote('box-a', { name: 'A', values: { v: 'theirs' } });
    await runStep(contextOf(harness, [boxA]), stepOf('box.a', 'update', { keep: ['/values/v'] }));
    expect(harness.objects['boxes']!['box-a']).toMatchObject({ values: { v: 'theirs' } });
    const { baseline, differences } = harness.state().resources['box.a']!.current!;
    expect([baseline.settled['/values/v'], differences]).toEqual([before.sent['/values/v'], []]);
  });
  it('that the server does as a task ends with the task, and the intent names it meanwhile', async () => {
    const harness = managed({ name: 'A', values: { v: 0 } });
    const tasks: (string | undefined)[] = [];
    const asking = {
      ...box,
      api: (send: Parameters<typeof box.api>[0]) => ({
        ...box.api(send),
        update: async (...args: Parameters<ReturnType<typeof box.api>['update']>) => {
          const { id, uid } = await box.api(send).update(...args);
          return { id, uid, task: 't-1' };
        },
        task: async () => {
          tasks.push(harness.state().intents[0]?.task);
          return tasks.length < 2 ? ('in-progress' as const) : ('successful' as const);
        },
      }),
    };
    const ports = { ...harness.ports, kinds: [asking, ...kinds.slice(1)] };
    await runStep(contextOf({ ...harness, ports }, [boxA]), stepOf('box.a', 'update', { asTask: true }));
    expect([tasks, harness.slept]).toEqual([
      ['t-1', 't-1'],
      [2_000, 8_000],
    ]);
    expect(harness.state().intents).toEqual([]);
  });
});

describe('without a call', () => {
  it.each([
    ['a body that is too large', { v: 'x'.repeat(10_000) }, 'E_APPLY_TOO_LARGE'],
    ['a value that is not known', { v: refTo('bell.none', 'ring') }, 'E_APPLY_VALUE'],
    ['a secret that is not set here', { v: secret('none') }, 'E_APPLY_VALUE'],
  ])('%s is refused', async (_title, values, code) => {
    const harness = makeHarness(stateOf([]));
    const item = resource('box.a', { name: 'A', values });
    await expect(runStep(contextOf(harness, [item]), stepOf('box.a', 'create'))).rejects.toMatchObject({ code });
    expect([harness.calls, harness.state().intents]).toEqual([[], []]);
  });
});
