// Kinds read files relative to the desired file.
import { describe, expect, it } from 'vitest';
import { boundsOf } from '../files/bounds.ts';
import { memoryDisk, ROOT } from '../testing/memory-disk.ts';
import { sourceFiles } from './source-files.ts';

const disk = memoryDisk({
  'a/b/c.yaml': 'x: 1\ny:\n  - z\n',
  'a/b/broken.yaml': 'x: [',
  'a/b/empty.yaml': '',
  'a/d.json': '\uFEFF{\n  "k/1": [{"n": 1}]\n}\n',
  'a/latin.txt': Buffer.from('\xe9', 'latin1'),
  'a/sub/e.txt': 'e',
});
const files = sourceFiles(disk, 'a/x.yaml', boundsOf(disk, ROOT), { purpose: 'parse' });

describe('the files that kinds read', () => {
  it('are named relative to the desired file, and .. may be used inside the project', () => {
    expect(files.text('sub/e.txt')).toEqual({ ok: true, text: 'e' });
    expect(files.text('../a/sub/e.txt')).toEqual({ ok: true, text: 'e' });
    expect(files.text('../../etc/passwd')).toMatchObject({ ok: false, problem: { code: 'D_FILE_OUTSIDE' } });
    expect(files.bytes('sub/e.txt')).toMatchObject({ ok: true, bytes: Buffer.from('e') });
  });

  it('give places in JSON, of the nearest parent where a pointer is not there', () => {
    const read = files.json('d.json');
    if (!read.ok) throw new Error(read.problem.message);
    const at = (pointer: string) => Object.values(read.place(pointer)).join(':');
    expect(read.value).toEqual({ 'k/1': [{ n: 1 }] });
    expect(['', '/k~11', '/k~11/0', '/k~11/0/n', '/k~11/7/n', '/gone'].map(at)).toEqual([
      'a/d.json:1:1',
      'a/d.json:2:10',
      'a/d.json:2:11',
      'a/d.json:2:17',
      'a/d.json:2:10',
      'a/d.json:1:1',
    ]);
  });

  it('give values and places in YAML, or the first mistake', () => {
    const read = files.yaml('b/c.yaml');
    if (!read.ok) throw new Error(read.problem.message);
    expect(read.value).toEqual({ x: 1, y: ['z'] });
    expect(read.place('/y/0')).toEqual({ file: 'a/b/c.yaml', line: 3, column: 5 });
    expect(files.yaml('b/broken.yaml')).toMatchObject({ ok: false, problem: { code: 'D_YAML_SYNTAX' } });
    expect(files.yaml('b/empty.yaml')).toMatchObject({ ok: false, problem: { code: 'D_FILE_EMPTY' } });
  });

  it('list a folder, folders with a slash behind, sorted', () => {
    expect(files.list('.')).toEqual({ ok: true, names: ['b/', 'd.json', 'latin.txt', 'sub/'] });
    expect(files.list('gone')).toMatchObject({ ok: false, problem: { code: 'D_FILE_UNREADABLE' } });
    expect(files.list('../..')).toMatchObject({ ok: false, problem: { code: 'D_FILE_OUTSIDE' } });
  });

  it('tell text that is not UTF-8', () => {
    expect(files.text('latin.txt')).toMatchObject({
      ok: false,
      problem: { code: 'D_FILE_ENCODING', place: { line: 1, column: 1 } },
    });
  });
});
