// Each mistake in a source file is reported at its place, with what would be right.
import { describe, expect, it } from 'vitest';
import { desired, diagnosticsOf } from '../testing/diagnostics.ts';

describe('What is wrong with source files', () => {
  it('files that are missing, outside, folders, or not JSON', () => {
    expect(
      diagnosticsOf(
        desired(
          'boards:\n  a: { name: A, source: spears.json }\n  b: { name: B, source: x.json }\n  d: { name: D, source: ../../etc/x }\n  e: { name: E, source: /etc/passwd }\n  f: { name: F, source: e.json }\n  g: { name: G, source: . }\n  h: { name: H, source: gone/x.json }\n',
          { 'd/x.json': '{\n  "items": [1,]\n}\n', 'd/e.json': '', 'd/spare.json': '{}' },
        ),
      ),
    ).toEqual([
      'd/a.yaml:2:25 D_FILE_UNREADABLE d/spears.json does not exist → did you mean "spare.json"?',
      'd/a.yaml:4:25 D_FILE_OUTSIDE "../../etc/x" lies outside the project → name a file inside the project, relative to this file',
      'd/a.yaml:5:25 D_FILE_OUTSIDE "/etc/passwd" lies outside the project → name a file inside the project, relative to this file',
      'd/a.yaml:7:25 D_FILE_UNREADABLE d is a folder, not a file → name a file in it: a.yaml, e.json, spare.json, …',
      'd/a.yaml:8:25 D_FILE_UNREADABLE d/gone/x.json does not exist → there is no folder d/gone',
      'd/e.json:1:1 D_JSON_SYNTAX d/e.json is not JSON: value expected at offset 0, line 1, column 1 → the file is empty (used here d/a.yaml:6:25)',
      'd/x.json:2:15 D_JSON_SYNTAX d/x.json is not JSON: value expected at offset 16, line 2, column 15 ("]") → correct the file, or export it again (used here d/a.yaml:3:25)',
    ]);
  });
  it.each([
    ['a pointer of Git LFS', 'version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n', 'run git lfs pull'],
    [
      'a merge conflict',
      '{\n<<<<<<< HEAD\n"a": 1\n=======\n"a": 2\n>>>>>>> x\n}',
      'a merge conflict is not resolved here',
    ],
  ])('%s in the place of JSON by its cause', (_what, text, remedy) => {
    const [reported, ...more] = diagnosticsOf(
      desired('boards:\n  c: { name: C, source: y.json }\n', { 'd/y.json': text }),
    );
    expect(more).toEqual([]);
    expect(reported).toContain(remedy);
  });
  it('what a kind finds wrong in a source, and where the source is used', () => {
    expect(
      diagnosticsOf(desired('boards:\n  c: { name: C, source: y.json }\n', { 'd/y.json': '{\n "items": 1 }' })),
    ).toEqual(['d/y.json:2:11 D_BOARD_ITEMS the source has no items (used here d/a.yaml:2:3)']);
  });
  it('JSON that nests without end', () => {
    expect(
      diagnosticsOf(
        desired('boards:\n  c: { name: C, source: y.json }\n', { 'd/y.json': '['.repeat(5000) + ']'.repeat(5000) }),
      ),
    ).toEqual([
      'd/y.json:1:513 D_JSON_SYNTAX d/y.json nests 5000 levels deep, and Postform reads 512 → take folders, or what else nests here, out of each other, and export the file again (used here d/a.yaml:2:25)',
    ]);
  });
  it.each([
    ['folders', `{\n"item":[${'\n{"item":['.repeat(20_000)}${']}'.repeat(20_000)}]}`, 'd/y.json:258:1', 40_002],
    ['lists that never end', '['.repeat(200_000), 'd/y.json:1:513', 200_000],
    ['maps that never end', '{"a":'.repeat(200_000), 'd/y.json:1:2561', 200_000],
    ['one level too many', `${'['.repeat(513)}${']'.repeat(513)}`, 'd/y.json:1:513', 513],
  ])('%s: the first place that is too deep', (_, text, place, depth) => {
    const [reported, ...more] = diagnosticsOf(
      desired('boards:\n  c: { name: C, source: y.json }\n', { 'd/y.json': text }),
    );
    expect(more).toEqual([]);
    expect(reported).toContain(`${place} D_JSON_SYNTAX d/y.json nests ${depth} levels deep, and Postform reads 512 →`);
  });
  it.each([
    ['flow', `[${'['.repeat(30_000)}`],
    ['flow that ends', `${'['.repeat(30_000)}${']'.repeat(30_000)}`],
    ['dashes', `${'- '.repeat(30_000)}a`],
    ['maps', `${'{a: '.repeat(30_000)}`],
  ])('YAML that nests without end, written as %s', (_, text) => {
    const reported = diagnosticsOf(desired(`boards:\n  c: ${text}\n`, {}));
    expect(reported.length).toBeGreaterThan(0);
    expect(reported.join('\n')).toContain('d/a.yaml:');
  });
});
