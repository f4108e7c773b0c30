// The table of classify.ts, row by row.
import { describe, expect, it } from 'vitest';
import { classify, type Facts } from './classify.ts';

const found: Facts = {
  desired: true,
  state: true,
  openIntent: false,
  adopting: false,
  sameName: 0,
  observation: 'found',
  configMoved: false,
  remoteMoved: false,
  overlap: false,
  equal: false,
  mustReplace: false,
  allHeld: false,
};

const rows: readonly [string, Partial<Facts>, string, string][] = [
  ['an open intent comes before everything', { openIntent: true, configMoved: true }, 'noop', 'unresolved'],
  ['an open intent of an address that left the files', { openIntent: true, desired: false }, 'noop', 'unresolved'],
  ['a new resource', { state: false }, 'create', 'new'],
  ['a new resource with one unmanaged object of its name', { state: false, sameName: 1 }, 'noop', 'exists-unmanaged'],
  ['a new resource with several objects of its name', { state: false, sameName: 2 }, 'noop', 'ambiguous'],
  ['an object of its name that the user adopts', { state: false, sameName: 2, adopting: true }, 'adopt', 'adopting'],
  ['an object that is gone', { observation: 'absent' }, 'create', 'vanished'],
  ['a deactivated object', { observation: 'deactivated' }, 'replace', 'deactivated'],
  ['an object that was not read', { observation: 'unread', configMoved: true }, 'noop', 'unverified'],
  ['nothing moved', {}, 'noop', 'in-sync'],
  ['nothing moved, but a replace was asked for', { mustReplace: true }, 'replace', 'asked'],
  ['the files moved', { configMoved: true }, 'update', 'declared'],
  ['the files moved an immutable leaf', { configMoved: true, mustReplace: true }, 'replace', 'declared'],
  ['somebody changed it by hand', { remoteMoved: true }, 'update', 'drifted'],
  ['somebody changed it by hand and that is held', { remoteMoved: true, allHeld: true }, 'noop', 'drifted'],
  ['both moved, different leaves', { configMoved: true, remoteMoved: true }, 'update', 'both-changed'],
  ['both moved, the same leaf', { configMoved: true, remoteMoved: true, overlap: true }, 'update', 'conflict'],
  ['both moved to the same value', { configMoved: true, remoteMoved: true, equal: true }, 'noop', 'converged'],
  ['live already is what the files say now', { configMoved: true, equal: true }, 'noop', 'converged'],
  ['it left the files', { desired: false }, 'delete', 'undeclared'],
  ['it left the files and was not read', { desired: false, observation: 'unread' }, 'noop', 'unverified'],
  ['it left the files and is gone', { desired: false, observation: 'absent' }, 'forget', 'already-gone'],
];

describe('classify', () => {
  it.each(rows)('%s', (_title, facts, action, reason) => {
    expect(classify({ ...found, ...facts })).toEqual({ action, reason });
  });
});
