// All that can be checked without running the product: types, lint and format, import law, vendor rule, house rules, unused code, generated files.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { houseBreaches } from './house/breaches.mjs';
import { vendorBreaches } from './vendors.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const bin = (name) => `${root}node_modules/.bin/${name}`;

const checks = [
  ['types', bin('tsc'), ['-p', 'tsconfig.check.json']],
  ['lint and format', bin('biome'), ['ci', '--colors=off', '--error-on-warnings', '.']],
  [
    'import law',
    bin('depcruise'),
    ['--config', '.dependency-cruiser.cjs', '--output-type', 'err', 'packages/*/src', 'tests'],
  ],
  ['unused code', bin('knip'), ['--no-progress']],
  ['generated files', process.execPath, ['scripts/generate.mjs', '--check']],
];

let failed = 0;
// Two at a time, as a machine has cores; each line comes when its check is done.
const waiting = [...checks];
await Promise.all([lane(), lane()]);
for (const [what, breachesIn] of [
  ['vendor rule', vendorBreaches],
  ['house rules', houseBreaches],
]) {
  const started = Date.now();
  const breaches = breachesIn(root);
  report(what, breaches.length === 0, breaches.join('\n'), started);
}
if (!existsSync(`${root}packages/cli/dist/main.js`)) report('built', false, 'run: npm run build', Date.now());
process.exit(failed === 0 ? 0 : 1);

async function lane() {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const [what, command, args] = next;
    const started = Date.now();
    const { status, output } = await ended(spawn(command, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] }));
    report(what, status === 0, output, started);
  }
}

/** Exit code and both streams of a process; an error where it could not be started. */
function ended(child) {
  return new Promise((resolve, reject) => {
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.on('error', reject).on('close', (status) => resolve({ status, output }));
  });
}

function report(what, isFine, output, started) {
  console.error(`${isFine ? 'ok    ' : 'FAILED'} ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (isFine) return;
  failed += 1;
  console.error(output.trim());
}
