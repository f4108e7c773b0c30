// Makes the folder that is published: one package of bundled chunks with types, schemas and notices, and no dependencies.
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundlePackage } from './package/bundle-code.mjs';
import { manifestText } from './package/manifest.mjs';
import { noticesText } from './package/notices.mjs';
import { writeTypes } from './package/types.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = join(root, 'dist-package');

const started = performance.now();
rmSync(out, { recursive: true, force: true });
mkdirSync(out);
const { inputs, legalComments } = await bundlePackage(root, out);
await writeTypes(root, out);
writeFileSync(join(out, 'package.json'), manifestText(root));
writeFileSync(join(out, 'THIRD-PARTY-NOTICES.txt'), noticesText(root, inputs, legalComments));
for (const name of ['README.md', 'CHANGELOG.md', 'LICENSE']) copyFileSync(join(root, name), join(out, name));
cpSync(join(root, 'schemas'), join(out, 'schemas'), { recursive: true });

const files = readdirSync(out, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
const bytes = files.reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
const seconds = (performance.now() - started) / 1000;
console.log(`dist-package/: ${files.length} files, ${(bytes / 1e6).toFixed(2)} MB, made in ${seconds.toFixed(1)} s`);
