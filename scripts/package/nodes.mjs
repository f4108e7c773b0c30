// Brings the other releases of Node that Postform supports, from the registry of npm.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The package of a release holds the executable of one platform. */
const PLATFORM = `node-${process.platform}-${process.arch}`;
const RELEASES = ['20.20.2', '22.23.5', '24.22.3'];

/** The executables by version, without the release that runs this. They are kept in node_modules/.cache. */
export function otherNodes(root) {
  const [own] = process.versions.node.split('.');
  const wanted = RELEASES.filter((version) => !version.startsWith(`${own}.`));
  const folder = join(root, 'node_modules/.cache/node-releases');
  const nodes = Object.fromEntries(
    wanted.map((version) => [version, join(folder, 'node_modules', version, 'bin/node')]),
  );
  if (Object.values(nodes).every((path) => existsSync(path))) return nodes;
  mkdirSync(folder, { recursive: true });
  const dependencies = Object.fromEntries(wanted.map((version) => [version, `npm:${PLATFORM}@${version}`]));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const args = ['install', '--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error'];
  const { status, stderr } = spawnSync('npm', args, { cwd: folder, encoding: 'utf8' });
  if (status !== 0) throw new Error(`Node ${wanted.join(' and ')} could not be fetched:\n${stderr}`);
  return nodes;
}
