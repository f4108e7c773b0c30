// Keeps the measured table in docs/performance.md, with the date and the machine.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { withTable } from '../../scripts/generate/tables.mjs';
import { root } from '../measure/program.mjs';

const PAGE = join(root, 'docs/performance.md');

export function writePage(setting, table) {
  const date = new Date().toISOString().slice(0, 10);
  const lines = [`Measured on ${date}: ${setting}.`, '', ...table];
  writeFileSync(PAGE, withTable(readFileSync(PAGE, 'utf8'), 'targets', lines, 'npm run bench'));
}
