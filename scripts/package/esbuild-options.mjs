// Holds what every bundle of Postform has in common: the built code of the packages, with acceptors and version built in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkedSchemas } from '../../packages/config/dist/index.js';
import { kinds, sourceSchema } from '../../packages/kinds/dist/index.js';
import { acceptorsModule } from './acceptors.mjs';

/** Options of esbuild. `edits`: changes to the text of a file of ours before it is bundled, given its path. */
export function esbuildOptions(root, edits) {
  const { version } = JSON.parse(readFileSync(join(root, 'packages/cli/package.json'), 'utf8'));
  return {
    absWorkingDir: root,
    bundle: true,
    platform: 'node',
    target: 'node20.18',
    minify: true,
    // The main file of jsonc-parser is UMD, whose parts a bundler cannot find.
    mainFields: ['module', 'main'],
    define: { POSTFORM_VERSION: JSON.stringify(version) },
    plugins: [acceptors, ownCode(edits)],
    logLevel: 'warning',
    write: false,
  };
}

/** Puts acceptors in the place of the empty maps. */
const acceptors = {
  name: 'acceptors',
  setup(build) {
    const modules = {
      'config/dist/schema': () => acceptorsModule('acceptors', checkedSchemas(kinds)),
      'kinds/dist/collection/format': () =>
        acceptorsModule('formatAcceptors', { 2.1: sourceSchema('2.1'), '2.0': sourceSchema('2.0') }),
    };
    for (const [folder, make] of Object.entries(modules))
      build.onLoad({ filter: new RegExp(`packages/${folder}/acceptors\\.js$`) }, () => ({ contents: make() }));
  },
};

const ownCode = (edits) => ({
  name: 'own-code',
  setup(build) {
    build.onLoad({ filter: /packages\/[a-z]+\/dist\/.*\.js$/ }, ({ path }) => ({
      contents: edits.reduce((text, edit) => edit(text, path), readFileSync(path, 'utf8')),
    }));
  },
});
