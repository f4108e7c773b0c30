// Paths are read inside the repository only, whatever their form.
import { describe, expect, it } from 'vitest';
import { diagnosticsOf } from '../testing/diagnostics.ts';
import { memoryDisk, ROOT, type Tree } from '../testing/memory-disk.ts';
import type { SourceDisk } from './source-disk.ts';

const PROJECT = 'postform: 1\nworkspace: w\ndesired: [d/*.yaml]\n';
const ITEMS = '{"items": []}';
/** A repository with a project in `p`, a source in it and one beside it. */
const TREE: Tree = {
  '.git/HEAD': '',
  '.git/config': 'canary',
  '.env': 'canary',
  '.github/api.json': ITEMS,
  'beside/x.json': ITEMS,
  'p/postform.yaml': PROJECT,
  'p/c/a b.json': ITEMS,
  'p/c/j.json': ITEMS,
  'p/.env': 'canary',
  'p/.postform/x.json': ITEMS,
  'p/text.txt': 'hello',
};

function reported(
  written: string,
  more: Tree = {},
  change = (disk: SourceDisk): SourceDisk => disk,
): readonly string[] {
  const disk = change(memoryDisk({ ...TREE, 'p/d/a.yaml': written, ...more }));
  return diagnosticsOf({}, { dir: `${ROOT}/p`, disk }).map((line) => line.replace(/^d\/a.yaml:\d+:\d+ /, ''));
}
const source = (path: string) => `boards: { b: { name: B, source: ${JSON.stringify(path)} } }\n`;
const embed = (path: string) => `boards: { b: { name: B, notes: { n: ${JSON.stringify(`\${file.${path}}`)} } } }\n`;

describe('A path of a source', () => {
  it.each([
    '../c/j.json',
    '../../beside/x.json',
    `${ROOT}/p/c/j.json`,
    `${ROOT}/beside/x.json`,
    `${ROOT}/p/d/../c/j.json`,
    '../../.github/api.json',
    '../c/a b.json',
    './../c//j.json',
  ])('may be %s, which lies in the repository', (path) => {
    expect(reported(source(path))).toEqual([]);
  });

  it.each([
    ['../../../x.json', 'D_FILE_OUTSIDE', 'lies outside the Git repository'],
    ['/etc/passwd', 'D_FILE_OUTSIDE', 'lies outside the Git repository'],
    ['..\\c\\j.json', 'D_FILE_FORM', 'write "/" between folders: ../c/j.json'],
    ['C:\\c\\j.json', 'D_FILE_FORM', 'an absolute Windows path'],
    ['c:/c/j.json', 'D_FILE_FORM', 'an absolute Windows path'],
    ['\\\\host\\share\\j.json', 'D_FILE_FORM', 'an absolute Windows path'],
    ['https://example.com/j.json', 'D_FILE_FORM', 'is a URL, and Postform reads files only'],
    ['http://example.com/a\\b', 'D_FILE_FORM', 'is a URL'],
    ['git+ssh://example.com/j.json', 'D_FILE_FORM', 'is a URL'],
    ['file:///project/p/c/j.json', 'D_FILE_FORM', 'without "file:"'],
    ['file:../c/j.json', 'D_FILE_FORM', 'without "file:"'],
    ['~/c/j.json', 'D_FILE_FORM', 'not expanded to a home folder'],
    ['../c/a%20b.json', 'D_FILE_UNREADABLE', 'did you mean "a b.json" (%-escapes are for URLs, not for paths)?'],
    ['../c/j.json ', 'D_FILE_UNREADABLE', 'did you mean "j.json"?'],
    [' ../c/j.json', 'D_FILE_UNREADABLE', 'there is no folder d/ ..'],
    ['../c/j.json/', 'D_FILE_UNREADABLE', 'did you mean "j.json"?'],
    ['../c', 'D_FILE_UNREADABLE', 'c is a folder, not a file → name a file in it: a b.json, j.json'],
    ['../C/j.json', 'D_FILE_UNREADABLE', 'there is no folder C; did you mean "c"?'],
    ['../c/J.json', 'D_FILE_UNREADABLE', 'did you mean "j.json"?'],
    ['../../.git/config', 'D_FILE_HIDDEN', 'is a hidden file'],
    ['../.env', 'D_FILE_HIDDEN', 'is a hidden file'],
    ['../.postform/x.json', 'D_FILE_HIDDEN', 'is a hidden file'],
  ])('that is %j is refused with words of its own', (path, code, words) => {
    const [line = '', ...more] = reported(source(path));
    expect([line.includes(code), line.includes(words), more]).toEqual([true, true, []]);
    expect(line).not.toContain('canary');
  });

  it('shows no password of a URL', () => {
    expect(reported(source('https://user:canary@example.com/j.json')).join()).not.toContain('canary');
  });

  it('that differs from the file in capitals only is refused where the file system does not mind', () => {
    const deaf = (disk: SourceDisk): SourceDisk => {
      const real = (path: string): string =>
        [path, path.replace(/\/c\//i, '/c/').replace(/j\.json$/i, 'j.json')].find(disk.realPath) ?? path;
      return {
        ...disk,
        read: (path, max) => disk.read(real(path), max),
        realPath: (path) => disk.realPath(real(path)),
      };
    };
    expect(reported(source('../c/j.json'), {}, deaf)).toEqual([]);
    for (const path of ['../C/J.JSON', '../c/J.json', '../C/j.json'])
      expect(reported(source(path), {}, deaf)).toEqual([
        `D_FILE_CASE ${JSON.stringify(path)} differs from the name of the file in capital letters → write ../c/j.json; other systems distinguish capital letters`,
      ]);
  });

  it('lies within the project where no Git repository is around it', () => {
    const tree = { 'postform.yaml': PROJECT, 'd/a.yaml': source('../../beside/x.json') };
    expect(diagnosticsOf(tree)[0]).toContain('D_FILE_OUTSIDE "../../beside/x.json" lies outside the project');
  });
});

describe('A file whose text is embedded', () => {
  it.each(['../text.txt', `${ROOT}/p/text.txt`, '../../beside/x.json'])('may be %s', (path) => {
    expect(reported(embed(path))).toEqual([]);
  });

  it.each(['../.env', '../../.env', '../../.git/config', '../../.github/api.json', '../.postform/x.json'])(
    'is never %s, which is hidden',
    (path) => {
      const [line = '', ...more] = reported(embed(path));
      expect([line.includes('D_FILE_HIDDEN'), more]).toEqual([true, []]);
      expect(line).not.toContain('canary');
    },
  );
});

describe('A glob of desired files', () => {
  const withGlob = (glob: string) =>
    diagnosticsOf({ 'postform.yaml': `postform: 1\nworkspace: w\ndesired: ['${glob}']\n`, 'd/a.yaml': 'boards: {}\n' });

  it('may be an absolute one inside the project', () => {
    expect(withGlob(`${ROOT}/d/*.yaml`)).toEqual([]);
    expect(withGlob('/elsewhere/*.yaml')[0]).toContain('D_GLOB_FORM');
  });

  it.each([
    ['D/a.yaml', '"d"'],
    ['D/**/*.yaml', '"d"'],
    ['d/A.yaml', '"a.yaml"'],
  ])('that names no file is reported what may be meant: %s', (glob, near) => {
    expect(withGlob(glob)[0]).toContain(`→ did you mean ${near}? correct the pattern, or remove it`);
  });

  it('with back slashes names no file, and is reported why', () => {
    expect(withGlob('d\\*.yaml')[0]).toContain('→ write "/" between folders: d/*.yaml');
  });
});
