// Writes the manifest of the published package.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const KEYWORDS = ['postman', 'postman-api', 'gitops', 'infrastructure-as-code', 'drift', 'collections', 'cli'];

const door = (name) => ({ types: `./types/${name}.d.ts`, default: `./lib/${name}.js` });

export function manifestText(root) {
  const read = (path) => JSON.parse(readFileSync(join(root, path), 'utf8'));
  const { name, version, description, license, type, engines } = read('packages/cli/package.json');
  const { repository, homepage, bugs } = read('package.json');
  const manifest = {
    name,
    version,
    description,
    keywords: KEYWORDS,
    homepage,
    bugs,
    repository,
    license,
    type,
    engines,
    bin: { postform: './bin/postform.js' },
    exports: {
      '.': door('index'),
      './engine': door('engine'),
      './kinds': door('kinds'),
      './emulator': door('emulator'),
      './schemas/*': './schemas/*',
      './package.json': './package.json',
    },
    files: ['bin', 'lib', 'types', 'schemas', 'CHANGELOG.md', 'THIRD-PARTY-NOTICES.txt'],
    sideEffects: false,
    peerDependencies: { ioredis: '>=5.11.1 <7', 'postman-runtime': '^7.56.1' },
    peerDependenciesMeta: { ioredis: { optional: true }, 'postman-runtime': { optional: true } },
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}
