// Each code of a diagnostic has a test that provokes it.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folder = new URL('.', import.meta.url);
const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));

function codesIn(wanted: (name: string) => boolean): readonly string[] {
  const text = names
    .filter(wanted)
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
    .join('\n');
  return [...new Set(text.match(/\bD_[A-Z_]+[A-Z]\b/g))].sort();
}

describe('codes of diagnostics', () => {
  it('each has a test that provokes it', () => {
    const written = codesIn((name) => !name.endsWith('.test.ts'));
    const provoked = codesIn((name) => name.endsWith('.test.ts'));
    expect(written.length).toBeGreaterThan(30);
    expect(written.filter((code) => !provoked.includes(code))).toEqual([]);
  });
});
