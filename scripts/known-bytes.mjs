// The suite without known bytes, and with files of them that are spoilt before each command: it must pass in the same way.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');

for (const setting of ['off', 'poisoned']) {
  console.log(`\nThe suite with known bytes ${setting} …`);
  const env = { ...process.env, POSTFORM_TEST_KNOWN: setting };
  const { status } = spawnSync(process.execPath, [vitest, 'run', '--reporter=dot'], {
    cwd: root,
    env,
    stdio: 'inherit',
  });
  if (status !== 0) process.exit(status ?? 1);
}
