// Prints what became of every documented answer: operation × status × example × result. Exits 1 on MISSING or FAILED.
//
//   node scripts/conformance.mjs [words]     words: only operations whose names contain one of them
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const words = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'postform-conformance-'));
const report = join(folder, 'rows.json');

const args = ['vitest', 'run', 'packages/emulator/src/testing/conformance/conformance.test.ts', '--reporter=dot'];
if (words.length > 0) args.push('-t', words.join('|'));
const env = { ...process.env, POSTFORM_CONFORMANCE_REPORT: report };
const { stdout, stderr } = spawnSync('npx', args, { cwd: root, env, encoding: 'utf8', maxBuffer: 1 << 28 });
const rows = read();
rmSync(folder, { recursive: true, force: true });
if (rows.length === 0) {
  console.error(
    `Nothing was compared. Does POSTFORM_FACTS name the folder of Postman's documents?\n${stdout}${stderr}`,
  );
  process.exit(1);
}

const shown = rows.map(({ operation, status, example, result, text }) => [
  operation,
  String(status),
  example ?? '(no example)',
  text === '' ? result : `${result}: ${text}`,
]);
const widths = [0, 1, 2].map((at) => Math.max(...shown.map((cells) => cells[at].length)));
for (const cells of shown)
  console.log(
    cells
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('  ')
      .trimEnd(),
  );

const counts = new Map();
for (const { result } of rows) counts.set(result, (counts.get(result) ?? 0) + 1);
const operations = new Set(rows.map(({ operation }) => operation)).size;
console.log(
  `\n${operations} operations, ${rows.length} documented answers: ${[...counts].map(([result, count]) => `${count} ${result}`).join(', ')}`,
);
// Not process.exit: it would cut off what a slow reader of a pipe has not taken yet.
process.exitCode = counts.has('MISSING') || counts.has('FAILED') ? 1 : 0;

function read() {
  try {
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch {
    return [];
  }
}
