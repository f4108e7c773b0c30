// Every refusal and note in words: the facts are in them, and what to run.
import { AppError, type Note, type Refusal } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { noteText } from './notes.ts';
import { refusalText, wordedError } from './refusals.ts';

const address = 'mock.orders';
const kind = 'mock';
const id = 'm-1';
const name = 'Orders';

const refusals: readonly (readonly [Refusal, string, string])[] = [
  [{ code: 'E_PLAN_ADOPT_UNKNOWN', address, kind, id }, 'Cannot import mock server m-1 as mock.orders', 'import:'],
  [
    { code: 'E_PLAN_ADOPT_UNKNOWN', address, kind, id, takenBy: 'mock.b' },
    'Both mock.orders and mock.b import mock server m-1',
    'import:',
  ],
  [{ code: 'E_PLAN_EXISTS', address, kind, name, id }, 'Mock server "Orders" (m-1)', 'postform import mock.orders m-1'],
  [{ code: 'E_PLAN_AMBIGUOUS', address, kind, name, ids: ['a', 'b'] }, '2 unmanaged objects', 'postform import'],
  [{ code: 'E_PLAN_CONFLICT', address, pointers: ['/name', '/x'] }, '/name, /x', '--overwrite-remote'],
  [{ code: 'E_PLAN_DRIFT_STOP', address, pointers: ['/name'] }, '/name', 'lifecycle.drift'],
  [{ code: 'E_PLAN_PROTECTED', address, action: 'replace' }, 'would replace it', 'postform state rm mock.orders'],
  [{ code: 'E_PLAN_MOVED', from: 'mock.a', to: 'mock.b' }, 'mock.a', 'postform state mv mock.a mock.b'],
  [
    { code: 'E_PLAN_STATE_MISSING', stack: 'live', workspace: 'w', found: 4, declared: 5 },
    '4 of 5',
    'postform import --workspace ID --all',
  ],
  [{ code: 'E_PLAN_NOTHING_DECLARED', stack: 'live', managed: 3 }, '3 objects', 'postform destroy'],
  [
    { code: 'E_PLAN_CREDENTIALS', address, pointers: ['/values/a', '/values/b'], count: 3 },
    'mock.orders holds what seems to be a credential at /values/a, /values/b and 1 more',
    '--exclude mock.orders',
  ],
  [
    { code: 'E_PLAN_GUARD', kind, what: 'delete', count: 4, total: 10, limit: 3, percent: 30 },
    'delete 4 of 10 mocks; the guard allows 30 % of 10, that is 3',
    '--allow-delete 4',
  ],
  [
    { code: 'E_PLAN_GUARD', kind, what: 'change', count: 4, total: 10, limit: 0 },
    'change 4 of 10 mocks; the guard allows 0.',
    '--allow-change 4',
  ],
  [
    { code: 'E_READ_CONTRADICTION', address, kind, id, claim: { by: 'absent', namedBy: ['workspace', 'list'] } },
    "does not exist; the workspace's list and the list of mocks name it.",
    'postform plan',
  ],
  [
    { code: 'E_READ_CONTRADICTION', address, kind, id, claim: { by: 'deactivated', namedBy: ['list'] } },
    'is deactivated; the list of mocks names it as active.',
    'postform plan',
  ],
  [
    { code: 'E_READ_CONTRADICTION', address, kind, id, claim: { by: 'forbidden', isNamed: null } },
    'no list says whether it exists',
    'Ask for access',
  ],
  [
    { code: 'E_READ_CONTRADICTION', address, kind, id, claim: { by: 'forbidden', isNamed: false } },
    'may hide an object that is gone',
    'Ask for access',
  ],
  [
    { code: 'E_READ_CONTRADICTION', address, kind, id, claim: { by: 'interrupted-create' } },
    'an interrupted run may have created it',
    'postform plan',
  ],
  [
    { code: 'E_READ_CONTRADICTION', address, kind, id, blocks: { address: 'mock.b', action: 'forget' } },
    'mock.b would be forgotten, because no list names it. The lists of mocks do not show everything',
    'postform state rm mock.orders',
  ],
  [{ code: 'E_READ_UNLISTED', address, kind, isSingleton: false }, 'which mocks exist', '--refresh full'],
  [
    { code: 'E_READ_UNLISTED', address, kind, isSingleton: true, workspace: 'w' },
    'exactly one mock server',
    'postform import mock.orders w',
  ],
];

describe('a refusal', () => {
  it.each(refusals)('$code: %#', (refusal, said, hint) => {
    const text = refusalText(refusal);
    expect(text.message).toContain(said);
    expect(text.hint).toContain(hint);
  });
  it('of a code that this version does not know is named, with what to run', () => {
    const unknown = { code: 'E_PLAN_LATER' } as unknown as Refusal;
    expect(refusalText(unknown)).toEqual({
      message: 'Refused: E_PLAN_LATER.',
      hint: 'Make a new plan: postform plan',
    });
  });
});

describe('an error', () => {
  const refused = (wroteNothing: boolean) =>
    new AppError('E_PLAN_MOVED', 'facts', {
      hint: '',
      category: 'refused',
      refused: { refusals: [refusals[7]![0], refusals[0]![0]], wroteNothing },
    });
  it('with refusals has the words of the first and the number of the others', () => {
    const worded = wordedError(refused(true));
    expect(worded.message).toMatch(/^mock\.b would be created.*\(and 1 more; see the plan\) Nothing was written\.$/);
    expect(worded).toMatchObject({
      code: 'E_PLAN_MOVED',
      category: 'refused',
      hint: expect.stringContaining('state mv'),
    });
  });
  it('says that nothing was written only where that is so', () => {
    expect(wordedError(refused(false)).message).not.toContain('Nothing was written');
  });
  it('without refusals stays as it is', () => {
    const error = new AppError('E_X', 'Text.', { hint: 'Hint.' });
    expect(wordedError(error)).toBe(error);
  });
});

describe('a note', () => {
  it.each<[Note, string]>([
    [{ note: 'vanished' }, 'Trash'],
    [{ note: 'deactivated' }, 'another URL'],
    [{ note: 'incomparable', isRead: true }, 'taken as the new baseline'],
    [{ note: 'incomparable', isRead: false }, 'before the object is read'],
    [{ note: 'deferred' }, 'Deferred'],
    [{ note: 'unresolved' }, 'interrupted'],
    [{ note: 'delete-without-effect' }, 'still exists'],
    [{ note: 'write-without-effect', pointers: ['/a', '/b', '/c', '/d'] }, '/a, /b, /c and 1 more'],
    [{ note: 'refers-to-new', addresses: ['mock.a'] }, 'mock.a'],
    [{ note: 'changed-by-hand' }, 'by hand'],
    [{ note: 'deposed', id: 'old' }, '(old)'],
    [{ note: 'secret-missing', name: 'token', isNew: true }, 'Secret token is not available here; apply needs it.'],
    [{ note: 'secret-missing', name: 'token', isNew: false }, 'treated as unchanged'],
  ])('%j', (note, said) => {
    expect(noteText(note, 'mock')).toContain(said);
  });
  it('that this version does not know is named', () => {
    expect(noteText({ note: 'later' } as unknown as Note, 'mock')).toBe('Note: later.');
  });
});
