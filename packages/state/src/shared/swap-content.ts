// Replaces the content of a small file through a second one, so that a kill leaves the old or the new content.
import {
  closeSync,
  constants,
  fstatSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  type Stats,
  writeFileSync,
} from 'node:fs';

/** Bytes that most file systems allocate at once. */
const BLOCK_BYTES = 4096;
const LINE_BREAK = 0x0a;
/** A spare file that is larger than the content by more than this is not used again. */
const MOST_PADDING_BYTES = 16 * BLOCK_BYTES;

export const spareOf = (path: string): string => `${path}.spare`;

/**
 * Writes the text, padded with blanks and a line break to whole blocks, into the spare file, and gives it the name `path` in the turn of `check`;
 * where that throws, the old content stays. What was there becomes the spare file. A rename of a file with new blocks would
 * wait for them on ext4, milliseconds while the disk is busy with a sync; the blocks of a spare file are there already. While
 * it is written it has a name of its own, made of `nonce`. A file system without hard links gets a new file each time.
 */
export function swapContent(path: string, text: string, nonce: string, check: () => void): void {
  const own = `${path}.${nonce}.tmp`;
  try {
    writeOwn(spareOf(path), own, Buffer.from(text));
    attempt(() => linkSync(path, spareOf(path)));
    check();
    renameSync(own, path);
  } catch (error) {
    rmSync(own, { force: true });
    throw error;
  }
}

function writeOwn(spare: string, own: string, text: Uint8Array): void {
  const bytes = Math.ceil((text.length + 1) / BLOCK_BYTES) * BLOCK_BYTES;
  const usable = ({ nlink, size }: Stats) => nlink === 1 && size <= bytes + MOST_PADDING_BYTES;
  const file = openSpare(spare, own, usable) ?? openSync(own, 'wx', 0o600);
  try {
    const padded = Buffer.alloc(Math.max(bytes, fstatSync(file).size), ' ');
    padded.set(text);
    padded[padded.length - 1] = LINE_BREAK;
    writeFileSync(file, padded);
  } finally {
    closeSync(file);
  }
}

/** The spare file under its own name. A second link would be the name of the content that is in use: a kill came between. */
function openSpare(spare: string, own: string, isUsable: (stats: Stats) => boolean): number | undefined {
  if (!attempt(() => renameSync(spare, own))) return undefined;
  const file = openSync(own, constants.O_RDWR | (constants.O_NOFOLLOW ?? 0));
  if (isUsable(fstatSync(file))) return file;
  closeSync(file);
  rmSync(own);
  return undefined;
}

/** False where the system refuses: there is no such file, or it cannot do this. */
function attempt(work: () => void): boolean {
  try {
    work();
    return true;
  } catch {
    return false;
  }
}
