// There is one way out: no file of the program but the terminal's writes to a stream, and files of its own pass a known place.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const packages = fileURLToPath(new URL('../../../', import.meta.url));
const sources = ['cli', 'config', 'client', 'engine', 'kinds', 'state', 'emulator'].flatMap((name) =>
  readdirSync(join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !path.includes('testing/'))
    .map((path) => ({ path: `${name}/${path}`, text: readFileSync(join(packages, name, 'src', path), 'utf8') })),
);
const holding = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ path }) => path);

it('streams and the console are touched by the terminal and the entry alone', () => {
  expect(holding(/\bconsole\.|process\.(?:stdout|stderr)|host\.(?:stdout|stderr)/).sort()).toEqual([
    'cli/main.ts',
    'cli/output/terminal.ts',
  ]);
});

it('documents are written by the writer, which knows what is secret in them', () => {
  expect(holding(/\.(?:out|err)\([^)]*JSON\.stringify/)).toEqual([]);
});

it('what a terminal obeys is escaped in one file', () => {
  expect(holding(/\\p\{Bidi_Control\}|u202e|u009f/i).filter((path) => !path.startsWith('emulator/'))).toEqual([
    'cli/output/printable.ts',
    'cli/output/views.ts',
  ]);
});
