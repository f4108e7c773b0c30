// Evaluating an address: its leaf changes, the policies on them, and what a step would write.
import { describe, expect, it } from 'vitest';
import type { Lifecycle } from '../model/desired.ts';
import { type Given, type Held, planOf, resource, secret } from '../testing/given.ts';
import type { Evaluation } from './evaluate.ts';

const evaluationOf = (held: Held, given: Given = {}): Evaluation => planOf({ held: [held], ...given }).evaluations[0]!;
const one = (ours: number, theirs: number, policy?: 'undo' | 'keep' | 'stop', more: Partial<Lifecycle> = {}): Held => ({
  resource: resource(
    'box.a',
    { name: 'A', values: { v: ours } },
    { lifecycle: { ...(policy ? { drift: [{ at: '/values', policy }] } : {}), ...more } },
  ),
  sent: { name: 'A', values: { v: 1 } },
  now: { name: 'A', values: { v: theirs } },
});
const v = ['/values/v'];

describe('a leaf by its moves and policy', () => {
  it.each<[string, Held, Partial<Evaluation>]>([
    ['still', one(1, 1), { action: 'noop', reason: 'in-sync', written: [], overwritten: [] }],
    ['ours', one(2, 1), { action: 'update', reason: 'declared', written: v, overwritten: [] }],
    ['theirs: undo', one(1, 2), { action: 'update', reason: 'drifted', written: v, overwritten: v }],
    ['theirs: keep', one(1, 2, 'keep'), { action: 'noop', reason: 'drifted', written: [], kept: v, overwritten: [] }],
    ['theirs: stop', one(1, 2, 'stop'), { reason: 'drifted', stopping: v }],
    ['both apart', one(2, 3), { action: 'update', reason: 'conflict', written: v, overwritten: v, conflicting: v }],
    [
      'both apart: keep is for what we did not touch',
      one(2, 3, 'keep'),
      { reason: 'conflict', kept: [], conflicting: v },
    ],
    ['both apart: so is stop', one(2, 3, 'stop'), { reason: 'conflict', stopping: [], conflicting: v }],
    ['both alike', one(2, 2), { action: 'noop', reason: 'converged', written: [], conflicting: [] }],
    [
      'theirs, ignored',
      one(1, 2, 'stop', { ignore: ['/values'] }),
      { action: 'noop', reason: 'in-sync', stopping: [] },
    ],
  ])('%s', (_title, held, wanted) => {
    expect(evaluationOf(held)).toMatchObject(wanted);
  });

  it('the last policy that matches wins', () => {
    const drift = [
      { at: '', policy: 'stop' as const },
      { at: '/values', policy: 'keep' as const },
    ];
    expect(evaluationOf(one(1, 2, undefined, { drift }))).toMatchObject({ kept: v, stopping: [] });
    expect(evaluationOf(one(1, 2, undefined, { drift: [...drift].reverse() }))).toMatchObject({
      kept: [],
      stopping: v,
    });
  });

  it('an update carries ours, and theirs by policy', () => {
    const spec = (ours: number): Held['resource'] =>
      resource(
        'box.a',
        { name: 'A', values: { ours, undo: 1, keep: 1 } },
        { lifecycle: { drift: [{ at: '/values/keep', policy: 'keep' }] } },
      );
    const evaluations = evaluationOf({
      resource: spec(2),
      sent: spec(1).spec,
      now: { name: 'A', values: { ours: 1, undo: 9, keep: 9 } },
    });
    expect(evaluations).toMatchObject({
      action: 'update',
      reason: 'both-changed',
      written: ['/values/ours', '/values/undo'],
      overwritten: ['/values/undo'],
      kept: ['/values/keep'],
    });
  });
});

