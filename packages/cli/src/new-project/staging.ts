// Writes a new project so that either all of its files appear, or none does.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@postform/engine';
import { type FileWork, fileWork } from './file-work.ts';
import { ignoreFile } from './ignore-file.ts';
import { clearRemains, MARK, moveEach, refuseExisting } from './staged-moves.ts';

/** A folder beside the target, or inside it where it exists, until `commit`. */
export interface Staging {
  /** Absolute. Other files put there (the state) become part of the project as well. */
  readonly folder: string;
  /** Texts by relative path; replaces earlier ones. Throws E_CLI_NEW_PROJECT. */
  write(files: Readonly<Record<string, string>>): void;
  /** Moves the project file last: without it there is no project. Throws E_CLI_FILE_EXISTS or E_CLI_NEW_PROJECT, and then leaves nothing. */
  commit(): void;
  discard(): void;
}

/** First removes what a killed import left behind. `out` is absolute. */
export function stageProject(out: string, work: FileWork = fileWork): Staging {
  guarded(out, () => clearRemains(out, work));
  const isNew = !existsSync(out);
  const folder = isNew ? `${out}${MARK}${process.pid}` : join(out, MARK.slice(1) + process.pid);
  const discard = () => work.remove(folder);
  guarded(out, () => work.makeFolder(folder), discard);
  return {
    folder,
    discard,
    write(files) {
      const put = () => {
        for (const name of new Set(Object.keys(files).map((path) => path.split('/')[0]!)))
          work.remove(join(folder, name));
        for (const [path, text] of Object.entries(files)) {
          work.makeFolder(dirname(join(folder, path)));
          work.write(join(folder, path), text);
        }
      };
      guarded(out, put, discard);
    },
    commit() {
      guarded(out, () => (isNew ? moveWhole(folder, out, work) : moveEach(folder, out, work)), discard);
    },
  };
}

function moveWhole(folder: string, out: string, work: FileWork): void {
  if (existsSync(out)) refuseExisting(dirname(out), [basename(out)]);
  work.write(join(folder, '.gitignore'), ignoreFile(''));
  work.rename(folder, out);
}

/** Words an error of the disk as E_CLI_NEW_PROJECT, after `undo`. */
function guarded(out: string, act: () => void, undo: () => void = () => undefined): void {
  try {
    act();
  } catch (cause) {
    try {
      undo();
    } catch {
      // The disk failed; the next import removes what stays.
    }
    if (cause instanceof AppError) throw cause;
    throw new AppError('E_CLI_NEW_PROJECT', `Cannot write the project to ${out}: ${(cause as Error).message}.`, {
      hint: 'Nothing was kept. Free disk space or choose another folder with --out DIR, and run the same command again.',
      cause,
    });
  }
}
