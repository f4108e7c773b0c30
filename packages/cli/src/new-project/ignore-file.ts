// Room: the ignore file, so that what concerns one machine is not committed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readGiven } from '../files/bounded-read.ts';
import { isInside, realPathOf } from '../files/links.ts';
import { writeWhole } from '../files/whole-file.ts';
import type { Report } from '../session/report.ts';
import { ignoredPaths } from './starter.ts';

/** The text with the lines added that it lacks; lines that stand there stay. */
export function ignoreFile(before: string): string {
  const missing = missingIn(before);
  if (missing.length === 0) return before;
  const lead = before === '' || before.endsWith('\n') ? before : `${before}\n`;
  const comment = '# Postform: what concerns one machine only. The *.state files are to be committed.\n';
  return `${lead}${comment}${missing.join('\n')}\n`;
}

function missingIn(text: string): readonly string[] {
  const known = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  return ignoredPaths.filter((line) => !known.has(line));
}

/** Adds what is missing to .gitignore, which is replaced as a whole: a full disk costs none of its lines. */
export function ignoreLocalFiles(dir: string, report: Report): void {
  const path = join(dir, '.gitignore');
  if (!isInside(realPathOf(dir), realPathOf(path))) {
    report.say('.gitignore is a link that leads out of the project, and stays as it is.');
    return;
  }
  const before = existsSync(path) ? readGiven(path) : '';
  const missing = missingIn(before);
  if (missing.length === 0) return;
  writeWhole(path, ignoreFile(before));
  report.say(`Added ${missing.length} lines to .gitignore.`);
}
