// Deleting one object: a backup, the call, and the record without the object.
import { describe, expect, it } from 'vitest';
import { memoryBackupStore } from '../memory/ports.ts';
import { CallError } from '../model/errors.ts';
import type { Step } from '../model/plan.ts';
import type { ResourceRecord } from '../model/state.ts';
import { remote, resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { contextOf, stepOf } from '../testing/steps.ts';
import { removeObject } from './delete.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });

function given(record: Partial<ResourceRecord> = {}) {
  const backups = memoryBackupStore();
  const harness = makeHarness(stateOf([{ resource: boxA, record }]), { backups });
  harness.objects['boxes'] = {
    'box-a': remote('box-a', boxA.spec),
    old: remote('old', { name: 'Old', values: {} }),
  };
  return { ...harness, backups, remove: (step: Step) => removeObject(contextOf(harness, []), step) };
}
const notFound = () => {
  throw new CallError('not-found', 'gone', { code: 'E_CALL_TEST', hint: '', effect: 'none', status: 404 });
};

describe('a delete', () => {
  it('takes the object and its record away, and remembers the answer until somebody confirms it', async () => {
    const { remove, calls, state, objects, ports } = given({ secrets: ['/values/v'] });
    await remove(stepOf('box.a', 'delete'));
    expect(calls).toEqual(['delete boxes box-a']);
    expect(Object.keys(objects['boxes']!)).toEqual(['old']);
    const at = ports.clock.nowMs();
    expect(state()).toMatchObject({
      resources: {},
      intents: [],
      deleted: [{ address: 'box.a', id: 'box-a', uid: 'u-box-a', at, secrets: ['/values/v'] }],
    });
  });
  it('has a backup and an open intent when its call leaves', async () => {
    const { remove, answers, state, backups } = given();
    const seen: unknown[] = [];
    answers.set('delete boxes box-a', (answer) => {
      seen.push(
        backups.bodies.size,
        state().intents.map(({ op, identity }) => [op, identity?.id]),
      );
      return answer();
    });
    await remove(stepOf('box.a', 'delete'));
    expect(seen).toEqual([1, [['delete', 'box-a']]]);
  });
  it('of a superseded object leaves the current one, and keeps no backup of what was not read', async () => {
    const { remove, state, calls, backups } = given({ deposed: [{ id: 'old', uid: 'u-old' }] });
    await remove(stepOf('box.a', 'delete', { deposed: 'old' }));
    expect(calls).toEqual(['delete boxes old']);
    expect(state().resources['box.a']).toMatchObject({ current: { id: 'box-a' }, deposed: [] });
    expect(backups.bodies.size).toBe(0);
  });
  it('answered "not found" is believed where the index does not name the object either', async () => {
    const { remove, calls, state, objects, answers } = given();
    answers.set('delete boxes box-a', (answer) => {
      answer();
      return notFound();
    });
    await remove(stepOf('box.a', 'delete'));
    expect(calls).toEqual(['delete boxes box-a', 'workspace']);
    expect(objects['boxes']).not.toHaveProperty('box-a');
    expect(state()).toMatchObject({ resources: {}, intents: [] });
    expect(state().deleted ?? []).toEqual([]);
  });
  it('answered "not found" of an object that is there leaves it managed', async () => {
    const { remove, state, answers } = given();
    answers.set('delete boxes box-a', notFound);
    await expect(remove(stepOf('box.a', 'delete'))).rejects.toMatchObject({ code: 'E_READ_CONTRADICTION' });
    expect(state().resources['box.a']?.current?.id).toBe('box-a');
  });
  it('of an object that the state does not hold is a mistake of ours', async () => {
    const { remove, calls } = given();
    await expect(remove(stepOf('box.a', 'delete', { deposed: 'stranger' }))).rejects.toThrow('not in state');
    await expect(remove(stepOf('box.b', 'delete'))).rejects.toThrow('nothing to delete');
    expect(calls).toEqual([]);
  });
});
