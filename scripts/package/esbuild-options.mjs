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
    plugins: [acceptors, commander, ownCode(edits)],
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
      // Files of format 2.0 are rare: ajv checks them.
      'kinds/dist/collection/format': () => acceptorsModule('formatAcceptors', { 2.1: sourceSchema('2.1') }),
    };
    for (const [folder, make] of Object.entries(modules))
      build.onLoad({ filter: new RegExp(`packages/${folder}/acceptors\\.js$`) }, () => ({ contents: make() }));
  },
};

/** Commander can start commands that are programs of their own; Postform has none, and loading what starts them takes time. */
const commander = {
  name: 'commander',
  setup(build) {
    build.onLoad({ filter: /\/commander\/lib\/command\.js$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const starts = "const childProcess = require('node:child_process');";
      if (!text.includes(starts)) throw new Error(`${path} loads node:child_process in a way that is new here`);
      return { contents: text.replace(starts, 'const childProcess = undefined;') };
    });
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
