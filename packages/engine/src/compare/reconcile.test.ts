// Settling: what the server made of what we sent, and what got lost on the way.

import { describe, expect, it } from 'vitest';
import { DEFAULT_LIFECYCLE } from '../model/desired.ts';
import { makeDigester } from '../model/digest.ts';
import type { JsonObject } from '../model/json.ts';
import type { Kind } from '../model/kind.ts';
import type { Baseline, CurrentRecord } from '../model/state.ts';
import { changeAt, digester, planOf, recordedAs, remote, resource, snapshot } from '../testing/given.ts';
import { bell, box } from '../testing/kinds.ts';
import { settledAt } from './baseline.ts';
import { leafChangesOf } from './leaf-changes.ts';
import { viewRemote } from './live-snapshot.ts';
import { adoptedBaseline, settle, unsettledBaseline } from './reconcile.ts';

const boxed = (values: JsonObject): JsonObject => ({ name: 'A', values });

describe('unexplained differences', () => {
  it.each<[string, Kind, JsonObject, JsonObject, readonly string[]]>([
    ['none where the server kept everything', box, boxed({ a: 1 }), boxed({ a: 1 }), []],
    ['none for what a named rule makes equal', box, { name: ' A ', values: {} }, boxed({}), []],
    ['a leaf that came back different', box, boxed({ a: 'X' }), boxed({ a: 'x' }), ['/values/a']],
    ['a leaf that did not come back', box, boxed({ a: 1, b: 1 }), boxed({ b: 1 }), ['/values/a']],
    ['none for what the server added', box, boxed({}), boxed({ s: 1 }), []],
    ['none for what no read returns', bell, { name: 'A', loud: true }, { name: 'A' }, []],
  ])('%s', (_title, kind, sent, settled, differences) => {
    expect(recordedAs(kind, `${kind.name}.a`, sent, settled).current.differences).toEqual(differences);
  });

  const sent = boxed({ a: 1, b: 1 });
  const withBaseline = (baseline: Baseline): CurrentRecord => {
    const record = recordedAs(box, 'box.a', sent);
    return { ...record, current: { ...record.current, baseline } };
  };
  const written = withBaseline(unsettledBaseline(box, snapshot(box, sent), digester));
  const there = remote('box-a', boxed({ a: 2, b: 2 }));
  const view = viewRemote(box, there, {}, digester);

  it('none at ignored leaves and at those held by policy', () => {
    expect(settle(box, written, view, ['/values/a']).current!.differences).toEqual(['/values/b']);
    expect(settle(box, written, view, ['/values']).current!.differences).toEqual([]);
  });

  it('a held leaf keeps the past it had, and no root says that all is as it was', () => {
    const past = { '/values/a': 'old', '/values/b': null };
    const base = unsettledBaseline(box, snapshot(box, sent), digester, { kept: past });
    const settled = settle(box, withBaseline(base), view);
    expect(settled.current!.differences).toEqual([]);
    expect(settledAt(settled.current!.baseline, '/values/a')).toBe('old');
    expect(settledAt(settled.current!.baseline, '/values/b')).toBeUndefined();
    expect(settled.current!.baseline.roots).toEqual({});
  });
});

describe('a settled record', () => {
  it('is settled, and has the roots of both sides', () => {
    const { baseline: base } = recordedAs(box, 'box.a', boxed({ a: 'X' }), boxed({ a: 'x' })).current;
    expect(base.unsettled).toBeUndefined();
    expect(base.roots).toEqual({
      sent: snapshot(box, boxed({ a: 'X' })).root,
      settled: snapshot(box, boxed({ a: 'x' })).root,
    });
    expect(base.settled).toEqual({ '/values/a': digester.leaf('x') });
  });
  it('needs no digest of a leaf where the server holds just what was sent', () => {
    const sent = boxed({ a: 1, b: 1 });
    const record = recordedAs(box, 'box.a', sent);
    const { snapshot: shown, ...seen } = viewRemote(box, remote('box-a', sent), {}, digester);
    const digestAt = () => expect.fail('a digest was asked for');
    const settled = settle(box, record, { ...seen, snapshot: { ...shown, digestAt } });
    expect(settled.current!.baseline.settled).toEqual({});
    expect(() => settle(box, record, { ...seen, snapshot: { ...shown, root: 'other', digestAt } })).toThrow('asked');
  });
  it('learns attributes from the read and forgets none', () => {
    const record = recordedAs(bell, 'bell.a', { name: 'A' });
    const known = { ...record, current: { ...record.current, attributes: { ring: 'old', other: 'kept' } } };
    const shown = remote('bell-a', { name: 'A', ring: 'new' });
    expect(settle(bell, known, viewRemote(bell, shown, {}, digester)).current!.attributes).toMatchObject({
      ring: 'new',
      other: 'kept',
    });
  });
});

