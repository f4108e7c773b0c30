// What people read: the same data gives the same text, and no text says more than the data.
import { AppError, type ApplyResult, type Change, NO_CALLS, type Plan, type StepOutcome } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { renderDiagnostics } from './diagnostics.ts';
import { renderDrift } from './drift.ts';
import { renderError } from './errors.ts';
import { fold } from './fold.ts';
import { renderPlan } from './plan.ts';
import { type Purse, renderPrice } from './price.ts';
import { progressText } from './progress.ts';
import { doneCounts, renderResult } from './result.ts';
import { makeStyle } from './style.ts';
import { renderTable } from './table.ts';

const style = makeStyle(false);
const wide = { style, width: Number.POSITIVE_INFINITY };

function change(parts: Partial<Change>): Change {
  return {
    address: 'environment.orders',
    kind: 'environment',
    name: 'Orders',
    action: 'update',
    reason: 'declared',
    lines: [{ mark: '~', depth: 0, text: 'values.host: "a" → "b"' }],
    remoteLines: [],
    forcedBy: [],
    moved: { config: ['/values/host'], remote: [] },
    held: [],
    residues: [],
    notes: [],
    ...parts,
  };
}

function plan(parts: Partial<Plan>): Plan {
  return {
    format: 1,
    basis: {
      lineage: 'l',
      serial: 1,
      workspace: 'w',
      stack: 'default',
      desired: 'd',
      secrets: {},
      saved: false,
      overwriteRemote: false,
    },
    preconditions: [],
    changes: [],
    steps: [],
    price: { expected: { calls: 14, byBucket: {} }, worst: NO_CALLS, rechecks: NO_CALLS },
    unmanaged: [],
    refused: [],
    warnings: [],
    ...parts,
  };
}

const view = { ...wide, purse: { timeMs: () => 12_400, monthLeft: 9862 }, coverage: 'Everything was seen.' };

describe('a plan as text', () => {
  it('says action, reason, lines and the price', () => {
    const changes = [
      change({ address: 'collection.a', action: 'create', reason: 'new', lines: [] }),
      change({}),
      change({ address: 'monitor.m', action: 'replace', forcedBy: ['/collection'], lines: [] }),
      change({ address: 'mock.m', action: 'delete', reason: 'undeclared', lines: [] }),
    ];
    expect(renderPlan(plan({ changes }), view)).toBe(
      [
        '+ collection.a "Orders" will be created: it is new in the files',
        '',
        '~ environment.orders "Orders" will be updated: the files changed',
        '    ~ values.host: "a" → "b"',
        '',
        '-/+ monitor.m "Orders" will be replaced: the files changed (/collection cannot be changed)',
        '',
        '- mock.m "Orders" will be deleted: it is no longer in the files',
        '',
        "Plan: 1 to add, 1 to change, 1 to replace, 1 to delete · 14 calls · about 12 s · 0.14 % of the month's rest",
        '',
      ].join('\n'),
    );
  });

  it('says that there is nothing to do, and how much was seen', () => {
    const changes = [change({ action: 'noop', reason: 'in-sync', lines: [] })];
    expect(renderPlan(plan({ changes }), view)).toBe('No changes. Everything was seen.\n');
  });

  it('shows what is left as it is: held leaves, residues, notes', () => {
    const changes = [
      change({ action: 'noop', reason: 'drifted', held: ['/name'], residues: ['/values/x'], notes: ['A note.'] }),
    ];
    const text = renderPlan(plan({ changes }), view);
    expect(text).toContain('environment.orders stays as it is: somebody changed it by hand\n    A note.\n');
    expect(text).toContain('left as somebody changed it (policy keep): /name');
    expect(text).toContain('postform state accept environment.orders');
    expect(text).toContain('No changes.');
  });

  it('shows what stands in the way, and what to run', () => {
    const blocked = { code: 'E_PLAN_CONFLICT', message: 'Both changed it.', hint: 'Use --overwrite-remote.' };
    const text = renderPlan(plan({ changes: [change({ blocked })], refused: [blocked] }), view);
    expect(text).toContain('! environment.orders "Orders" would be updated');
    expect(text).toContain('    Refused: Both changed it.\n      Use --overwrite-remote.\n');
    expect(text).toContain('\nRefused: Both changed it.\n  Use --overwrite-remote.\n');
    expect(text).toContain('1 to change, 0 to delete, 1 blocked');
  });

  it('shows a change by hand only where undoing it does not show it already', () => {
    const remoteLines = [{ mark: '~', depth: 0, text: 'name: "x" → "y"' }] as const;
    const both = renderPlan(plan({ changes: [change({ reason: 'both-moved', remoteLines })] }), view);
    expect(both).toContain('changed by hand since we last saw it:\n      ~ name: "x" → "y"');
    const drifted = renderPlan(plan({ changes: [change({ reason: 'drifted', remoteLines })] }), view);
    expect(drifted).not.toContain('since we last saw it');
  });

  it('counts unmanaged objects and names the first few', () => {
    const unmanaged = Array.from({ length: 7 }, (_, at) => ({ kind: 'mock', name: `m${at}`, id: `${at}` }));
    const text = renderPlan(plan({ unmanaged }), view);
    expect(text).toContain('7 objects (mock "m0", mock "m1", mock "m2", mock "m3", mock "m4" and 2 more)');
  });

  it('says why everything is deleted where that was asked for', () => {
    const changes = [change({ action: 'delete', reason: 'undeclared', lines: [] })];
    expect(renderPlan(plan({ changes }), { ...view, destroys: true })).toContain('you asked to destroy everything');
  });
});

