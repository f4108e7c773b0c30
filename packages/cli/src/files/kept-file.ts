// Reads the kept body that a person names, by its path or by its name in the folder of kept bodies.
import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { AppError } from '@postform/engine';
import { type KeptBody, keptBodyOf } from '@postform/state';
import { readGiven } from './bounded-read.ts';

/** Throws E_CLI_KEPT. */
export function readKept(cwd: string, dir: string, folder: string, file: string): KeptBody {
  const given = resolve(cwd, dir, file);
  const path = existsSync(given) ? given : join(folder, basename(file));
  let text: string;
  try {
    text = readGiven(path);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === 'ENOENT';
    throw refused(
      isMissing ? `${given} does not exist.` : `${given} cannot be read: ${(cause as Error).message}.`,
      cause,
    );
  }
  const kept = keptBodyOf(basename(path), text);
  if (kept === undefined) throw refused(`${path} holds no body that Postform has kept.`);
  return kept;
}

function refused(message: string, cause?: unknown): AppError {
  return new AppError('E_CLI_KEPT', message, {
    hint: 'To see what is kept: postform restore',
    category: 'usage',
    ...(cause === undefined ? {} : { cause }),
  });
}
