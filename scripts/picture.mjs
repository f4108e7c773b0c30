// Runs the demo with colours and writes what README shows of it: docs/images/plan.svg, and the plan as text.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { PAGE, picturesOf } from './picture/files.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { NO_COLOR: _, ...env } = process.env;
const { status, stdout } = spawnSync(process.execPath, [`${root}scripts/demo.mjs`], {
  env: { ...env, FORCE_COLOR: '1' },
  encoding: 'utf8',
  stdio: ['ignore', 'pipe', 'inherit'],
});
if (status !== 0) throw new Error(`the demo ended with ${status}`);
for (const [path, text] of Object.entries(picturesOf(stdout, readFileSync(root + PAGE, 'utf8')))) {
  writeFileSync(root + path, text);
  console.log(`wrote ${path}`);
}