describe('a replace', () => {
  const bell = (box: string, sent: string, now = sent): Held => ({
    resource: resource('bell.a', { name: 'B', box }),
    sent: { name: 'B', box: sent },
    now: { name: 'B', box: now },
  });
  it.each<[string, Evaluation, Partial<Evaluation>]>([
    [
      'is forced by a leaf that cannot change',
      evaluationOf(bell('u-2', 'u-1')),
      { action: 'replace', forcedBy: ['/box'] },
    ],
    [
      'also where somebody else changed it',
      evaluationOf(bell('u-1', 'u-1', 'u-3')),
      { action: 'replace', reason: 'drifted' },
    ],
    [
      'is not forced where live is there already',
      evaluationOf(bell('u-2', 'u-1', 'u-2')),
      { action: 'noop', reason: 'converged' },
    ],
    [
      'may be asked for',
      evaluationOf(bell('u-1', 'u-1'), { options: { replace: ['bell.a'] } }),
      { action: 'replace', reason: 'asked', forcedBy: [] },
    ],
    [
      'asked for is done, although live is there already',
      evaluationOf(bell('u-2', 'u-1', 'u-2'), { options: { replace: ['bell.a'] } }),
      { action: 'replace' },
    ],
  ])('%s', (_title, evaluations, wanted) => {
    expect(evaluations).toMatchObject(wanted);
  });
});

describe('a secret that is not here', () => {
  const held = (now: string): Held => ({
    resource: resource('box.a', { name: 'A', values: { token: secret('token'), v: 1 } }),
    now: { name: 'A', values: { token: now, v: 1 } },
  });
  const without = { secrets: () => undefined };
  it('counts as unchanged', () => {
    expect(evaluationOf(held('open sesame'), without)).toMatchObject({ action: 'noop', reason: 'in-sync' });
  });
  it('changed by hand is drift that is left alone: nobody can say that it converged', () => {
    expect(evaluationOf(held('theirs'), without)).toMatchObject({
      action: 'noop',
      reason: 'drifted',
      written: [],
      leafChanges: { remote: ['/values/token'] },
    });
  });
  it('with the secret, the same drift is undone', () => {
    expect(evaluationOf(held('theirs'))).toMatchObject({
      action: 'update',
      reason: 'drifted',
      written: ['/values/token'],
    });
  });
});

describe('without a read', () => {
  const unread = (ours: number, more: Partial<Lifecycle> = {}): Held => ({
    ...one(ours, 1, undefined, more),
    now: 'unread',
  });
  it.each<[string, Held, readonly string[]]>([
    ['nothing moved', unread(1), []],
    ['the files moved', unread(2), v],
    ['the files moved where it is ignored', unread(2, { ignore: ['/values'] }), []],
    [
      'a value left the files',
      { resource: resource('box.a', { name: 'A', values: {} }), sent: { name: 'A', values: { v: 1 } }, now: 'unread' },
      v,
    ],
    [
      'values are not managed any more',
      { resource: resource('box.a', { name: 'A' }), sent: { name: 'A', values: { v: 1 } }, now: 'unread' },
      [],
    ],
  ])('%s', (_title, held, config) => {
    const evaluations = evaluationOf(held);
    expect(evaluations).toMatchObject({ action: 'noop', reason: 'unverified' });
    expect(evaluations.leafChanges).toMatchObject({ config, remote: [] });
  });
});

describe('an address that left the files', () => {
  const left = (now: Held['now']): Evaluation =>
    evaluationOf(
      { resource: resource('bell.a', { name: 'B', tone: 'c', loud: true }), ...(now === undefined ? {} : { now }) },
      { resources: [] },
    );
  it.each<[string, Held['now'], Partial<Evaluation>, readonly string[]]>([
    ['untouched', { name: 'B', tone: 'c' }, { action: 'delete', reason: 'undeclared' }, []],
    ['changed by hand', { name: 'B', tone: 'd' }, { action: 'delete', reason: 'undeclared' }, ['/tone']],
    ['gone', null, { action: 'forget', reason: 'already-gone' }, []],
  ])('%s', (_title, now, wanted, strayed) => {
    expect(left(now)).toMatchObject(wanted);
    expect(left(now).leafChanges.remote).toEqual(strayed);
  });
});