describe('a price', () => {
  const count = (calls: number) => ({ calls, byBucket: {} });
  const cases: readonly (readonly [number, Purse, string])[] = [
    [0, { timeMs: () => 0, monthLeft: 10 }, '0 calls'],
    [1, {}, '1 call'],
    [3, { timeMs: () => 20 }, '3 calls · about 1 s'],
    [3, { timeMs: () => 200_000 }, '3 calls · about 3 min 20 s'],
    [1, { monthLeft: 1_000_000 }, "1 call · < 0.01 % of the month's rest"],
    [50, { monthLeft: 100 }, "50 calls · 50 % of the month's rest"],
    [50, { monthLeft: 40 }, "50 calls · more than the month's rest (40 left)"],
    [1, { monthLeft: 0 }, "1 call · more than the month's rest"],
  ];
  it.each(cases)('of %s calls with %o', (calls, purse, text) => {
    expect(renderPrice(count(calls), purse)).toBe(text);
  });
});

describe('the result of an apply', () => {
  const step = (parts: Partial<StepOutcome>): StepOutcome => ({
    step: 's',
    address: 'environment.orders',
    op: 'update',
    status: 'done',
    ...parts,
  });
  const result = (parts: Partial<ApplyResult>): ApplyResult => ({
    plan: plan({ changes: [change({})], steps: [{} as Plan['steps'][number]] }),
    outcomes: [step({})],
    calls: { look: 8, write: 14, expected: 14 },
    residues: [],
    after: {} as ApplyResult['after'],
    exit: 0,
    ...parts,
  });
  const applied = { ...wide, command: 'apply' as const };

  it('holds predicted and actual calls', () => {
    expect(renderResult(result({}), applied)).toContain(
      'Done: 0 added, 1 changed, 0 deleted · 14 calls, as predicted · 8 for looking',
    );
    expect(renderResult(result({ calls: { look: 0, write: 15, expected: 14 } }), applied)).toContain(
      '15 calls, 14 predicted\n',
    );
  });

  it('names what failed with what to run, and what was left because of it', () => {
    const error = new AppError('E_X', 'It broke.', { hint: 'Mend it.' });
    const outcomes = [
      step({ status: 'failed', error }),
      step({ address: 'mock.m', status: 'skipped', because: 'environment.orders' }),
      step({ address: 'mock.n', status: 'not-started' }),
    ];
    const text = renderResult(result({ outcomes, exit: 3 }), applied);
    expect(text).toContain('Failed: environment.orders, updating: It broke. [E_X]\n  Mend it.\n');
    expect(text).toContain('Skipped: mock.m, because environment.orders failed\n');
    expect(text).toContain('Not started: mock.n\n');
    expect(text).toContain('Stopped: 0 added, 0 changed');
    expect(text).toContain('it resumes where this one stopped');
  });

  it('says that a declined plan wrote nothing', () => {
    expect(renderResult(result({ declined: true, exit: 1 }), applied)).toContain(
      'Apply cancelled. Nothing was written.',
    );
  });

  it('counts a replace once, and only when all its steps are done', () => {
    const replaced = plan({ changes: [change({ action: 'replace' })] });
    const both = [step({ op: 'create' }), step({ op: 'delete' })];
    expect(doneCounts(result({ plan: replaced, outcomes: both }))).toMatchObject({ replace: 1 });
    const half = [step({ op: 'create' }), step({ op: 'delete', status: 'failed' })];
    expect(doneCounts(result({ plan: replaced, outcomes: half }))).toMatchObject({ replace: 0 });
  });
});

