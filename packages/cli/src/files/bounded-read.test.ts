// Files that people name are read whole, within bounds.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { MOST_GIVEN_BYTES, readGiven } from './bounded-read.ts';
import { readPlan } from './plan-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'postform-given-'));
const at = (name: string): string => join(folder, name);
writeFileSync(at('small'), 'täxt');
writeFileSync(at('sparse'), '');
truncateSync(at('sparse'), 10 * 1024 ** 3);
execFileSync('mkfifo', [at('pipe')]);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a file that a person names', () => {
  it('is read as a whole', () => {
    expect(readGiven(at('small'))).toBe('täxt');
    expect(readGiven(at('small'), 5)).toBe('täxt');
  });

  it.each([
    ['/dev/zero', 'a pipe or a device'],
    [at('pipe'), 'a pipe or a device'],
    [folder, 'a folder'],
    [at('sparse'), `has ${10 * 1024 ** 3} bytes, but at most ${MOST_GIVEN_BYTES} bytes (128 MiB)`],
    [at('none'), 'does not exist'],
  ])('is refused at once in words: %s', (path, words) => {
    const startMs = performance.now();
    const read = () => readPlan(path);
    expect(read).toThrow(expect.objectContaining({ code: 'E_CLI_PLAN_FILE', category: 'error' }));
    expect(read).toThrow(words);
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });

  it.skipIf(!existsSync('/proc/self/maps'))(
    'is not read past the bound where its size says nothing (needs /proc)',
    () => {
      expect(() => readGiven('/proc/self/maps', 10)).toThrow('at most 10');
      expect(() => readGiven(at('small'), 4)).toThrow('has 5 bytes');
    },
  );

  it.each(['[', '{"a":'])('that is a plan nested 100,000 levels deep by %j is no plan', (open) => {
    const close = open === '[' ? ']' : '}';
    const deep = `${open.repeat(100_000)}1${close.repeat(100_000)}`;
    for (const text of [deep, `{"is":"postform plan","check":"","plan":{"format":1,"changes":${deep}}}`]) {
      writeFileSync(at('deep'), text);
      expect(() => readPlan(at('deep'))).toThrow(expect.objectContaining({ code: 'E_PLAN_FILE' }));
    }
  });
});
