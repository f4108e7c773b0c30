import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monthMemory } from './month-memory.ts';

const endOfNovember = Date.UTC(2026, 10, 30, 23, 50);
const minuteMs = 60_000;

describe('what was left of the month', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), 'postform-month-'));
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('is known to the next run of the same purse', () => {
    const memory = monthMemory(join(dir, 'a', 'month.json'));
    expect(memory.recall('mine', endOfNovember)).toBeUndefined();
    memory.remember('mine', endOfNovember, { remaining: 90, limit: 100 });
    expect(memory.recall('mine', endOfNovember + minuteMs)).toEqual({ remaining: 90, limit: 100 });
    expect(memory.recall('theirs', endOfNovember + minuteMs)).toBeUndefined();
  });

  it('is forgotten when the UTC month turns', () => {
    const memory = monthMemory(join(dir, 'b.json'));
    memory.remember('mine', endOfNovember, { remaining: 0 });
    expect(memory.recall('mine', endOfNovember + 15 * minuteMs)).toBeUndefined();
  });

  it('is not believed after an hour, for somebody may have bought more', () => {
    const memory = monthMemory(join(dir, 'c.json'));
    const noon = Date.UTC(2026, 10, 12, 12);
    memory.remember('mine', noon, { remaining: 0 });
    expect(memory.recall('mine', noon + 59 * minuteMs)).toEqual({ remaining: 0 });
    expect(memory.recall('mine', noon + 61 * minuteMs)).toBeUndefined();
  });

  it('is unknown where the file is broken, and a disk that refuses is no error', () => {
    const path = join(dir, 'd.json');
    writeFileSync(path, '{"purse":"mine","remaining"');
    expect(monthMemory(path).recall('mine', endOfNovember)).toBeUndefined();
    expect(() => monthMemory(join(path, 'below')).remember('mine', endOfNovember, { remaining: 1 })).not.toThrow();
  });
});
