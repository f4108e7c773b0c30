// Writes the declarations of the published package: one file a door, which name no other package.
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { DOORS } from './bundle-code.mjs';

export async function writeTypes(root, out) {
  const declarations = (path) => join(root, path.replace(/\.js$/, '.d.ts'));
  const input = Object.fromEntries(Object.entries(DOORS).map(([name, path]) => [name, declarations(path)]));
  const ownPackages = {
    name: 'own-packages',
    resolveId: (id) =>
      id.startsWith('@postform/') ? declarations(`packages/${id.slice('@postform/'.length)}/dist/index.js`) : null,
  };
  const bundle = await rollup({ input, plugins: [ownPackages, dts()] });
  await bundle.write({
    dir: join(out, 'types'),
    format: 'es',
    chunkFileNames: ({ name }) => `${name.replace(/\.d$/, '')}.d.ts`,
  });
  await bundle.close();
}
