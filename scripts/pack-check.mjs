// Checks the package as people get it: packs it, installs the tarball into an empty folder with an empty home, and uses it
// on every Node that it supports. Prints what it measured. `node scripts/bundle.mjs` has made dist-package/ before.
//
//   node scripts/pack-check.mjs [--this-node]     --this-node: only on the Node that runs this, which needs no download
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { checkTypes } from './package/consumer.mjs';
import { bareNpmMs, install, pack, publishDryRun } from './package/install.mjs';
import { otherNodes } from './package/nodes.mjs';
import { firstCommands, importDoors } from './package/use.mjs';

const MOST_BYTES = 3_000_000;
/** On a machine with time to spare; a busy one takes as many times longer as npm takes to tell its version. */
const MOST_INSTALL_MS = 2000;
const BARE_NPM_MS = 500;

const root = fileURLToPath(new URL('..', import.meta.url));
const source = join(root, 'dist-package');
const work = mkdtempSync(join(tmpdir(), 'postform-pack-'));
let failed = 0;

/** Prints one line: what `act` found, or why it failed. */
async function check(what, act) {
  const started = performance.now();
  try {
    const found = await act();
    console.log(`ok      ${what}: ${found} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed += 1;
    console.log(`FAILED  ${what}: ${error.message}`);
  }
}

function insist(isTrue, message) {
  if (!isTrue) throw new Error(message);
}

try {
  const tarball = pack(source, work);
  const place = join(work, 'project');
  await check('rules for publishing', async () => {
    const { messages, pkg } = await publint({ pkgDir: source, pack: false, strict: true });
    insist(messages.length === 0, messages.map((one) => formatMessage(one, pkg)).join('\n'));
    return `publint has nothing to say; npm publish --dry-run would send ${publishDryRun(source)} files`;
  });
  await check('npm i', () => {
    const runs = [1, 2, 3].map(() => install(tarball, place));
    const { bytes, packages } = runs[0];
    const ms = Math.min(...runs.map((run) => run.ms));
    const found = `${(bytes / 1e6).toFixed(2)} MB, ${packages} package, ${(ms / 1000).toFixed(2)} s`;
    const most = MOST_INSTALL_MS * Math.max(1, bareNpmMs() / BARE_NPM_MS);
    insist(bytes <= MOST_BYTES && packages === 1 && ms <= most, `${found}: more than 3 MB, 1 package, 2 s`);
    return found;
  });
  await check('types', () => checkTypes(root, place));
  const nodes = { [process.versions.node]: process.execPath };
  if (!process.argv.includes('--this-node')) Object.assign(nodes, otherNodes(root));
  for (const [version, node] of Object.entries(nodes)) {
    await check(`exports on Node ${version}`, () => importDoors(node, place));
    await check(`first commands of the README on Node ${version}`, () => firstCommands(root, node, place));
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}
process.exitCode = failed === 0 ? 0 : 1;
