// A plan without reading: what would be done to each address, if everything is as it was left.
import { describe, expect, it } from 'vitest';
import type { Address } from '../model/address.ts';
import { NO_CALLS } from '../model/call.ts';
import type { DesiredResource } from '../model/desired.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import type { State } from '../model/state.ts';
import { desiredOf, digester, refTo, resource, secrets, stateOf } from '../testing/given.ts';
import { intentOf } from '../testing/interrupted.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { planUnread } from './unread-plan.ts';

const boxA = resource('box.a', { name: 'A', values: { v: 1 } });
const boxB = resource('box.b', { name: 'B', values: {} });
const bellA = resource('bell.a', { name: 'Ring', box: refTo('box.a'), tone: 'c' });
const held = [boxA, boxB, bellA];

function planned(
  files: readonly DesiredResource[],
  how: {
    readonly gone?: readonly Address[];
    readonly options?: Partial<PlanOptions>;
    readonly state?: Partial<State>;
  } = {},
) {
  const { gone, options, state } = how;
  const input = {
    kinds,
    desired: desiredOf(files),
    state: stateOf(
      held.map((item) => ({ resource: item })),
      state,
    ),
    secrets,
    digester,
    options: { ...DEFAULT_PLAN_OPTIONS, ...options },
    bucketsOf,
    workspaceRoute,
  };
  const { evaluations, unread, steps, price } = planUnread(input, gone && new Set(gone));
  const actions = evaluations.filter(({ action }) => action !== 'noop');
  return {
    actions: Object.fromEntries(actions.map(({ view, action }) => [view.address, action])),
    written: Object.fromEntries(actions.map(({ view, written }) => [view.address, written])),
    unread: unread.map(({ view }) => view.address),
    steps: steps.map(({ id }) => id),
    calls: price.calls,
    price,
  };
}

describe('a plan without reading', () => {
  it('holds nothing where the files are as they were sent', () => {
    expect(planned(held)).toMatchObject({ actions: {}, unread: [], steps: [], price: NO_CALLS });
  });

  it('updates what the files change, and only the leaves that they change', () => {
    const found = planned([resource('box.a', { name: 'A', values: { v: 2 } }), boxB, bellA]);
    expect(found).toMatchObject({ actions: { 'box.a': 'update' }, written: { 'box.a': ['/values/v'] } });
    expect(found).toMatchObject({ unread: ['box.a'], steps: ['box.a:update'], calls: 2 });
  });

  it('deletes what the files have lost, unless nothing may be deleted', () => {
    expect(planned([boxA, bellA])).toMatchObject({ actions: { 'box.b': 'delete' }, unread: ['box.b'], calls: 1 });
    expect(planned([boxA, bellA], { options: { noDelete: true } })).toMatchObject({ unread: [], steps: [] });
  });

  it('creates what is new, which has nothing to be read', () => {
    const found = planned([...held, resource('box.c', { name: 'C', values: {} })]);
    expect(found).toMatchObject({ actions: { 'box.c': 'create' }, unread: [], steps: ['box.c:create'] });
  });

  it('replaces where the API cannot change the leaf', () => {
    const elsewhere = resource('bell.a', { name: 'Ring', box: refTo('box.b'), tone: 'c' });
    const found = planned([boxA, boxB, elsewhere]);
    expect(found).toMatchObject({ actions: { 'bell.a': 'replace' }, unread: ['bell.a'] });
    expect(found.steps).toEqual(['bell.a:create', 'bell.a:delete-old']);
  });

  it('leaves an address alone of which an interrupted run has not said what became of it', () => {
    const files = [resource('box.a', { name: 'New', values: {} }), bellA];
    const intents = [intentOf({ address: 'box.b', op: 'delete' })];
    expect(planned(files, { state: { intents } }).actions).toEqual({ 'box.a': 'update' });
  });
});

describe('what gets a new identity', () => {
  it('makes what refers to it be written, too, and be read before', () => {
    const found = planned(held, { options: { replace: ['box.a'] } });
    expect(found.actions).toEqual({ 'box.a': 'replace', 'bell.a': 'replace' });
    expect([...found.unread].sort()).toEqual(['bell.a', 'box.a']);
  });

  it('may be named as gone: what refers to it would be written, and nothing else', () => {
    expect(planned(held, { gone: ['box.a'] })).toMatchObject({ actions: { 'bell.a': 'replace' }, unread: ['bell.a'] });
    expect(planned(held, { gone: ['box.b'] }).actions).toEqual({});
    expect(planned(held, { gone: [] }).actions).toEqual({});
  });
});

it('refs that form a cycle give no steps, for the plan itself refuses them; nor is that hidden from who asks', () => {
  const ring = (name: string, other: string) => resource(`bell.${name}`, { name, tone: refTo(`bell.${other}`) });
  const found = planned([...held, ring('x', 'y'), ring('y', 'x')]);
  expect(found).toMatchObject({ actions: { 'bell.x': 'create', 'bell.y': 'create' }, steps: [], price: NO_CALLS });
});
