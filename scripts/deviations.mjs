// Runs tests and prints what their exchanges did that Postman's document does not have, and the deviations nothing met.
// Exits 1 on either; a part of the suite cannot tell which deviations are unused.
//
//   node scripts/deviations.mjs [paths]     without paths: the whole suite
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
if (!existsSync(join(process.env.POSTFORM_FACTS ?? '', 'postman-openapi.yaml'))) {
  console.error('Nothing can be checked: set POSTFORM_FACTS to a folder that holds postman-openapi.yaml.');
  process.exit(1);
}
const paths = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'postform-deviations-'));
const env = { ...process.env, POSTFORM_DEVIATIONS: folder };
spawnSync('npx', ['vitest', 'run', '--reporter=dot', ...paths], {
  cwd: root,
  env,
  stdio: ['ignore', 'ignore', 'ignore'],
});

const files = readdirSync(folder).flatMap((name) =>
  readFileSync(join(folder, name), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line)),
);
rmSync(folder, { recursive: true, force: true });
const violations = [...new Set(files.flatMap((file) => file.violations))].sort();
const known = new Set(files.flatMap((file) => file.known));
const met = new Set(files.flatMap((file) => file.met));
const unused = [...known].filter((name) => !met.has(name));

console.log(
  `${files.length} test files spoke to the emulator; ${met.size} of ${known.size} listed deviations were met.`,
);
for (const line of violations) console.log(`VIOLATION ${line}`);
if (paths.length === 0) for (const name of unused) console.log(`UNUSED ${name}`);
process.exitCode = violations.length > 0 || (paths.length === 0 && unused.length > 0) ? 1 : 0;
