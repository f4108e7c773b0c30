// Room: new files. Written all together or not at all; nothing that exists is touched.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { AppError } from '@postform/engine';

/** Paths are relative to `root`. Throws E_CLI_FILE_EXISTS. */
export function refuseExisting(root: string, paths: readonly string[]): void {
  const found = paths.filter((path) => existsSync(join(root, path)));
  if (found.length === 0) return;
  const more = found.length > 3 ? ` and ${found.length - 3} more` : '';
  throw new AppError('E_CLI_FILE_EXISTS', `In ${root} there is already: ${found.slice(0, 3).join(', ')}${more}.`, {
    hint: 'Nothing was written. Name another folder: --out DIR',
  });
}

export function writeNewFiles(root: string, files: Readonly<Record<string, string>>): void {
  refuseExisting(root, Object.keys(files));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text, { flag: 'wx' });
  }
}
