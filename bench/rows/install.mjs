// What somebody gets who installs the package: its size, its packages, and how long that takes.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { program, programName } from '../measure/program.mjs';
import { inTurns, run } from '../measure/run.mjs';
import { line, seconds } from './figures.mjs';

/** Installs the packed folder of the measured program into an empty folder, with an empty home and cache each time. */
export async function installRows() {
  const source = dirname(dirname(program));
  const row = { work: 'installed size, packages, time of `npm i` from the tarball', target: '≤ 3 MB, 1, ≤ 2 s' };
  if (!existsSync(join(source, 'README.md')) || programName.startsWith('packages/'))
    return [line({ ...row, measured: 'no bundle here: run `npm run bundle` first' })];
  const dir = mkdtempSync(join(tmpdir(), 'postform-bench-install-'));
  try {
    await run({ file: 'npm', args: ['pack', source, '--pack-destination', dir], cwd: dir });
    const tarball = join(
      dir,
      readdirSync(dir).find((name) => name.endsWith('.tgz')),
    );
    let place;
    const { install } = await inTurns(3, {
      install: () => {
        place = mkdtempSync(join(dir, 'empty-'));
        return installInto(place, tarball);
      },
    });
    const megabytes = sizeOf(join(place, 'node_modules')) / 1e6;
    const packages = packagesIn(place);
    return [
      line({
        ...row,
        measured: `${megabytes.toFixed(2)} MB, ${packages}, ${seconds(install.wallS)}`,
        checks: [
          [megabytes, 3],
          [packages, 1],
          [install.wallS, 2],
        ],
      }),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

function installInto(place, tarball) {
  const home = join(place, '.home');
  mkdirSync(home);
  const args = ['install', '--prefix', place, '--no-audit', '--no-fund', '--cache', join(home, 'cache'), tarball];
  return run({ file: 'npm', args, cwd: place, env: { ...process.env, HOME: home } });
}

function packagesIn(place) {
  const { packages } = JSON.parse(readFileSync(join(place, 'node_modules/.package-lock.json'), 'utf8'));
  return Object.keys(packages).length;
}

function sizeOf(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}
