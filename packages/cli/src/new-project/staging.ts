// The folder of a new project: all its files come to be at once, or none does.
import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { AppError } from '@postform/engine';
import { type FileWork, fileWork } from './file-work.ts';
import { ignoreFile } from './ignore-file.ts';
import { clearRemains, MARK, moveEach, refuseExisting } from './staged-moves.ts';

/** A folder beside the real one, or in it where it exists, until `commit`. */
export interface Staging {
  /** Absolute. What is put there besides `write` (the state) becomes part of the project, too. */
  readonly folder: string;
  /** Texts by relative path; replaces what was written before. Throws E_CLI_NEW_PROJECT. */
  write(files: Readonly<Record<string, string>>): void;
  /** The project file comes last: without it there is no project. Throws E_CLI_FILE_EXISTS or E_CLI_NEW_PROJECT; then nothing is there. */
  commit(): void;
  discard(): void;
}

/** What an import that was killed left behind goes first. `out` is absolute. */
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

/** What the disk refuses, in words; `undo` comes first. */
function guarded(out: string, act: () => void, undo: () => void = () => undefined): void {
  try {
    act();
  } catch (cause) {
    try {
      undo();
    } catch {
      // The disk is what failed; the next import clears what stays.
    }
    if (cause instanceof AppError) throw cause;
    throw new AppError('E_CLI_NEW_PROJECT', `The project cannot be written to ${out}: ${(cause as Error).message}.`, {
      hint: 'Nothing of it was kept. Make room or name another folder, and run the same command again.',
      cause,
    });
  }
}
