// Makes one executable file of Postform and the Node that runs this, by Node's single executable applications, and tries it.
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'postject';
import { noticesText } from './package/notices.mjs';
import { bundleProgram, preparationBlob } from './package/program.mjs';
import { tryExecutable } from './package/use.mjs';

/** Where Node looks for a program inside its own executable (node/src/node_sea.cc). */
const RESOURCE = 'NODE_SEA_BLOB';
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist-binary');
const isWindows = process.platform === 'win32';
const executable = join(out, isWindows ? 'postform.exe' : 'postform');

rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const { program, inputs, legalComments } = await bundleProgram(root, out);
copyFileSync(process.execPath, executable);
chmodSync(executable, 0o755);
const isMac = process.platform === 'darwin';
if (isMac) codesign('--remove-signature', executable);
const mach = isMac ? { machoSegmentName: 'NODE_SEA' } : {};
await inject(executable, RESOURCE, preparationBlob(program, out), { sentinelFuse: FUSE, ...mach });
if (isMac) codesign('--sign', '-', executable);
writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), noticesText(root, inputs, legalComments));
copyFileSync(join(root, 'LICENSE'), join(out, 'LICENSE'));
const nodeLicence = join(dirname(dirname(process.execPath)), 'LICENSE');
if (existsSync(nodeLicence)) copyFileSync(nodeLicence, join(out, 'LICENSE-node'));

const megabytes = (statSync(executable).size / 1e6).toFixed(0);
console.log(`${executable}: ${megabytes} MB, with Node ${process.versions.node}`);
console.log(`It ran ${await tryExecutable(root, executable)}.`);

/** macOS runs nothing whose signature does not fit. */
function codesign(...args) {
  execFileSync('codesign', args, { stdio: ['ignore', 'inherit', 'inherit'] });
}
