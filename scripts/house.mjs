// Checks the rules of the house that no linter knows: sizes, parameters, mutable closures, first lines, doubled exports, old words.
// Usage: node scripts/house.mjs [PACKAGE…] prints each breach and exits with 1 where there is one.
import { fileURLToPath } from 'node:url';
import { houseBreaches } from './house/breaches.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const packages = process.argv.slice(2);
const breaches = houseBreaches(root, packages);
for (const breach of breaches) console.log(breach);
process.exit(breaches.length === 0 ? 0 : 1);
