// What is said of evidence at the end of a plan.
import { expect, it } from 'vitest';
import { coverageText } from './coverage.ts';

it('says that nothing is in state only where nothing is; a destroy that read none of five says that', () => {
  expect(coverageText({ verified: 0, total: 0 }, 0, { destroys: true })).toBe(
    'Nothing is in state, so there is nothing to delete.',
  );
  expect(coverageText({ verified: 0, total: 5 }, 0, { destroys: true })).toMatch(
    /^As far as known: 0 of 5 objects read/,
  );
});
