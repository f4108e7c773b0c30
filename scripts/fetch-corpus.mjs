// Downloads the real Postman files that docs/corpus.md lists, and verifies each by its SHA-256.
//
//   node scripts/fetch-corpus.mjs FOLDER     then: POSTFORM_CORPUS=FOLDER npm test
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fetchAll, listedIn } from './corpus/fetch.mjs';

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Say into which folder: node scripts/fetch-corpus.mjs FOLDER');
  process.exit(64);
}
const page = readFileSync(fileURLToPath(new URL('../docs/corpus.md', import.meta.url)), 'utf8');
const { fetched, kept, wrong } = await fetchAll(listedIn(page), folder, 'https://raw.githubusercontent.com');
console.log(`${fetched} files downloaded, ${kept} were there, ${wrong.length} are wrong.`);
for (const line of wrong) console.error(line);
process.exitCode = wrong.length === 0 ? 0 : 1;
