// Keeps .gitignore up to date, so that files of one machine are not committed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readGiven } from '../files/bounded-read.ts';
import { isInside, realPathOf } from '../files/links.ts';
import { writeWhole } from '../files/whole-file.ts';
import type { Report } from '../session/report.ts';
import { ignoredPaths } from './starter.ts';

/** The text with the missing lines added; existing lines stay. */
export function ignoreFile(before: string): string {
  const missing = missingIn(before);
  if (missing.length === 0) return before;
  const lead = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  const comment = '# Postform: files of one machine, and plans. Commit the *.state files.\n';
  return `${lead}${comment}${missing.join('\n')}\n`;
}

function missingIn(text: string): readonly string[] {
  const known = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  return ignoredPaths.filter((line) => !known.has(line));
}

/** Adds missing lines to .gitignore. The file is replaced as a whole, so that a full disk loses none of its lines. */
export function ignoreLocalFiles(dir: string, report: Report): void {
  const path = join(dir, '.gitignore');
  if (!isInside(realPathOf(dir), realPathOf(path))) {
    report.notice('.gitignore is a link that leads out of the project, so it was not changed.');
    return;
  }
  const before = existsSync(path) ? readGiven(path) : '';
  const missing = missingIn(before);
  if (missing.length === 0) return;
  writeWhole(path, ignoreFile(before));
  report.say(`Added ${missing.length} lines to .gitignore.`);
}
