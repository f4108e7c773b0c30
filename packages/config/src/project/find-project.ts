// Finds and reads the project file that a folder belongs to.
import { basename, dirname, resolve } from 'node:path';
import type { Diagnostic, Known } from '@postform/engine';
import type { SourceDisk } from '../files/source-disk.ts';
import type { Document } from '../yaml/document.ts';
import { readDocument } from '../yaml/read-document.ts';

/** Names of a project file, in the order in which they are tried in each folder. */
export const PROJECT_FILES = ['postform.yaml', 'postform.yml', 'postform.json'] as const;

/** Absolute path of the project file that a folder belongs to: in it, or in the nearest folder above it. */
export function findProject(startDir: string, disk: SourceDisk): string | undefined {
  return disk.findUp(resolve(startDir), PROJECT_FILES);
}

export interface ProjectFile {
  /** Absolute path of the folder that holds it. */
  readonly root: string;
  readonly document: Document;
}

/** `known`: of a project file in a folder. Undefined where no file is found, or it cannot be read; then `out` says why. */
export function readProjectFile(
  { dir, disk, known }: { readonly dir: string; readonly disk: SourceDisk; readonly known?: (root: string) => Known },
  out: Diagnostic[],
): ProjectFile | undefined {
  const fail = (code: string, message: string, hint: string): undefined => {
    out.push({ severity: 'error', code, message, hint });
  };
  if (disk.realPath(resolve(dir)) === undefined)
    return fail('D_FOLDER_MISSING', `the folder ${dir} does not exist`, 'name the folder of a project with -C');
  const found = findProject(dir, disk);
  if (found === undefined)
    return fail(
      'D_PROJECT_NOT_FOUND',
      `no ${PROJECT_FILES.join(', ')} in ${dir} or above it`,
      'run "postform init", or name the folder with -C',
    );
  const [root, file] = [dirname(found), basename(found)];
  for (const { name, type } of disk.list(root) ?? [])
    if (type === 'file' && name !== file && PROJECT_FILES.some((one) => one === name))
      out.push({
        severity: 'warning',
        code: 'D_PROJECT_TWICE',
        message: `${name} is ignored, because ${file} is in the same folder`,
        hint: 'keep one of the two',
        place: { file: name, line: 1, column: 1 },
      });
  const read = readDocument(disk, root, file, out, known?.(root));
  if (read.type === 'empty')
    out.push({
      severity: 'error',
      code: 'D_FILE_EMPTY',
      message: 'the project file is empty',
      hint: 'begin with "postform: 1"',
      place: { file, line: 1, column: 1 },
    });
  return read.type === 'document' ? { root, document: read.document } : undefined;
}
