// What a plan needs, as files, state and evidence tell it before the first read.
import { describe, expect, it } from 'vitest';
import type { DesiredResource } from '../model/desired.ts';
import type { Evidence } from '../model/evidence.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import { desiredOf, digester, idOf, refTo, resource, secrets, stateOf } from '../testing/given.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { needsOf } from './needs.ts';

const boxA = resource('box.a', { name: 'A', values: {} });
const boxB = resource('box.b', { name: 'B', values: {} });
const bellA = resource('bell.a', { name: 'Ring', box: refTo('box.a') });
const held = [boxA, boxB, bellA];
const renamed = resource('box.a', { name: 'New', values: {} });
const moved = (address: string): Evidence => ({ at: 1, how: 'body', id: idOf(address), moved: true });

/** The files say so; the state has `held` as it was sent. */
function needs(
  files: readonly DesiredResource[] = held,
  evidence: Readonly<Record<string, Evidence>> = {},
  options: Partial<PlanOptions> = {},
) {
  const found = needsOf({
    plan: {
      kinds,
      desired: desiredOf(files),
      state: stateOf(held.map((item) => ({ resource: item }))),
      secrets,
      digester,
      options: { ...DEFAULT_PLAN_OPTIONS, ...options },
      bucketsOf,
      workspaceRoute,
    },
    evidence,
    cycle: undefined,
    nowMs: 1000,
  });
  const { asked, asksIndex, writes, unread, steps } = found;
  return { asked: [...asked], asksIndex, writes, unread: [...unread], steps: steps.map(({ id }) => id) };
}

/** An update with its read-back costs 2 calls, and at worst half as many again and five more. */
const WORST_OF_TWO = 8;
const NOTHING = { asked: [], asksIndex: false, writes: 0, unread: [], steps: [] };

describe('what a plan needs', () => {
  it('is nothing where files, state and evidence agree', () => {
    expect(needs()).toEqual(NOTHING);
    expect(needs(held, { 'box.a': { at: 1, how: 'body', id: 'box-a' } })).toEqual(NOTHING);
  });

  it('is the object that the files change, and the calls of its update at worst', () => {
    expect(needs([renamed, boxB, bellA])).toEqual({
      asked: ['box.a'],
      asksIndex: false,
      writes: WORST_OF_TWO,
      unread: ['box.a'],
      steps: ['box.a:update'],
    });
  });

  it('is the object that somebody had changed by hand, and the calls of the undo', () => {
    expect(needs(held, { 'box.b': moved('box.b') })).toEqual({
      asked: ['box.b'],
      asksIndex: false,
      writes: WORST_OF_TWO,
      unread: ['box.b'],
      steps: ['box.b:undo'],
    });
  });

  it('counts an object once that both the files and somebody changed', () => {
    expect(needs([renamed, boxB, bellA], { 'box.a': moved('box.a') })).toEqual(needs([renamed, boxB, bellA]));
  });

  it('is the object that the files have lost, unless nothing may be deleted', () => {
    expect(needs([boxA, bellA])).toMatchObject({ asked: ['box.b'], unread: ['box.b'], steps: ['box.b:delete'] });
    expect(needs([boxA, bellA], {}, { noDelete: true })).toMatchObject({ asked: [], unread: [], steps: [] });
  });
});

describe('the index', () => {
  it('is needed for something new, which has nothing to be read', () => {
    const found = needs([...held, resource('box.c', { name: 'C', values: {} })]);
    expect(found).toEqual({ asked: [], asksIndex: true, writes: WORST_OF_TWO, unread: [], steps: ['box.c:create'] });
  });

  it('is needed for a replace', () => {
    const elsewhere = resource('bell.a', { name: 'Ring', box: refTo('box.b') });
    expect(needs([boxA, boxB, elsewhere])).toMatchObject({
      asked: ['bell.a'],
      asksIndex: true,
      steps: ['bell.a:create', 'bell.a:delete-old'],
    });
  });

  it('is needed for an object to adopt, which is read and not written', () => {
    const adopting = resource('box.c', { name: 'C', values: {} }, { adopt: 'x' });
    expect(needs([...held, adopting])).toEqual({ ...NOTHING, asksIndex: true, unread: ['box.c'] });
  });

  it('is not needed for an address that has its object already', () => {
    expect(needs([resource('box.a', boxA.spec, { adopt: 'box-a' }), boxB, bellA])).toEqual(NOTHING);
  });
});

describe('targets', () => {
  it('are asked about with what they refer to, and need no write for that', () => {
    expect(needs(held, {}, { targets: ['bell.a'] })).toEqual({ ...NOTHING, asked: ['bell.a', 'box.a'] });
  });

  it('leave out what else the files and somebody changed', () => {
    const found = needs([renamed, boxB, bellA], { 'box.a': moved('box.a') }, { targets: ['box.b'] });
    expect(found).toEqual({ ...NOTHING, asked: ['box.b'] });
  });
});
