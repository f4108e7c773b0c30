// Merges small chunks, which are a file to find and read each, without letting any run load more code than it needs.
import { dirname, join, relative } from 'node:path';
import { rollup } from 'rollup';

const LEAST_BYTES = 30_000;

/** `chunks`: paths in `out` and their text, as ES modules that only import each other and modules of Node. Writes them. */
export async function mergeChunks(chunks, out) {
  const doors = [...chunks.keys()].filter((path) => !/-[0-9A-Z]{8}\.js$/.test(path));
  const bundle = await rollup({
    input: Object.fromEntries(doors.map((path) => [relative(out, path).replace(/\.js$/, ''), path])),
    plugins: [
      {
        name: 'chunks',
        resolveId: (id, importer) => {
          const path = importer === undefined ? id : join(dirname(importer), id);
          return chunks.has(path) ? path : { id, external: true };
        },
        load: (path) => chunks.get(path),
      },
    ],
    preserveEntrySignatures: 'strict',
    logLevel: 'warn',
    // No module of ours does anything but declare, the start of the program aside.
    treeshake: { moduleSideEffects: (id) => dirname(id).endsWith('bin') },
  });
  await bundle.write({
    dir: out,
    format: 'es',
    compact: true,
    chunkFileNames: 'lib/chunk-[hash].js',
    experimentalMinChunkSize: LEAST_BYTES,
  });
  await bundle.close();
}
