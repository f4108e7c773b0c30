// Recording what was learned without a write: one entry for all of it, and none where there is nothing to say.
import { describe, expect, it } from 'vitest';
import type { Entry } from '../model/entry.ts';
import {
  desiredOf,
  digester,
  type Given,
  type Held,
  liveOf,
  planOf,
  remote,
  resource,
  stateOf,
} from '../testing/given.ts';
import { makeHarness } from '../testing/harness.ts';
import { catchUp, recordsOfSaved } from './catch-up.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const adopting = resource('box.a', boxA.spec, { adopt: 'x' });
const stranger = remote('x', { name: 'A', values: { v: 2, w: 1 } });
const adoptable = { 'box.a': stranger };

async function caughtUp(given: Given, how: { asFound?: boolean } = {}) {
  const { lease, state } = makeHarness(stateOf(given.held ?? [], given.state));
  const entries: Entry[] = [];
  const append = async (entry: Entry) => {
    entries.push(entry);
    await lease.append(entry);
  };
  await catchUp({ ...lease, append }, planOf(given).evaluations, digester, how);
  return { entries: entries.length, record: state().resources['box.a'] };
}

describe('catching up', () => {
  it('says nothing where all is as it was', async () => {
    expect((await caughtUp({ held: [{ resource: boxA }] })).entries).toBe(0);
  });
  it('writes one entry for all', async () => {
    const held: Held[] = ['a', 'b'].map((name) => ({ resource: resource(`box.${name}`, boxA.spec), now: null }));
    expect((await caughtUp({ held, resources: [] })).entries).toBe(1);
  });
  it('forgets what is gone and no more declared', async () => {
    expect((await caughtUp({ held: [{ resource: boxA, now: null }], resources: [] })).record).toBeUndefined();
  });
  it('takes an adopted object as it is: declared leaves that differ are still to be written', async () => {
    const { record } = await caughtUp({ resources: [adopting], adoptable });
    expect(record?.current).toMatchObject({ id: 'x', differences: [] });
    expect(record?.current?.baseline.sent).toEqual({
      '/name': digester.leaf('A'),
      '/values/w': digester.leaf(1),
    });
  });
  it('takes an object that the files were made from as agreed: what differs is unexplained', async () => {
    const { record } = await caughtUp({ resources: [adopting], adoptable }, { asFound: true });
    expect(record?.current?.differences).toEqual(['/values/v']);
    expect(record?.current?.baseline.sent['/values/v']).toBe(digester.leaf(1));
  });
  it('records what both sides changed alike as sent and settled', async () => {
    const changed: Held = { resource: boxA, sent: { name: 'A', values: { v: 0 } }, now: boxA.spec };
    const { record } = await caughtUp({ held: [changed] });
    expect(record?.current?.baseline).toMatchObject({ settled: {}, sent: { '/values/v': digester.leaf(1) } });
  });
  it('records protection as the files have it now', async () => {
    const guarded = resource('box.a', boxA.spec, { lifecycle: { protect: true } });
    const { entries, record } = await caughtUp({ held: [{ resource: guarded, record: { protect: false } }] });
    expect([entries, record?.protect]).toEqual([1, true]);
  });
});

describe('what a saved plan adopts and forgets', () => {
  const recorded = (given: Given, now: Given = given) => {
    const { plan } = planOf(given);
    const { ports, lease } = makeHarness(stateOf(now.held ?? [], now.state));
    const resources = now.resources ?? (now.held ?? []).map((item) => item.resource);
    const run = { ports, lease, digester, desired: desiredOf(resources) };
    return recordsOfSaved(run, plan, liveOf(now.held ?? [], now));
  };
  const left: Given = { held: [{ resource: boxA, now: null }], resources: [] };

  it('is recorded once the plan has proved to be true', () => {
    expect(recorded({ resources: [adopting], adoptable })).toMatchObject({ 'box.a': { current: { id: 'x' } } });
    expect(recorded(left)).toEqual({ 'box.a': null });
  });
  it('is not forgotten where it has come back, or where the state manages another object now', () => {
    expect(recorded(left, { held: [{ resource: boxA }], resources: [] })).toEqual({});
    const { current } = stateOf([{ resource: boxA }]).resources['box.a']!;
    const other: Held = { resource: boxA, now: null, record: { current: { ...current!, id: 'other' } } };
    expect(recorded(left, { held: [other], resources: [] })).toEqual({});
  });
  it('is not adopted twice', () => {
    const held: Held = { resource: adopting };
    expect(recorded({ resources: [adopting], adoptable }, { held: [held], resources: [adopting] })).toEqual({});
  });
});
