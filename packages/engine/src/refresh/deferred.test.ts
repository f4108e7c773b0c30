// What waits for a later run: writes whose read nobody could pay for, creates without lists, and what hangs on them.
import { describe, expect, it } from 'vitest';
import type { DesiredResource } from '../model/desired.ts';
import type { Live } from '../model/observation.ts';
import { DEFAULT_PLAN_OPTIONS, type PlanOptions } from '../model/settings.ts';
import type { PlanInput } from '../plan/plan-input.ts';
import { buildPlan } from '../plan/planner.ts';
import {
  changeAt,
  desiredOf,
  digester,
  type Given,
  type Held,
  liveOf,
  refTo,
  remote,
  resource,
  secrets,
  stateOf,
} from '../testing/given.ts';
import { intentOf } from '../testing/interrupted.ts';
import { bucketsOf, kinds, workspaceRoute } from '../testing/kinds.ts';
import { deferredIn, isUnreadWrite, withDeferrals } from './deferred.ts';

/** A plan of what is given; `see` says what was read of it. */
function planned(given: Given, see: (live: Live) => Live = (live) => live) {
  const held = given.held ?? [];
  const state = stateOf(held, given.state);
  const options: PlanOptions = { ...DEFAULT_PLAN_OPTIONS, ...given.options };
  const live = see(liveOf(held, given));
  const desired = desiredOf(given.resources ?? held.map((item) => item.resource));
  const input: PlanInput = { kinds, desired, state, live, secrets, digester, options, bucketsOf, workspaceRoute };
  const first = buildPlan(input);
  return {
    first,
    unreadWrites: first.evaluations
      .filter((item) => isUnreadWrite(item, live, options))
      .map(({ view }) => view.address),
    deferred: (already: readonly string[] = []) =>
      [...deferredIn(first, live, state, options, new Set(already))].sort(),
    withDeferrals: (unpaid: readonly string[] = []) => withDeferrals(input, first, new Set(unpaid)),
  };
}

const boxOf = (name: string, v = 1) => resource(`box.${name}`, { name, values: { v } });
const bellOf = (name: string, at = 'box.a') => resource(`bell.${name}`, { name, box: refTo(at), tone: 'a' });
const as = (item: DesiredResource, now?: Held['now']): Held => ({
  resource: item,
  ...(now === undefined ? {} : { now }),
});
/** The files changed it since it was sent. */
const changed = (name: string, now?: Held['now']): Held => ({ ...as(boxOf(name, 2), now), sent: boxOf(name).spec });
const withoutIndex = ({ observations }: Live): Live => ({ observations });
/** The index came without the boxes, or with others. */
const boxesIn =
  (boxes: readonly { readonly id: string; readonly uid: string; readonly name: string }[] | undefined) =>
  (live: Live): Live => {
    const { boxes: _boxes, ...others } = live.index!.elements;
    return { ...live, index: { ...live.index!, elements: boxes === undefined ? others : { ...others, boxes } } };
  };

describe('an unread write', () => {
  it('is one whose object was not read, and which the files change', () => {
    expect(planned({ held: [changed('a', 'unread')] }).unreadWrites).toEqual(['box.a']);
    expect(planned({ held: [changed('a')] }).unreadWrites).toEqual([]);
    expect(planned({ held: [changed('a', null)] }).unreadWrites).toEqual([]);
    expect(planned({ held: [as(boxOf('a'), 'unread')] }).unreadWrites).toEqual([]);
  });

  it('is a replace that was asked for, of an object that was not read', () => {
    const held = [as(boxOf('a'), 'unread'), as(boxOf('b'), 'unread'), as(boxOf('c'))];
    expect(planned({ held, options: { replace: ['box.a', 'box.c'] } }).unreadWrites).toEqual(['box.a']);
  });

  it('is a delete of an object that was not read, unless nothing may be deleted', () => {
    const given = { held: [as(boxOf('a'), 'unread'), as(boxOf('b'))], resources: [] };
    expect(planned(given).unreadWrites).toEqual(['box.a']);
    expect(planned({ ...given, options: { noDelete: true } }).unreadWrites).toEqual([]);
  });

  it('is none that an open intent decides, and no create', () => {
    const intents = [intentOf({ op: 'update', identity: { id: 'box-a', uid: 'u-box-a' } })];
    expect(planned({ held: [as(boxOf('a'), 'unread')], resources: [], state: { intents } }).unreadWrites).toEqual([]);
    expect(planned({ held: [], resources: [boxOf('new')] }).unreadWrites).toEqual([]);
  });
});

