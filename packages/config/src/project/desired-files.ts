// Reads the desired files of a project: those that its globs name.
import { join } from 'node:path';
import { type Diagnostic, isObject, type Known } from '@postform/engine';
import { boundsOf, trespass } from '../files/bounds.ts';
import { belowRoot, expandGlobs, fixedPart, isLiteral, leavesProject } from '../files/globs.ts';
import { meantBy } from '../files/read-bytes.ts';
import type { SourceDisk } from '../files/source-disk.ts';
import { quoteValue } from '../files/wording.ts';
import { type Document, placeAt } from '../yaml/document.ts';
import { readDocument } from '../yaml/read-document.ts';

/** `complete` is false where a file could not be understood, so what is not declared is unknown. */
export function readDesired(
  disk: SourceDisk,
  root: string,
  project: Document,
  out: Diagnostic[],
  known: Known,
): { documents: readonly Document[]; complete: boolean } {
  const written = isObject(project.value) ? project.value['desired'] : undefined;
  const patterns = Array.isArray(written) ? written.filter((one) => typeof one === 'string' && one !== '') : [];
  const place = (pattern: string) => placeAt(project, `/desired/${(written as readonly string[]).indexOf(pattern)}`);
  const inside = patterns.filter((pattern) => {
    if (!leavesProject(belowRoot(root, pattern))) return true;
    out.push({
      severity: 'error',
      code: 'D_GLOB_FORM',
      message: `${quoteValue(pattern)} points outside the project`,
      hint: 'name files below the project file, relative to it',
      place: place(pattern),
    });
    return false;
  });
  const files = new Set<string>();
  const unreadable = new Set<string>();
  for (const [pattern, matched] of expandGlobs(disk, root, inside, (folder) => unreadable.add(folder))) {
    if (matched.length === 0) {
      const severity = isLiteral(pattern) ? 'error' : 'warning';
      out.push({
        severity,
        code: 'D_GLOB_EMPTY',
        message: `${quoteValue(pattern)} names no file`,
        hint: /\\[\w*.]/.test(pattern)
          ? `write "/" between folders: ${pattern.replaceAll('\\', '/')}`
          : `${meantIn(disk, root, pattern)}correct the pattern, or remove it`,
        place: place(pattern),
      });
    }
    for (const file of matched) if (file !== project.file) files.add(file);
  }
  for (const folder of unreadable)
    out.push({
      severity: 'error',
      code: 'D_FILE_UNREADABLE',
      message: `the folder ${folder} cannot be listed, so what its files declare is unknown`,
      hint: 'check the permissions of the folder',
      place: placeAt(project, '/desired'),
    });
  const documents: Document[] = [];
  let complete = unreadable.size === 0;
  const bounds = boundsOf(disk, root);
  for (const file of [...files].sort()) {
    if (trespass(disk, bounds, join(root, file)) === 'link') {
      complete = false;
      out.push({
        severity: 'error',
        code: 'D_FILE_OUTSIDE',
        message: `${file} is a link that points outside the ${bounds.name}`,
        hint: `copy the file into the ${bounds.name}, or take it out of "desired" with "!${file}"`,
        place: placeAt(project, '/desired'),
      });
      continue;
    }
    const read = readDocument(disk, root, file, out, known);
    if (read.type === 'document') {
      documents.push(read.document);
      complete &&= read.document.lacksNames !== true;
    } else if (read.type === 'broken') complete = false;
    else
      out.push({
        severity: 'warning',
        code: 'D_FILE_EMPTY',
        message: `${file} declares nothing`,
        hint: 'remove the file, or declare something in it',
        place: { file, line: 1, column: 1 },
      });
  }
  return { documents, complete: complete && inside.length === patterns.length };
}

/** About the first name of the fixed part of a pattern, where that is not there. */
function meantIn(disk: SourceDisk, root: string, pattern: string): string {
  const path = join(root, fixedPart(belowRoot(root, pattern)));
  const near = disk.realPath(path) === undefined ? meantBy(disk, path) : undefined;
  return near === undefined ? '' : `did you mean ${near}? `;
}
