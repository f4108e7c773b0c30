// Tests that every error code is provoked by a test and has a meaning and a remedy.
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { clientErrors } from './error-codes.ts';

const SRC = new URL('../', import.meta.url);
const tests = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.test.ts') && !name.endsWith('error-codes.test.ts'))
  .map((name) => readFileSync(new URL(name, SRC), 'utf8'))
  .join('\n');

it.each(Object.keys(clientErrors))('%s is provoked by a test', (code) => {
  expect(tests.includes(`'${code}'`)).toBe(true);
});

it('each code has a meaning and a remedy in whole sentences', () => {
  for (const { meaning, remedy } of Object.values(clientErrors)) {
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(remedy).toMatch(/^[A-Z].*\.$/);
  }
});