describe('deferred', () => {
  it('is nothing where all was read, and whatever was deferred before', () => {
    const all = planned({ held: [changed('a'), as(boxOf('b'), null)], resources: [boxOf('a', 2), boxOf('new')] });
    expect(all.deferred()).toEqual([]);
    expect(all.deferred(['box.z'])).toEqual(['box.z']);
  });

  it('is an unread write, and no other', () => {
    expect(planned({ held: [changed('a', 'unread'), changed('b'), as(boxOf('c'), 'unread')] }).deferred()).toEqual([
      'box.a',
    ]);
  });

  it('is without the index all that is created, replaced, adopted or forgotten, and no update or delete', () => {
    const held = [
      changed('updated'),
      as(boxOf('deleted')),
      as(boxOf('replaced')),
      as(boxOf('forgotten'), null),
      as(boxOf('same')),
    ];
    const resources = [
      boxOf('updated', 2),
      boxOf('replaced'),
      boxOf('same'),
      boxOf('new'),
      resource('box.adopted', boxOf('adopted').spec, { adopt: 'x' }),
    ];
    const adoptable = { 'box.adopted': remote('x', boxOf('adopted').spec) };
    const given = { held, resources, adoptable, options: { replace: ['box.replaced'] } };
    expect(planned(given).deferred()).toEqual([]);
    expect(planned(given, withoutIndex).deferred()).toEqual([
      'box.adopted',
      'box.forgotten',
      'box.new',
      'box.replaced',
    ]);
  });

  it('is without the index what is to be adopted and was not found', () => {
    const adopted = resource('box.adopted', boxOf('adopted').spec, { adopt: 'x' });
    expect(planned({ held: [], resources: [adopted] }, withoutIndex).deferred()).toEqual(['box.adopted']);
  });

  it('is a create of a kind of which nobody has read what exists', () => {
    const given = { held: [], resources: [boxOf('new'), resource('bell.new', { name: 'new' })] };
    expect(planned(given, boxesIn(undefined)).deferred()).toEqual(['box.new']);
  });

  it('is a create or a forget of a kind whose lists lack an object that has to be read first', () => {
    const given = {
      held: [as(boxOf('a'), 'unread'), as(boxOf('gone'), null)],
      resources: [boxOf('a'), boxOf('new'), resource('bell.new', { name: 'new' })],
    };
    expect(planned(given).deferred()).toEqual([]);
    expect(planned(given, boxesIn([])).deferred()).toEqual(['box.gone', 'box.new']);
    const read = { ...given, held: [as(boxOf('a')), as(boxOf('gone'), null)] };
    expect(planned(read, boxesIn([])).deferred()).toEqual([]);
  });
});

describe('what hangs on something deferred', () => {
  it('waits where it refers to what does not exist yet, however far away', () => {
    const chain = resource('box.c', { name: 'c', values: { ring: refTo('bell.b', 'ring') } });
    const made = planned({ held: [], resources: [boxOf('a'), bellOf('b', 'box.a'), chain, boxOf('other')] });
    expect(made.deferred(['box.a'])).toEqual(['bell.b', 'box.a', 'box.c']);
  });

  it('does not wait where it refers to what exists and only changes later', () => {
    const given = { held: [changed('a', 'unread')], resources: [boxOf('a', 2), bellOf('b')] };
    expect(planned(given).deferred()).toEqual(['box.a']);
  });

  it('waits where it would be deleted or replaced before its user could let go of it', () => {
    const moved: Held = {
      resource: bellOf('x', 'box.b'),
      sent: { ...bellOf('x').spec, box: 'u-box-a' },
      now: 'unread',
      record: { dependsOn: ['box.a'] },
    };
    const given = { held: [as(boxOf('a')), as(boxOf('b')), moved], resources: [boxOf('b'), moved.resource] };
    expect(planned(given).deferred()).toEqual(['bell.x', 'box.a']);
    const read = {
      ...given,
      held: [as(boxOf('a')), as(boxOf('b')), { ...moved, now: { name: 'x', box: 'u-box-a', tone: 'a' } }],
    };
    expect(planned(read).deferred()).toEqual([]);
  });

  it('is not the object itself, which its own record may depend on', () => {
    const self: Held = { ...as(boxOf('a')), record: { dependsOn: ['box.a'] } };
    const { deferred } = planned({ held: [self, as(boxOf('b'))], resources: [boxOf('b')] });
    expect(deferred()).toEqual([]);
  });
});

describe('the plan without what has to wait', () => {
  it('is the plan itself where nothing has to', () => {
    const { first, withDeferrals: rest } = planned({ held: [changed('a')] });
    expect(rest()).toBe(first);
  });

  it('does the others, and says of what waits that it was not verified', () => {
    const { first, withDeferrals: rest } = planned({ held: [changed('a', 'unread'), changed('b')] });
    const left = rest();
    expect(left).not.toBe(first);
    expect(left.plan.steps.map(({ address }) => address)).toEqual(['box.b']);
    expect(changeAt(left, 'box.a')).toMatchObject({ action: 'noop', reason: 'unverified', deferred: true });
    expect(changeAt(left, 'box.b')).toMatchObject({ action: 'update', reason: 'declared' });
    expect(changeAt(left, 'box.b')).not.toHaveProperty('deferred');
  });

  it('leaves out what nobody could pay to read for an adoption, and what refers to it', () => {
    const adopted = resource('box.a', boxOf('a').spec, { adopt: 'x' });
    const given = { held: [], resources: [adopted, bellOf('b'), boxOf('other')] };
    const left = planned(given).withDeferrals(['box.a']);
    expect(left.plan.steps.map(({ address }) => address)).toEqual(['box.other']);
    for (const address of ['box.a', 'bell.b'])
      expect(changeAt(left, address)).toMatchObject({ action: 'noop', deferred: true });
  });
});
