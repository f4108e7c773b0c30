// Tests that the two files of one content take turns, and that the one in use is never written.
import { existsSync, linkSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { spareOf, swapContent } from './swap-content.ts';

let path: string;
beforeEach(() => {
  const dir = mkdtempSync(join(tmpdir(), 'postform-swap-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  path = join(dir, 'a.json');
});

let swaps = 0;
const fine = () => undefined;
const swap = (text: string, check: () => void = fine) => swapContent(path, text, `n${++swaps}`, check);
const content = (at = path) => readFileSync(at, 'utf8').trimEnd();
const inode = (at = path) => statSync(at).ino;
const names = () => readdirSync(join(path, '..')).sort();

it('two files take turns, and nothing else is left behind', () => {
  swap('one');
  const first = inode();
  swap('two');
  const second = inode();
  swap('three');
  expect([content(), inode()]).toEqual(['three', first]);
  swap('four');
  expect([content(), inode()]).toEqual(['four', second]);
  expect(names()).toEqual(['a.json', 'a.json.spare']);
});

it('a shorter content leaves nothing of a longer one, and a much longer one is not padded for ever', () => {
  const long = 'x'.repeat(200_000);
  for (const text of [long, long, 'short', 'shorter']) {
    swap(text);
    expect(content()).toBe(text);
  }
  expect(statSync(path).size).toBe(4096);
  for (const text of ['a'.repeat(4097), 'b'.repeat(4096), 'c']) {
    swap(text);
    expect(content()).toBe(text);
  }
});

it('where the check throws, the old content stays, and the next change goes on', () => {
  swap('one');
  swap('two');
  const deny = () => {
    throw new Error('not ours');
  };
  expect(() => swap('three', deny)).toThrow('not ours');
  expect(content()).toBe('two');
  swap('four');
  expect(content()).toBe('four');
  expect(names().filter((name) => name.endsWith('.tmp'))).toEqual([]);
});

it('a kill between the two names leaves one file under both: it is not written, because it is in use', () => {
  swap('one');
  swap('two');
  rmSync(spareOf(path));
  linkSync(path, spareOf(path));
  let before: string | undefined;
  swap('three', () => {
    before = content();
  });
  expect([before, content()]).toEqual(['two', 'three']);
  swap('four');
  expect(content()).toBe('four');
});

it('what an older version put in its place is replaced, too', () => {
  swap('one');
  swap('two');
  rmSync(path);
  writeFileSync(path, 'by another');
  swap('three');
  expect(content()).toBe('three');
  rmSync(spareOf(path));
  swap('four');
  expect(content()).toBe('four');
  expect(existsSync(spareOf(path))).toBe(true);
});
