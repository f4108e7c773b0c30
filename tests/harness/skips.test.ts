// The end of a run: what was skipped is told by reason, and CI demands that nothing is.
import { describe, expect, it } from 'vitest';
import { isAllDemanded, linesOf } from './skips.ts';

describe('what did not run', () => {
  it('is told once a reason, with the number of tests and their files', () => {
    const lines = linesOf([
      { name: 'a read > is imported (needs POSTFORM_FACTS)', file: 'a.test.ts' },
      { name: 'a read (needs POSTFORM_FACTS) > twice', file: 'a.test.ts' },
      { name: 'suspended (needs Linux)', file: 'b.test.ts' },
    ]);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^ {2}2 tests: needs POSTFORM_FACTS: .*\n {4}in a\.test\.ts$/);
    expect(lines[1]).toBe('  1 test: needs Linux\n    in b.test.ts');
  });

  it('is called out where it names no reason', () => {
    expect(linesOf([{ name: 'later', file: 'c.test.ts' }])[0]).toContain('NO REASON GIVEN, such as "later"');
  });

  it.each([
    [{ CI: 'true' }, true],
    [{ CI: '1' }, true],
    [{ POSTFORM_REQUIRE_ALL: '1' }, true],
    [{ CI: 'false', POSTFORM_REQUIRE_ALL: '0' }, false],
    [{ CI: '' }, false],
    [{}, false],
  ])('is demanded by %o: %s', (env, demanded) => {
    expect(isAllDemanded(env)).toBe(demanded);
  });
});
