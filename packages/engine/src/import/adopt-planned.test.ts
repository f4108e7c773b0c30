// What a plan of an import adopts, what it refuses, and which open intents end with it.
import { describe, expect, it } from 'vitest';
import { changeAt, desiredOf, digester, type Given, planOf, remote, resource, stateOf } from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { intentOf } from '../testing/interrupted.ts';
import { adoptPlanned, namingObjects } from './adopt-planned.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const boxB = resource('box.b', { name: 'B', values: {} });

describe('files that name objects', () => {
  it('have an import block at these addresses, and are otherwise the same', () => {
    const desired = desiredOf([boxA, boxB]);
    const named = namingObjects(desired, new Map([['box.b', 'u-7']]));
    expect(named).toEqual({ ...desired, resources: [boxA, { ...boxB, adopt: 'u-7' }] });
  });

  it('name another object than the block did that they had', () => {
    const desired = desiredOf([resource('box.a', boxA.spec, { adopt: 'old' })]);
    expect(namingObjects(desired, new Map([['box.a', 'new']])).resources[0]?.adopt).toBe('new');
    expect(namingObjects(desired, new Map())).toEqual(desired);
  });

  it('declare nothing that they did not declare', () => {
    expect(namingObjects(desiredOf([boxA]), new Map([['box.z', 'u-7']]))).toEqual(desiredOf([boxA]));
  });
});

describe('a plan of an import', () => {
  const adopting = resource('box.a', boxA.spec, { adopt: 'a7' });
  const found = (v: number) => remote('a7', { name: 'A', values: { v } });

  async function adopted(given: Given, asFound?: boolean) {
    const state = stateOf(given.held ?? [], given.state);
    const { lease, state: now } = makeHarness(state);
    const planned = planOf({ ...given, options: { command: 'import' } });
    const end = adoptPlanned(lease, planned, digester, asFound === undefined ? {} : { asFound });
    await end.catch(() => undefined);
    return { end, planned, before: state, after: now() };
  }

  it('records the object, so that a difference becomes an update of the next plan', async () => {
    const { after } = await adopted({ resources: [adopting], adoptable: { 'box.a': found(2) } });
    const { current } = after.resources['box.a']!;
    expect(current).toMatchObject({ id: 'a7', uid: 'u-a7', differences: [] });
    expect(current?.baseline.sent).not.toHaveProperty('/values/v');
  });

  it('records both sides as agreed where the files were made from the object', async () => {
    const { after } = await adopted({ resources: [adopting], adoptable: { 'box.a': found(2) } }, true);
    const { current } = after.resources['box.a']!;
    expect(current?.differences).toEqual(['/values/v']);
    expect(current?.baseline.sent).toHaveProperty('/values/v');
  });

  it('closes the open intent of the address: the user has said which object it is; others stay open', async () => {
    const other = intentOf({ address: 'box.b', step: 'box.b:create' });
    // The plan is made without the intent of the address that the user has settled.
    const given: Given = { resources: [adopting], adoptable: { 'box.a': found(1) } };
    const planned = planOf({ ...given, state: { intents: [other] }, options: { command: 'import' } });
    const { lease, state } = makeHarness({ ...stateOf([]), intents: [intentOf({}), other] });
    await adoptPlanned(lease, planned, digester);
    expect(state().intents).toEqual([other]);
    expect(state().resources['box.a']?.current?.id).toBe('a7');
  });

  it('that holds a refusal records nothing, not even what it could adopt, and closes no intent', async () => {
    const given: Given = {
      resources: [adopting, resource('box.b', boxB.spec, { adopt: 'unknown' })],
      adoptable: { 'box.a': found(1) },
      state: { intents: [intentOf({ address: 'box.c', step: 'box.c:create' })] },
    };
    const { end, planned, before, after } = await adopted(given);
    expect(changeAt(planned, 'box.a').action).toBe('adopt');
    await expect(end).rejects.toMatchObject({
      category: 'refused',
      refused: { refusals: [{ code: 'E_PLAN_ADOPT_UNKNOWN', address: 'box.b' }], wroteNothing: true },
    });
    expect(after).toEqual(before);
  });

  it('that adopts nothing writes no entry', async () => {
    const { before, after } = await adopted({ held: [{ resource: boxA }] });
    expect(after.serial).toBe(before.serial);
  });

  it('records all objects in one entry', async () => {
    const { before, after } = await adopted({
      resources: [adopting, resource('box.b', boxB.spec, { adopt: 'b7' })],
      adoptable: { 'box.a': found(1), 'box.b': remote('b7', boxB.spec) },
    });
    expect(Object.keys(after.resources)).toEqual(['box.a', 'box.b']);
    expect(after.serial).toBe(before.serial + 1);
  });
});
