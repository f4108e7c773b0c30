// The whole suite under each profile of the emulator. Prints how many tests ran under each; the numbers must be equal.
//
//   node scripts/profiles.mjs [strict] [lenient] [hostile]     without words: all three
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const all = ['strict', 'lenient', 'hostile'];
const asked = process.argv.slice(2);
const unknown = asked.filter((word) => !all.includes(word));
if (unknown.length > 0) {
  console.error(`There is no profile ${unknown.join(', ')}. There are ${all.join(', ')}.`);
  process.exit(64);
}
const folder = mkdtempSync(join(tmpdir(), 'postform-profiles-'));

/** Runs vitest under the profile; its own output goes by. */
function run(profile) {
  const report = join(folder, `${profile}.json`);
  const args = ['vitest', 'run', '--reporter=dot', '--reporter=json', `--outputFile.json=${report}`];
  console.log(`\nThe suite under the profile ${profile} …`);
  const env = { ...process.env, POSTFORM_EMULATOR_PROFILE: profile };
  spawnSync('npx', args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  const { numPassedTests, numFailedTests, numPendingTests, success } = JSON.parse(readFileSync(report, 'utf8'));
  return { profile, ran: numPassedTests + numFailedTests, failed: numFailedTests, skipped: numPendingTests, success };
}

const rows = (asked.length > 0 ? asked : all).map(run);
rmSync(folder, { recursive: true, force: true });
console.log('\nprofile    ran  failed  skipped');
for (const { profile, ran, failed, skipped } of rows) {
  console.log(profile.padEnd(8) + [ran, failed, skipped].map((n, at) => String(n).padStart([6, 8, 9][at])).join(''));
}
const isEqual = rows.every(({ ran }) => ran === rows[0].ran);
if (!isEqual) console.log('The numbers of tests differ.');
process.exit(isEqual && rows.every(({ success }) => success) ? 0 : 1);
