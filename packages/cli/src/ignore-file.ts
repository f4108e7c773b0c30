// Room: the ignore file, so that what concerns one machine is not committed.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Report } from './report.ts';
import { ignoredPaths } from './starter.ts';

/** Adds what is missing to .gitignore; lines that stand there stay. */
export function ignoreLocalFiles(dir: string, report: Report): void {
  const path = join(dir, '.gitignore');
  const before = existsSync(path) ? readFileSync(path, 'utf8') : '';
  const known = new Set(before.split(/\r?\n/).map((line) => line.trim()));
  const missing = ignoredPaths.filter((line) => !known.has(line));
  if (missing.length === 0) return;
  const lead = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  const comment = '# Postform: what concerns one machine only. The *.state files are to be committed.\n';
  writeFileSync(path, `${lead}${comment}${missing.join('\n')}\n`);
  report.say(`Added ${missing.length} lines to .gitignore.`);
}