describe('drift', () => {
  it('names what was deleted and deactivated, and how old the rest of the evidence is', () => {
    const drift = [change({ reason: 'vanished' }), change({ address: 'mock.m', reason: 'deactivated' })];
    const coverage = { verified: 3, total: 5, oldestAtMs: 1000 };
    const text = renderDrift(plan({ changes: drift }), drift, coverage, { ...wide, nowMs: 61_000 });
    expect(text).toContain('environment.orders "Orders" was deleted');
    expect(text).toContain('mock.m "Orders" was deactivated by Postman');
    expect(text).toContain('2 objects changed by hand · 3 of 5 objects looked at, the oldest look is 60 s old.');
  });

  it('does not say that there is none where not everything was seen', () => {
    const text = renderDrift(plan({}), [], { verified: 0, total: 5 }, { ...wide, nowMs: 0 });
    expect(text).toContain('not everything was seen: 0 of 5 objects looked at, some were never looked at.');
    expect(text).not.toContain('No drift:');
  });
});

describe('diagnostics', () => {
  const place = { file: 'a.yaml', line: 2, column: 3 };
  it('stand with their line, a caret and what would be right', () => {
    const text = renderDiagnostics(
      [{ severity: 'error', code: 'D_X', message: 'bad', hint: 'good', place, related: [{ message: 'first', place }] }],
      () => 'x y',
      style,
    );
    expect(text).toBe('Error: bad\n  a.yaml:2:3\n      2 | x y\n        |   ^\n  first: a.yaml:2:3\n  good\n');
  });

  it('show a very long line only around the mistake, the caret still below it', () => {
    const line = `${'a'.repeat(5000)}!${'b'.repeat(5000)}`;
    const far = { ...place, column: 5001 };
    const text = renderDiagnostics([{ severity: 'warning', code: 'D_X', message: 'm', place: far }], () => line, style);
    const [, , shown, caret] = text.split('\n');
    expect(shown!.length).toBeLessThan(200);
    expect(shown![caret!.indexOf('^')]).toBe('!');
  });
});

describe('small things', () => {
  it('a narrow terminal folds at spaces and keeps the indentation, a log is never folded', () => {
    const text = '    one two three four five six seven eight nine ten eleven';
    expect(fold(text, 40, 6)).toBe('    one two three four five six seven\n      eight nine ten eleven');
    expect(fold(text, Number.POSITIVE_INFINITY, 6)).toBe(text);
  });

  it('an unexpected error is one line that says it is a bug', () => {
    const text = renderError(new Error('boom\nmore'), style);
    expect(text.trim().split('\n')).toHaveLength(1);
    expect(text).toContain('this is a bug in Postform');
    expect(text).not.toContain('    at ');
  });

  it('tables pad all columns but the last', () => {
    expect(
      renderTable([
        ['a', 'bb', 'c'],
        ['aaa', '', 'cc'],
      ]),
    ).toBe('a    bb  c\naaa      cc\n');
  });

  it('progress names the address, what is done and how long it took', () => {
    const about = { step: 's', address: 'mock.m', op: 'create' };
    expect(progressText({ type: 'step-start', ...about }, style, 0)).toBe('mock.m: creating …');
    expect(progressText({ type: 'step-done', ...about, ms: 340 }, style, 0)).toBe('mock.m: created in 0.3 s');
    const failed = { type: 'step-failed', ...about, error: new Error('no') } as const;
    expect(progressText(failed, style, 0)).toBe('mock.m: creating failed: no');
    const waits = { type: 'resolve-wait', untilMs: 12_000, why: 'lists lag' } as const;
    expect(progressText(waits, style, 2000)).toBe('Waiting 10 s: lists lag');
  });

  it('colours are there only where they are wanted', () => {
    expect(makeStyle(true).red('x')).not.toBe('x');
    expect(style.red('x')).toBe('x');
  });
});
