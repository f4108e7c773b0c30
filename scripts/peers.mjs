// The peers: clients that nobody here wrote, against the emulator. Postman's own MCP server works through its tools and
// Newman runs a collection against a live mock. Both are installed into a scratch folder, used, and thrown away.
//
//   node scripts/peers.mjs [--folder DIR]     DIR is kept, and used again when it has both already
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../packages/emulator/dist/index.js';
import { runNewman } from './peers/newman.mjs';
import { openTools } from './peers/tools.mjs';
import { walk } from './peers/walk.mjs';

const wanted = { '@postman/postman-mcp-server': '2.13.0', newman: '6.2.2' };
const at = process.argv.indexOf('--folder');
const kept = at < 0 ? undefined : process.argv[at + 1];
const folder = kept ?? mkdtempSync(join(tmpdir(), 'postform-peers-'));

/** Installs both peers, without their install scripts. */
function install() {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: wanted }));
  if (Object.keys(wanted).every((name) => existsSync(join(folder, 'node_modules', name)))) return;
  console.log(
    `Installing ${Object.entries(wanted)
      .map((pair) => pair.join(' '))
      .join(' and ')} …`,
  );
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { status } = spawnSync('npm', args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) throw new Error(`npm install ended with ${status}; its output is above`);
}

/** Runs one peer against an emulator of its own and reports its steps. Returns how many failed. */
async function against(title, play) {
  const emulator = await startEmulator({ limits: 'off' });
  console.log(`\n${title}`);
  let failed = 0;
  const step = async (name, act) => {
    try {
      const value = await act();
      console.log(`  ok      ${name}`);
      return value;
    } catch (thrown) {
      failed += 1;
      console.log(`  FAILED  ${name}\n          ${thrown instanceof Error ? thrown.message : thrown}`);
      return undefined;
    }
  };
  try {
    await play(emulator, step);
  } finally {
    await emulator.close();
  }
  return failed;
}

let failed = 1;
try {
  install();
  failed = await against('Postman MCP server, all tools', async (emulator, step) => {
    const tools = await openTools(folder, emulator);
    try {
      await walk(tools, step);
    } finally {
      await tools.close();
    }
  });
  failed += await against('Newman against a live mock', (emulator, step) => runNewman(folder, emulator, step));
} finally {
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}
console.log(failed === 0 ? '\nEvery step passed.' : `\n${failed} steps failed.`);
process.exit(failed === 0 ? 0 : 1);
