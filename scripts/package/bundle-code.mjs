// Bundles the built packages into chunks that are loaded on demand.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';
import { esbuildOptions } from './esbuild-options.mjs';
import { libraries } from './later.mjs';
import { pastDoors } from './past-doors.mjs';

/** What may be imported from the package, and where it comes from. */
export const DOORS = {
  index: 'packages/cli/dist/index.js',
  engine: 'packages/engine/dist/index.js',
  kinds: 'packages/kinds/dist/index.js',
  emulator: 'packages/emulator/dist/index.js',
};

/** Looked for beside Postform when they are needed: they are installed by those who want what they do. */
const OPTIONAL = ['ioredis', 'postman-runtime'];

/** CommonJS code in a chunk requires modules of Node, and tells from the error which of them there are. */
const REQUIRE =
  "const require=(id)=>{const found=process.getBuiltinModule(id);if(found)return found;throw Object.assign(new Error('No such module of Node: '+id),{code:'ERR_UNKNOWN_BUILTIN_MODULE'})};\n";

/** Writes bin/ and lib/. Gives the files that went in, and the legal comments that stood in them. */
export async function bundlePackage(root, out) {
  const later = libraries();
  const options = {
    ...esbuildOptions(root, [pastDoors(root), joinStart(root), later.edit]),
    external: OPTIONAL,
    format: 'esm',
    metafile: true,
    legalComments: 'external',
  };
  const doors = Object.entries(DOORS).map(([name, path]) => [`lib/${name}`, path]);
  const code = await build({
    ...options,
    entryPoints: Object.fromEntries([['bin/postform', 'packages/cli/bin/postform.js'], ...doors]),
    outdir: out,
    chunkNames: 'lib/[name]-[hash]',
    splitting: true,
  });
  // The emulator starts it in threads, by its name beside the chunk.
  const worker = await build({
    ...options,
    entryPoints: ['packages/emulator/dist/monitor-run/worker.mjs'],
    outfile: join(out, 'lib/worker.mjs'),
  });
  const results = [code, worker, ...(await later.files(options, out))];
  const legal = new Set();
  for (const { path, text } of results.flatMap(({ outputFiles }) => outputFiles)) {
    if (path.endsWith('.LEGAL.txt')) legal.add(text);
    else write(path, text);
  }
  return { inputs: results.flatMap(inputsOf), legalComments: [...legal] };
}

function write(path, text) {
  const [first = ''] = /^#!.*\n/.exec(text) ?? [];
  const needsRequire = path.endsWith('.js') && text.includes('typeof require<"u"');
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, needsRequire ? first + REQUIRE + text.slice(first.length) : text);
}

/** Files of which something is in the output. */
export function inputsOf({ metafile }) {
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}

/**
 * What a command loads when it runs imports the start of the program, which is loaded already: what both use then stays
 * in the first chunk, and is not cut into many.
 */
const joinStart = (root) => {
  const cli = join(root, 'packages/cli/dist/');
  const loadedLater = /^(commands\/|session\/(report-error|project)\.js|options\/run-flags\.js)/;
  return (text, path) =>
    path.startsWith(cli) && loadedLater.test(relative(cli, path))
      ? `import ${JSON.stringify(`${cli}main.js`)};\n${text}`
      : text;
};
