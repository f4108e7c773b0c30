// The profile runs: which files count, and that a run which is not wholly good is never taken for one.
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { countsOf, tableOf } from './counts.mjs';
import { facing } from './facing.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

describe('a test file', () => {
  it.each([
    'tests/laws/law-02-corpus.test.ts',
    'packages/cli/src/demo.test.ts',
    'packages/client/src/limiter/pace-emulator.test.ts',
    'packages/kinds/src/api.test.ts',
    'packages/emulator/src/resources/mock/routes.test.ts',
  ])('faces an emulator: %s', (path) => {
    expect(facing(root, [root + path])).toHaveLength(1);
  });
  it.each([
    'packages/engine/src/plan/planner.test.ts',
    'packages/config/src/load.test.ts',
    'packages/kinds/src/collection/format/url.test.ts',
  ])('does not: %s', (path) => {
    expect(facing(root, [root + path])).toEqual([]);
  });
});

describe('a run', () => {
  const test = (status: string) => ({ status });
  const report = {
    numPassedTests: 3,
    numFailedTests: 0,
    numPendingTests: 1,
    success: true,
    testResults: [
      { name: 'a', assertionResults: [test('passed'), test('passed'), test('pending')] },
      { name: 'b', assertionResults: [test('passed')] },
    ],
  };
  const all = () => true;

  it('counts what ran, and what of it is compared', () => {
    expect(countsOf(report, 0, all)).toMatchObject({ ran: 3, skipped: 1, compared: 3, isFine: true });
    expect(countsOf(report, 0, (name: string) => name === 'a')).toMatchObject({ ran: 3, compared: 2, isFine: true });
  });
  it.each([
    ['that left no report', undefined, 0],
    ['that ended with another code than 0', report, 1],
    ['that was killed', report, null],
    ['with a failed test', { ...report, numFailedTests: 1 }, 0],
    ['with a file that could not be read', { ...report, success: false }, 0],
    ['of nothing', { ...report, testResults: [] }, 0],
  ])('%s has failed', (_, one, status) => {
    expect(countsOf(one, status, all).isFine).toBe(false);
  });
  it('with another number than the others is told', () => {
    const row = (profile: string, compared: number) => ({ ...countsOf(report, 0, all), profile, compared });
    expect(tableOf([row('strict', 3), row('hostile', 3)]).wrong).toEqual([]);
    expect(tableOf([row('strict', 3), row('hostile', 2)]).wrong).toEqual(['The numbers of compared tests differ.']);
    expect(tableOf([{ ...row('strict', 3), isFine: false }]).wrong).toEqual(['The suite fails under strict.']);
  });
});
