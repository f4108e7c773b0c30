// Measures Postform against its targets and prints them as a table. Exits 1 where a target is missed.
//
//   npm run bench                  every row; takes a quarter of an hour
//   npm run bench -- ROW …         some: start seven thousand ten-thousand creates many one difference client limiter sharing install
//   npm run bench -- --small       small sizes with wide bounds, in a minute, of the bundle; CI runs it
//   npm run bench -- --write       also writes the table into docs/performance.md
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { isBundle, programName } from './measure/program.mjs';
import { writePage } from './rows/page.mjs';
import { smallRows } from './rows/small.mjs';
import { heading, rows, tableLine } from './rows/table.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { small: { type: 'boolean', default: false }, write: { type: 'boolean', default: false } },
});
const chosen = values.small ? { small: smallRows } : rows;
const names = positionals.length > 0 ? positionals : Object.keys(chosen);
const unknown = names.filter((name) => chosen[name] === undefined);
if (unknown.length > 0) {
  console.error(`No row is called ${unknown.join(', ')}. Rows: ${Object.keys(chosen).join(' ')}`);
  process.exit(64);
}
if (values.small && !isBundle) {
  console.error('The bounds are those of the bundle. Run: npm run bundle');
  process.exit(64);
}

const gibibytes = (totalmem() / 1024 ** 3).toFixed(0);
const setting = `${programName} on Node ${process.versions.node}, ${cpus().length} cores, ${gibibytes} GiB`;
console.log(`${setting}\n\n${heading.join('\n')}`);
const lines = [];
for (const name of names) {
  for (const line of await chosen[name]()) {
    lines.push(line);
    console.log(tableLine(line));
  }
}
if (values.write) writePage(setting, [...heading, ...lines.map(tableLine)]);
const missed = lines.filter(({ isMet }) => isMet === false).length;
console.log(missed === 0 ? '\nEvery measured target is met.' : `\n${missed} short of the target.`);
process.exitCode = missed === 0 ? 0 : 1;
