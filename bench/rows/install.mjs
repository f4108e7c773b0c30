// What somebody gets who installs the package: its size, its packages, and how long that takes.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { install, pack } from '../../scripts/package/install.mjs';
import { isBundle, program } from '../measure/program.mjs';
import { median } from '../measure/run.mjs';
import { line, seconds } from './figures.mjs';

/** Installs the packed bundle into an empty folder, with an empty home and cache each time. */
export async function installRows() {
  const row = { work: 'installed size, packages, time of `npm i` from the tarball', target: '≤ 3 MB, 1, ≤ 2 s' };
  if (!isBundle) return [line({ ...row, measured: 'no bundle here: run `npm run bundle` first' })];
  const dir = mkdtempSync(join(tmpdir(), 'postform-bench-install-'));
  try {
    const tarball = pack(dirname(dirname(program)), dir);
    const runs = Array.from({ length: 5 }, () => install(tarball, join(dir, 'project')));
    const wallS = median(runs.map(({ ms }) => ms)) / 1000;
    const { bytes, packages } = runs[0];
    return [
      line({
        ...row,
        measured: `${(bytes / 1e6).toFixed(2)} MB, ${packages}, ${seconds(wallS)}`,
        checks: [
          [bytes, 3e6],
          [packages, 1],
          [wallS, 2],
        ],
      }),
    ];
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}
