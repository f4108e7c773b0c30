// Witnesses: what a read by id, the index and a list say together, and what a plan makes of it.
import { describe, expect, it } from 'vitest';
import type { Kind, Listed } from '../model/kind.ts';
import type { Live } from '../model/observation.ts';
import { DEFAULT_PLAN_OPTIONS } from '../model/settings.ts';
import { desiredOf, digester, resource, secrets, stateOf, WORKSPACE } from '../testing/given.ts';
import { bell, box, bucketsOf, workspaceRoute } from '../testing/kinds.ts';
import { buildPlan } from './planner.ts';
import { gapsIn, withDisputes } from './witnesses.ts';

const identity = { id: 'box-a', uid: 'u-box-a' };
const entry: Listed = { ...identity, name: 'A' };
const boxA = resource('box.a', { name: 'A', values: {} });
const boxB = resource('box.b', { name: 'B', values: {} });
const index = (elements: Readonly<Record<string, readonly Listed[]>>) => ({ id: WORKSPACE, name: 'Tests', elements });
const absent = new Map([['box.a', { status: 'absent', identity } as const]]);
const found = new Map([['box.a', { status: 'found', identity, remote: { ...entry, values: {} }, at: 0 } as const]]);

const seenOf = (live: Live) => withDisputes([box, bell], live).observations.get('box.a');

describe('An object that a read by id does not find', () => {
  it.each<[string, Omit<Live, 'observations'>, readonly string[] | undefined]>([
    ['that nothing else tells of', {}, undefined],
    ['that the index lacks, too', { index: index({ boxes: [] }) }, undefined],
    ['of a kind that the index came without', { index: index({}) }, undefined],
    ['that the index names', { index: index({ boxes: [entry] }) }, ['workspace']],
    ['that its list names', { lists: new Map([['boxes', [entry]]]) }, ['list']],
    [
      'that both name',
      { index: index({ boxes: [entry] }), lists: new Map([['boxes', [entry]]]) },
      ['workspace', 'list'],
    ],
  ])('%s', (_title, live, namedBy) => {
    const seen = seenOf({ ...live, observations: absent });
    if (namedBy === undefined) expect(seen).toMatchObject({ status: 'absent' });
    else expect(seen).toMatchObject({ status: 'disputed', claim: { by: 'absent', namedBy } });
  });

  it('is as much in doubt where it is called dead and the index names it as active', () => {
    const dead = new Map([['box.a', { status: 'deactivated', identity, remote: {} } as const]]);
    expect(seenOf({ observations: dead, index: index({ boxes: [entry] }) })).toMatchObject({ status: 'disputed' });
    const isMarked = index({ boxes: [{ ...entry, deactivated: true }] });
    expect(seenOf({ observations: dead, index: isMarked })).toMatchObject({ status: 'deactivated' });
  });
});

describe('Lists that lack an object', () => {
  const state = stateOf([{ resource: boxA }]);
  it.each<[string, Live, boolean | undefined]>([
    ['that was read', { observations: found, index: index({ boxes: [] }) }, true],
    ['that only state knows', { observations: new Map(), index: index({ boxes: [] }) }, false],
    ['that is gone', { observations: absent, index: index({ boxes: [] }) }, undefined],
    [
      'that the other list has',
      { observations: found, index: index({}), lists: new Map([['boxes', [entry]]]) },
      undefined,
    ],
    ['where none was read', { observations: found, index: index({}) }, undefined],
  ])('%s', (_title, live, isRead) => {
    const gaps = gapsIn([box], live, state).map((gap) => gap.isRead);
    expect(gaps).toEqual(isRead === undefined ? [] : [isRead]);
  });
});

describe('A plan', () => {
  const planned = (live: Live, kinds: readonly Kind[] = [box, bell]) =>
    buildPlan({
      kinds,
      desired: desiredOf([boxA, boxB]),
      state: stateOf([{ resource: boxA }]),
      live,
      secrets,
      digester,
      options: DEFAULT_PLAN_OPTIONS,
      bucketsOf,
      workspaceRoute,
    }).plan.changes.map(({ address, action, reason, blocked }) => ({ address, action, reason, code: blocked?.code }));

  it('says E_READ_CONTRADICTION of what is in doubt, and does nothing to it', () => {
    const live = withDisputes([box], { observations: absent, index: index({ boxes: [entry] }) });
    expect(planned(live)[0]).toEqual({
      address: 'box.a',
      action: 'noop',
      reason: 'disputed',
      code: 'E_READ_CONTRADICTION',
    });
  });

  it('creates nothing of a kind whose lists do not show everything', () => {
    expect(planned({ observations: found, index: index({ boxes: [] }) })[1]).toMatchObject({
      address: 'box.b',
      code: 'E_READ_CONTRADICTION',
    });
  });

  it.each<[string, Kind]>([
    ['the index came without', box],
    ['only the own list would name', { ...box, existence: 'own-list' }],
  ])('says E_READ_UNLISTED of a create of a kind that %s', (_title, kind) => {
    expect(planned({ observations: found, index: index({}) }, [kind, bell])[1]).toMatchObject({
      code: 'E_READ_UNLISTED',
    });
    const listed = { observations: found, index: index({}), lists: new Map([['boxes', [entry]]]) };
    expect(planned(listed, [kind, bell])[1]).toMatchObject({ action: 'create', code: undefined });
  });
});
