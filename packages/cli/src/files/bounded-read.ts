// Reads files that people name, up to a bound, and refuses devices, pipes and folders.
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';

const MEBIBYTE = 1024 * 1024;

/** The bound for plan files, fault files, and sources that are shown beside a mistake. */
export const MOST_GIVEN_BYTES = 128 * MEBIBYTE;

/** UTF-8. Throws an Error that says what the file is or how large it is, or Node's own where it cannot be opened. */
export function readGiven(path: string, maxBytes = MOST_GIVEN_BYTES): string {
  return readGivenBytes(path, maxBytes).toString('utf8');
}

/** As `readGiven`, not decoded. */
export function readGivenBytes(path: string, maxBytes = MOST_GIVEN_BYTES): Buffer {
  // Non-blocking: does not wait for the other end of a pipe.
  const file = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(file);
    if (stat.isDirectory()) throw new Error('it is a folder');
    if (!stat.isFile()) throw new Error('it is a pipe or a device, not a file');
    if (stat.size > maxBytes) throw tooLarge(`has ${stat.size} bytes`, maxBytes);
    const bytes = Buffer.alloc(Math.min(maxBytes, Math.max(stat.size, 64 * 1024)) + 1);
    let length = 0;
    for (let got = -1; got !== 0 && length < bytes.length; length += got)
      got = readSync(file, bytes, length, bytes.length - length, null);
    if (length > maxBytes) throw tooLarge('is longer', maxBytes);
    return bytes.subarray(0, length);
  } finally {
    closeSync(file);
  }
}

function tooLarge(what: string, maxBytes: number): Error {
  return new Error(`it ${what}, but at most ${maxBytes} bytes (${maxBytes / MEBIBYTE} MiB) are read`);
}
