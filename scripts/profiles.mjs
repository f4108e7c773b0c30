// The suite under each profile of the emulator. Prints how many tests ran under each; the numbers must be equal.
//
//   node scripts/profiles.mjs [--facing] [strict] [lenient] [hostile]     without words: all three
//
// --facing: strict runs everything, the others run only test files that reach an emulator, and those are compared.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { countsOf, tableOf } from './profiles/counts.mjs';
import { facing } from './profiles/facing.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = ['strict', 'lenient', 'hostile'];
const words = process.argv.slice(2);
const isFacing = words.includes('--facing');
const asked = words.filter((word) => word !== '--facing');
const unknown = asked.filter((word) => !all.includes(word));
if (unknown.length > 0) {
  console.error(`There is no profile ${unknown.join(', ')}. There are ${all.join(', ')}.`);
  process.exit(64);
}
/** Nothing here takes so long; what does hangs. */
const longestMs = 40 * 60_000;
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const folder = mkdtempSync(join(tmpdir(), 'postform-profiles-'));
const counted = isFacing ? facingFiles() : undefined;

/** As vitest finds them, so that the runs and this script speak of the same files. */
function facingFiles() {
  const list = spawnSync(process.execPath, [vitest, 'list', '--filesOnly', '--json'], { cwd: root, encoding: 'utf8' });
  const files = JSON.parse(list.stdout).map(({ file }) => file);
  return new Set(facing(root, files));
}

/** Runs vitest under the profile; its own output goes by. */
function run(profile) {
  const path = join(folder, `${profile}.json`);
  const files =
    counted !== undefined && profile !== 'strict' ? [...counted].map((file) => file.slice(root.length)) : [];
  const args = [vitest, 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${path}`, ...files];
  console.log(`\nThe suite under the profile ${profile}${files.length > 0 ? `, ${files.length} files` : ''} …`);
  const started = Date.now();
  const env = { ...process.env, POSTFORM_EMULATOR_PROFILE: profile };
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    timeout: longestMs,
  });
  const report = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : undefined;
  console.log(`${profile}: ${((Date.now() - started) / 1000).toFixed(0)} s`);
  return { profile, ...countsOf(report, status, (name) => counted?.has(name) ?? true) };
}

const rows = (asked.length > 0 ? asked : all).map(run);
rmSync(folder, { recursive: true, force: true });
const { text, wrong } = tableOf(rows);
console.log(`\n${text}`);
for (const line of wrong) console.log(line);
process.exit(wrong.length === 0 ? 0 : 1);
