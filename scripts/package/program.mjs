// Bundles the command line into one file of CommonJS, which is what an executable file can hold.
import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { inputsOf } from './bundle-code.mjs';
import { esbuildOptions } from './esbuild-options.mjs';

/** What is looked for beside Postform is looked for beside the executable. */
const HERE = "const __here=require('node:url').pathToFileURL(process.execPath).href;";

/** Gives the text of the program, the files that went in, and the legal comments that stood in them. */
export async function bundleProgram(root, out) {
  const start = join(root, 'packages/cli/bin/postform.js');
  const options = esbuildOptions(root, [bundleRequired]);
  const { outputFiles, metafile } = await build({
    ...options,
    define: { ...options.define, 'import.meta.url': '__here' },
    banner: { js: HERE },
    external: ['postman-runtime'],
    format: 'cjs',
    metafile: true,
    legalComments: 'external',
    stdin: { contents: readFileSync(start, 'utf8').replace(/^#!.*\n/, ''), resolveDir: join(start, '..') },
    outfile: join(out, 'postform.cjs'),
  });
  const text = (end) => outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
  return { program: text('.cjs'), inputs: inputsOf({ metafile }), legalComments: [text('.LEGAL.txt')] };
}

/** A library that is required when it is used becomes part of the file, and is still evaluated when it is used. */
function bundleRequired(text) {
  return text.replace('const require = createRequire(import.meta.url);', '');
}

/** What Node puts into its executable to run `program` at once. */
export function preparationBlob(program, folder) {
  const [main, config, output] = ['postform.cjs', 'sea.json', 'postform.blob'].map((name) => join(folder, name));
  writeFileSync(main, program);
  writeFileSync(config, JSON.stringify({ main, output, disableExperimentalSEAWarning: true, useCodeCache: true }));
  const { status, stderr } = spawnSync(process.execPath, ['--experimental-sea-config', config], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`Node made no blob of the program:\n${stderr}`);
  const blob = readFileSync(output);
  for (const path of [main, config, output]) rmSync(path);
  return blob;
}
