// Bundles the built packages into chunks that are loaded on demand.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { esbuildOptions } from './esbuild-options.mjs';
import { libraries } from './later.mjs';
import { mergeChunks } from './merge-chunks.mjs';
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
    ...esbuildOptions(root, [pastDoors(root), later.edit]),
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
  const files = results.flatMap(({ outputFiles }) => outputFiles);
  const isLegal = ({ path }) => path.endsWith('.LEGAL.txt');
  const chunks = code.outputFiles.filter((file) => !isLegal(file)).map(({ path, text }) => [path, withRequire(text)]);
  await mergeChunks(new Map(chunks), out);
  for (const { path, text } of files.filter((file) => !isLegal(file) && !code.outputFiles.includes(file)))
    writeFileSync(path, text);
  const legalComments = new Set(files.filter(isLegal).map(({ text }) => text));
  return { inputs: results.flatMap(inputsOf), legalComments: [...legalComments] };
}

function withRequire(text) {
  return text.includes('typeof require<"u"') ? REQUIRE + text : text;
}

/** Files of which something is in the output. */
export function inputsOf({ metafile }) {
  return Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.entries(inputs).flatMap(([path, { bytesInOutput }]) => (bytesInOutput > 0 ? [path] : [])),
  );
}
