// Uses the installed package as people do: imports its doors, and types the first commands of the README.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startEmulator } from './emulator.mjs';

const IMPORTS = `
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
const { exports } = require('postform/package.json');
let count = 0;
for (const [door, target] of Object.entries(exports)) {
  if (typeof target === 'string') continue;
  count += Object.keys(await import('postform' + door.slice(1))).length;
}
JSON.parse(readFileSync(require.resolve('postform/schemas/postform.project.schema.json'), 'utf8'));
console.log(count);
`;

/** Every door with code is imported, and a schema is read. */
export function importDoors(node, place) {
  const script = join(place, 'imports.mjs');
  writeFileSync(script, IMPORTS);
  const { status, stdout, stderr } = spawnSync(node, [script], { cwd: place, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return `${stdout.trim()} names`;
}

/** Runs the first block of commands that the README shows, in a copy of the examples, against the emulator of the package. */
export async function firstCommands(root, node, place) {
  const [, block] = /^```sh test\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, 'README.md'), 'utf8'));
  const bin = join(place, 'node_modules/postform/bin/postform.js');
  const path = folderWith(node, place);
  rmSync(join(place, 'examples'), { recursive: true, force: true });
  cpSync(join(root, 'examples'), join(place, 'examples'), { recursive: true });
  const emulator = await startEmulator([node, bin]);
  try {
    const env = {
      PATH: `${path}:${dirname(process.execPath)}:${process.env.PATH}`,
      HOME: join(place, '.home'),
      POSTFORM_HOME: join(path, 'home'),
      POSTMAN_API_BASE_URL: emulator.url,
      POSTMAN_API_KEY: emulator.apiKey,
      CI: '1',
    };
    const { status, stdout, stderr } = spawnSync('bash', ['-euc', block], { cwd: place, env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`exit ${status}\n${stdout}${stderr}`);
    return `${block.trim().split('\n').length} lines`;
  } finally {
    await emulator.stop();
  }
}

/** A folder for the PATH, in which `node` is that one. */
function folderWith(node, place) {
  const folder = join(place, '.path');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  symlinkSync(node, join(folder, 'node'));
  return folder;
}

/** Runs commands of an executable file of Postform against its own emulator; gives their names. */
export async function tryExecutable(root, executable) {
  const project = mkdtempSync(join(tmpdir(), 'postform-executable-'));
  const emulator = await startEmulator([executable]);
  const env = {
    ...process.env,
    ORDERS_TOKEN: 'made-up',
    POSTFORM_HOME: join(project, '.home'),
    POSTMAN_API_BASE_URL: emulator.url,
    POSTMAN_API_KEY: emulator.apiKey,
  };
  const commands = ['--help', 'validate', 'plan', 'apply -y', 'drift'];
  try {
    cpSync(join(root, 'examples/02-service-team'), project, { recursive: true });
    for (const command of commands) {
      const { status, stdout, stderr } = spawnSync(executable, command.split(' '), {
        cwd: project,
        env,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(`${executable} ${command} ended with ${status}:\n${stdout}${stderr}`);
    }
    return commands.join(', ');
  } finally {
    await emulator.stop();
    rmSync(project, { recursive: true, force: true });
  }
}
