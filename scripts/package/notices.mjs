// Writes the licences of the libraries that are in the bundle.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const LICENCE_FILE = /^(licen[cs]e|copying|notice)/i;

/** `inputs`: paths of bundled files, relative to the root. Throws where a library comes without a licence. */
export function noticesText(root, inputs, legalComments) {
  const folders = [
    ...new Set(inputs.filter((path) => path.includes('node_modules/')).map((path) => packageFolder(root, path))),
  ];
  const libraries = folders.map(libraryIn).sort((a, b) => (a.title < b.title ? -1 : 1));
  const parts = [
    'Postform contains code of these libraries, under their own licences.\n',
    ...libraries.map(({ title, license, texts }) => section(`${title} (${license})`, texts)),
    section('Comments in their code', legalComments),
  ];
  return parts.join('\n');
}

function section(title, texts) {
  return `${'-'.repeat(80)}\n${title}\n\n${texts.map((text) => text.trim()).join('\n\n')}\n`;
}

/** The folder of the library that a bundled file belongs to. */
function packageFolder(root, path) {
  const [folder] = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path);
  return join(root, folder);
}

function libraryIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const texts = readdirSync(folder)
    .filter((file) => LICENCE_FILE.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'));
  if (license === undefined || texts.length === 0) throw new Error(`${name} ${version} has no licence file`);
  return { title: `${name} ${version}`, license, texts };
}
