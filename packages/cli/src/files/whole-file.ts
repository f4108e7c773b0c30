// Writes a file so that a kill or a full disk leaves either the old text or the new one, never a part.
import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** The operations of `writeWhole` on the disk; tests make them fail. */
export interface WholeWork {
  write(path: string, text: string, mode: number | undefined): void;
  rename(from: string, to: string): void;
}

const wholeWork: WholeWork = {
  write: (path, text, mode) => writeFileSync(path, text, { flush: true, ...(mode === undefined ? {} : { mode }) }),
  rename: renameSync,
};

/** A link stays a link; a device or a pipe is written to directly. Throws Node's errors. */
export function writeWhole(path: string, text: string, mode?: number, work = wholeWork): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found !== undefined && !found.isFile()) {
    writeFileSync(path, text);
    return;
  }
  const target = found === undefined ? path : realpathSync(path);
  const next = `${target}.postform-${process.pid}.tmp`;
  try {
    work.write(next, text, mode ?? found?.mode);
    work.rename(next, target);
  } finally {
    rmSync(next, { force: true });
  }
}