describe('the base right after a write', () => {
  it('is unsettled and keeps the digests of secrets that were not here', () => {
    const before = recordedAs(box, 'box.a', boxed({ token: 's', a: 1 })).current!.baseline;
    const now = snapshot(box, boxed({ token: { $deferred: 'missing', name: 'token' }, a: 2 }));
    const after = unsettledBaseline(box, now, digester, { previous: before });
    expect(after).toMatchObject({ unsettled: true, settled: {}, roots: {}, tag: digester.tag(box) });
    expect(after.sent['/values/token']).toBe(before.sent['/values/token']);
    expect(after.sent['/values/a']).toBe(digester.leaf(2));
  });
});

describe('an adopted base', () => {
  const live = snapshot(box, boxed({ same: 1, other: 2, theirs: 3 }));
  const desired = snapshot(box, boxed({ same: 1, other: 9, ours: 4 }));
  it('counts desired as sent only where it equals live, and what only live has, because a write deletes it', () => {
    const base = adoptedBaseline(box, live, desired, digester, false);
    expect(Object.keys(base.sent).sort()).toEqual(['/name', '/values/same', '/values/theirs']);
    expect(leafChangesOf(box, base, desired, live, DEFAULT_LIFECYCLE)).toMatchObject({
      config: ['/values/other', '/values/ours', '/values/theirs'],
      remote: [],
    });
    expect(settledAt(base, '/values/other')).toBe(digester.leaf(2));
    expect(settledAt(base, '/values/theirs')).toBe(digester.leaf(3));
    expect(base.roots.sent).toBeUndefined();
  });
  it('blessed, counts all of desired as sent', () => {
    const base = adoptedBaseline(box, live, desired, digester, true);
    expect(Object.keys(base.sent).sort()).toEqual(['/name', '/values/other', '/values/ours', '/values/same']);
    expect(settledAt(base, '/values/ours')).toBeUndefined();
    expect(base.roots).toEqual({ sent: desired.root, settled: live.root });
  });
  it('never takes a leaf that no read returns for sent, unless blessed', () => {
    const quiet = snapshot(bell, { name: 'A' });
    const loud = snapshot(bell, { name: 'A', loud: true });
    expect(adoptedBaseline(bell, quiet, loud, digester, false).sent).not.toHaveProperty('/loud');
    expect(adoptedBaseline(bell, quiet, loud, digester, true).sent).toHaveProperty('/loud');
  });
});

describe('another key or another version of a kind', () => {
  const held = [
    { resource: resource('box.a', boxed({ a: 'X', b: 1 })), settled: boxed({ a: 'x', b: 1 }) },
    { resource: resource('bell.a', { name: 'Bell', loud: true }) },
  ];
  it('re-bases on the next read and never plans a write', () => {
    const planned = planOf({ held, digester: makeDigester('another key') });
    expect(planned.plan.steps).toEqual([]);
    expect(planned.plan.changes.map((change) => change.reason)).toEqual(['in-sync', 'in-sync']);
    expect(planned.evaluations.every((item) => item.view.caughtUp)).toBe(true);
    expect(changeAt(planned, 'box.a').differences).toEqual(['/values/a']);
  });
  it('plans no write without a read either: it has to read first', () => {
    const unread = held.map((item) => ({ ...item, now: 'unread' as const }));
    const planned = planOf({ held: unread, digester: makeDigester('another key') });
    expect(planned.plan.steps).toEqual([]);
    expect(planned.plan.changes.map((change) => change.reason)).toEqual(['unverified', 'unverified']);
  });
});

it('a remote object is normalised once, and again with other ids or another key', () => {
  const shown = remote('box-a', boxed({ a: 1 }));
  const ids = {};
  const view = viewRemote(box, shown, ids, digester);
  expect(viewRemote(box, shown, ids, digester)).toBe(view);
  expect(viewRemote(box, shown, { '/values/a': 'i' }, digester)).not.toBe(view);
  expect(viewRemote(box, shown, ids, makeDigester('another key')).snapshot.root).not.toBe(view.snapshot.root);
});
