// Packs the folder that is published, and installs the tarball where nothing else is.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

function npm(args, options) {
  const { status, stdout, stderr } = spawnSync('npm', args, { encoding: 'utf8', ...options });
  if (status !== 0) throw new Error(`npm ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}

/** How long npm takes to start and do nothing, ms. */
export function bareNpmMs() {
  const started = performance.now();
  npm(['--version']);
  return performance.now() - started;
}

/** The path of the tarball, in `folder`. */
export function pack(source, folder) {
  const [{ filename }] = JSON.parse(npm(['pack', source, '--json', '--pack-destination', folder], { cwd: folder }));
  return join(folder, filename);
}

/** How many files would be sent. */
export function publishDryRun(source) {
  const sent = JSON.parse(npm(['publish', '--dry-run', '--json', '--provenance=false'], { cwd: source }));
  return sent.entryCount ?? sent.postform.entryCount;
}

/** Installs offline into an empty project, with an empty home and cache: the package has no dependencies to fetch. */
export function install(tarball, place) {
  rmSync(place, { recursive: true, force: true });
  const home = join(place, '.home');
  mkdirSync(home, { recursive: true });
  writeFileSync(join(place, 'package.json'), '{ "private": true, "type": "module" }\n');
  const args = ['install', '--offline', '--no-audit', '--no-fund', '--cache', join(home, 'cache'), tarball];
  const env = { PATH: process.env.PATH, HOME: home };
  const started = performance.now();
  npm(args, { cwd: place, env });
  const ms = performance.now() - started;
  const { packages } = JSON.parse(readFileSync(join(place, 'node_modules/.package-lock.json'), 'utf8'));
  return { ms, packages: Object.keys(packages).length, bytes: sizeOf(join(place, 'node_modules')) };
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
