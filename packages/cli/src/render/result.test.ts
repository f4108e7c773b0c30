// What is said at the end of an apply and of a drift.
import { AppError, type ApplyResult, type Plan, type StepOutcome } from '@postform/engine';
import { describe, expect, it } from 'vitest';
import { change, plan, wide } from '../../../../tests/harness/made-up-plans.ts';
import { renderDrift } from './drift.ts';
import { doneCounts, renderResult } from './result.ts';

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
    calls: { read: 8, write: 14, expected: 14 },
    paid: { calls: 14, byBucket: {} },
    differences: [],
    after: {} as ApplyResult['after'],
    end: 'done',
    ...parts,
  });
  const applied = { ...wide, command: 'apply' as const };

  it('holds predicted and actual calls', () => {
    expect(renderResult(result({}), applied)).toContain(
      'Done: 0 added, 1 changed, 0 deleted · 14 calls, as predicted · 8 for reading',
    );
    expect(renderResult(result({ calls: { read: 0, write: 15, expected: 14 } }), applied)).toContain(
      '15 calls, 14 predicted\n',
    );
  });

  it('counts each outcome once, however many changes there are', () => {
    let asked = 0;
    const addresses = Array.from({ length: 200 }, (_, n) => `environment.e${n}`);
    const outcomes = addresses.map((address, n) => ({
      ...step({ step: address, address }),
      get status() {
        asked += 1;
        return n === 0 ? ('failed' as const) : ('done' as const);
      },
    }));
    const changes = addresses.map((address) => change({ address, action: 'create' }));
    expect(doneCounts(result({ outcomes, plan: plan({ changes }) })).create).toBe(199);
    expect(asked).toBe(200);
  });

  it('names what failed with what to run, and what was left because of it', () => {
    const error = new AppError('E_X', 'It broke.', { hint: 'Mend it.' });
    const outcomes = [
      step({ status: 'failed', error }),
      step({ address: 'mock.m', status: 'skipped', because: 'environment.orders' }),
      step({ address: 'mock.n', status: 'not-started' }),
    ];
    const text = renderResult(result({ outcomes, end: 'partial' }), applied);
    expect(text).toContain('Failed: environment.orders, updating: It broke. [E_X]\n  Mend it.\n');
    expect(text).toContain('Skipped: mock.m, because environment.orders failed\n');
    expect(text).toContain('Not started: mock.n\n');
    expect(text).toContain('Stopped: 0 added, 0 changed');
    expect(text).toContain('it resumes where this run stopped');
  });

  it('says why it stopped, what is left for how much, how long it took, and what to run', () => {
    const stopped = new AppError('E_X', 'The window opens in 43 s.', {
      hint: 'postform apply again then.',
      category: 'deferred',
    });
    const price = { calls: 2, byBucket: {} };
    const steps = ['a', 'b', 'c'].map((id) => ({ id, address: `mock.${id}`, price })) as unknown as Plan['steps'];
    const outcomes = [
      step({ step: 'a', address: 'mock.a' }),
      step({ step: 'b', address: 'mock.b', status: 'not-started', error: stopped }),
      step({ step: 'c', address: 'mock.c', status: 'not-started' }),
    ];
    const ended = result({ plan: plan({ changes: [change({})], steps }), outcomes, stopped, end: 'deferred' });
    const times = { predictedMs: 2_000, tookMs: 61_000 };
    const text = renderResult(ended, { ...applied, times, addFlags: (text) => text.toUpperCase() });
    expect(text).toContain(' · took 61 s, about 2 s predicted\n');
    expect(text).toContain(
      '\nWhy: The window opens in 43 s. [E_X]\nLeft: 2 steps, 4 calls.\nPOSTFORM APPLY AGAIN THEN.\n',
    );
    expect(text).not.toContain('Failed');
    const part = renderResult({ ...ended, stopped: undefined } as unknown as ApplyResult, applied);
    expect(part).toContain('\nThe budget did not cover the rest.\nLeft: 2 steps, 4 calls.\nRun the same command again');
  });

  it('says that a declined plan wrote nothing', () => {
    expect(renderResult(result({ declined: true, end: 'error' }), applied)).toContain(
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

  it.each([
    ['of an address that stays as it is', 'noop', [], { delete: 1 }],
    ['of an address that is deleted', 'delete', ['environment.orders:delete'], { delete: 2 }],
    [
      'of an address that is replaced again',
      'replace',
      ['environment.orders:create', 'environment.orders:delete-old'],
      { replace: 1, delete: 1 },
    ],
  ] as const)('counts the delete of what an earlier replace left over: %s', (_what, action, own, counts) => {
    const steps = [
      ...own.map((id) => ({ id, address: 'environment.orders', ...(id.endsWith('-old') ? { deposed: 'now' } : {}) })),
      { id: 'environment.orders:delete-before', address: 'environment.orders', deposed: 'before' },
    ] as unknown as Plan['steps'];
    const leftover = plan({ changes: [change({ action })], steps });
    const all = steps.map(({ id }) => step({ step: id }));
    expect(doneCounts(result({ plan: leftover, outcomes: all }))).toMatchObject(counts);
    const failed = [...all.slice(0, -1), step({ step: all.at(-1)!.step, status: 'failed' })];
    const kept = counts.delete - 1;
    expect(doneCounts(result({ plan: leftover, outcomes: failed }))).toMatchObject({ ...counts, delete: kept });
  });

  it('is done, where a saved plan held nothing for an address whose earlier write was open', () => {
    const changes = [change({}), change({ address: 'mock.m', action: 'noop', reason: 'unresolved' })];
    const open = plan({ changes, steps: [{} as Plan['steps'][number]] });
    const text = renderResult(result({ plan: open, end: 'partial' }), applied);
    expect(text).toContain('Done: 0 added, 1 changed');
    expect(text).not.toContain('Run the same command again');
  });
});

describe('drift', () => {
  it('names what was deleted and deactivated, and how old the rest of the evidence is', () => {
    const drift = [change({ reason: 'vanished' }), change({ address: 'mock.m', reason: 'deactivated' })];
    const coverage = { verified: 3, total: 5, oldestAtMs: 1000 };
    const text = renderDrift(plan({ changes: drift }), drift, coverage, { ...wide, nowMs: 61_000 });
    expect(text).toContain('environment.orders "Orders" was deleted');
    expect(text).toContain('mock.m "Orders" was deactivated by Postman');
    expect(text).toContain('2 objects changed by hand · 3 of 5 objects read, oldest evidence 60 s old.');
  });

  it('does not say that there is none where not everything was seen', () => {
    const text = renderDrift(plan({}), [], { verified: 0, total: 5 }, { ...wide, nowMs: 0 });
    expect(text).toContain('not everything was read: 0 of 5 objects read, some were never read.');
    expect(text).not.toContain('No drift:');
  });
});
