// Makes a checkout ready: installs with the pinned pnpm when the lock file moved, then builds what changed.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const { packageManager, engines } = JSON.parse(readFileSync(`${root}package.json`, 'utf8'));

const [wantedMajor, wantedMinor, wantedPatch] = engines.node.replace('>=', '').split('.').map(Number);
const [major, minor, patch] = process.versions.node.split('.').map(Number);
const older =
  major !== wantedMajor ? major < wantedMajor : minor !== wantedMinor ? minor < wantedMinor : patch < wantedPatch;
if (older) {
  console.error(
    `Node ${process.versions.node} is too old: Postform needs ${engines.node}. Install a newer Node and run this again.`,
  );
  process.exit(1);
}

function run(command, args, what) {
  const result = spawnSync(command, args, { cwd: root, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
  if (result.status !== 0) {
    console.error(`${what} failed (${command} ${args.join(' ')}). Its output is above.`);
    process.exit(result.status ?? 1);
  }
}

const manifests = ['package.json', 'pnpm-lock.yaml', 'pnpm-workspace.yaml'].concat(
  readdirSync(`${root}packages`).map((name) => `packages/${name}/package.json`),
);
const digest = createHash('sha256');
for (const file of manifests) if (existsSync(root + file)) digest.update(readFileSync(root + file));
const wanted = digest.digest('hex');
const stamp = `${root}node_modules/.postform-installed`;

if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== wanted) {
  console.error('Installing dependencies …');
  run('npx', ['--yes', packageManager, 'install', '--frozen-lockfile'], 'Installing');
  mkdirSync(`${root}node_modules`, { recursive: true });
  writeFileSync(stamp, wanted);
}
console.error('Building …');
run(process.execPath, [`${root}node_modules/typescript/bin/tsc`, '-b'], 'Building');
