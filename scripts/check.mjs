// All that can be checked without running the product: types, lint and format, import law, vendor rule, house rules, unused code, generated files.
import { spawnSync } from 'node:child_process';
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
for (const [what, command, args] of checks) {
  const started = Date.now();
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 1 << 26 });
  report(what, status === 0, `${stdout ?? ''}${stderr ?? ''}`, started);
}
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

function report(what, isFine, output, started) {
  console.error(`${isFine ? 'ok    ' : 'FAILED'} ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  if (isFine) return;
  failed += 1;
  console.error(output.trim());
}
