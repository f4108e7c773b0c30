// Plays far more seeded worlds against the laws than the suite does. Exit 1 when something did not hold.
//
//   node scripts/soak.mjs laws [count] [first]       fault schedules: 1,000, numbered from 1
//   node scripts/soak.mjs pacing [count] [seed]      worlds of the pace: 10,000 of seed 1
//   node scripts/soak.mjs merge [count] [first]      collections that both sides edit: 10,000, numbered from 1
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const soaks = {
  laws: {
    file: 'tests/laws/law-04-schedules.test.ts',
    count: 1_000,
    settings: (count, first) => ({ POSTFORM_SCHEDULES: count, POSTFORM_FIRST_SCHEDULE: first }),
  },
  merge: {
    file: 'tests/merge/merge.test.ts',
    count: 10_000,
    settings: (count, first) => ({ POSTFORM_MERGES: count, POSTFORM_FIRST_MERGE: first }),
  },
  pacing: {
    file: 'packages/client/src/limiter/pacing-law.test.ts',
    count: 10_000,
    settings: (count, seed) => ({ POSTFORM_PACING_WORLDS: count, POSTFORM_PACING_SEED: seed }),
  },
};

const [name, count, from = '1'] = process.argv.slice(2);
const soak = Object.hasOwn(soaks, name ?? '') ? soaks[name] : undefined;
if (soak === undefined) {
  console.error(`There is no soak ${name}. There are ${Object.keys(soaks).join(', ')}.`);
  process.exit(64);
}
const env = { ...process.env, ...soak.settings(count ?? String(soak.count), from) };
const { status } = spawnSync('npx', ['vitest', 'run', soak.file], { cwd: root, env, stdio: 'inherit' });
process.exit(status ?? 1);
