// Makes a file of its own of each library that our code requires when it uses it, so that no other run reads it.
import { dirname, join } from 'node:path';
import { build } from 'esbuild';

/** By the name of the file; libraries that have parts in common share one. */
const FILES = {
  ajv: ['ajv', 'ajv-formats'],
  croner: ['croner'],
  diff: ['diff'],
  'jsonc-parser': ['jsonc-parser'],
  yaml: ['yaml'],
};

/** `edit` leads each `require` of our code to a file in lib/; `files` makes those that were asked for. */
export function libraries() {
  const requiredBy = new Map();
  return {
    edit: (text, path) =>
      text.replace(/\brequire\('([^']+)'\)/g, (_all, name) => {
        const [file] = Object.entries(FILES).find(([, names]) => names.includes(name)) ?? [];
        if (file === undefined)
          throw new Error(`${path} requires ${name}, which scripts/package/later.mjs does not know`);
        requiredBy.set(file, dirname(path));
        return `require('./${file}.cjs')[${JSON.stringify(name)}]`;
      }),
    files: async (options, out) => {
      const results = [];
      for (const [file, resolveDir] of requiredBy) {
        const contents = FILES[file].map((name) => `exports[${JSON.stringify(name)}] = require('${name}');`).join('\n');
        const outfile = join(out, 'lib', `${file}.cjs`);
        results.push(await build({ ...options, format: 'cjs', stdin: { contents, resolveDir }, outfile }));
      }
      return results;
    },
  };
}
