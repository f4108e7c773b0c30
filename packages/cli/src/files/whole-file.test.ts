// A file is written as a whole: where the disk fails, what was there stays.
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeWhole } from './whole-file.ts';

let root: string;
let path: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'postform-whole-'));
  path = join(root, 'plan.json');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const full = () => {
  throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
};

const half = (to: string) => {
  writeFileSync(to, 'ha');
  full();
};

describe('a file', () => {
  it.each([
    ['half of it is written', { write: half, rename: () => undefined }],
    ['it cannot be put in place', { write: (to: string, text: string) => writeFileSync(to, text), rename: full }],
  ])('stays as it was where %s, and nothing is left beside it', (_, work) => {
    writeFileSync(path, 'old');
    expect(() => writeWhole(path, 'new', undefined, work)).toThrow('ENOSPC');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(root)).toEqual(['plan.json']);
  });

  it('gets its mode, and keeps the one it has', () => {
    writeWhole(path, 'a', 0o600);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    writeWhole(path, 'b');
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('behind a link is replaced, and the link stays one', () => {
    writeFileSync(path, 'old');
    const link = join(root, 'link');
    symlinkSync(path, link);
    writeWhole(link, 'new');
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('new');
  });

  it('that is a device is written to as it is', () => {
    expect(() => writeWhole('/dev/null', 'x')).not.toThrow();
  });
});
