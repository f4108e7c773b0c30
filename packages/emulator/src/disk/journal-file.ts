// Appends JSON records to a file, one a line, and reads them with a torn last line forgiven.
import { closeSync, ftruncateSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';

/** An open file that lines are appended to. `bytes` is its size. */
export interface LineFile {
  /** All of them, or none and the system's error: what a full disk took of them is cut off again. */
  append(lines: string): void;
  bytes(): number;
  close(): void;
}

export function openLines(path: string, startBytes: number): LineFile {
  const file = openSync(path, 'a');
  let bytes = startBytes;
  return {
    append: (lines) => {
      try {
        bytes += writeWhole(file, lines);
      } catch (thrown) {
        ftruncateSync(file, bytes);
        throw thrown;
      }
    },
    bytes: () => bytes,
    close: () => closeSync(file),
  };
}

/** The bytes of the text, all written. One call as a rule: a copy is made only of what a full disk or a signal left over. */
function writeWhole(file: number, text: string): number {
  const written = writeSync(file, text);
  const size = Buffer.byteLength(text);
  if (written === size) return size;
  const data = Buffer.from(text);
  for (let at = written; at < size; ) at += writeSync(file, data, at);
  return size;
}

/**
 * Calls `visit` with each record of a file, in order, and returns the bytes of whole records. A last line without its
 * end, or that is no record, is cut off a file that is appended to: the process died while writing it. Throws when any
 * other line is no record, and names file and line.
 */
export function readLines(path: string, isAppended: boolean, visit: (record: object) => void): number {
  const data = readIfThere(path);
  let from = 0;
  for (let line = 1; from < data.length; line += 1) {
    const end = data.indexOf(0x0a, from);
    const record = end < 0 ? undefined : parsed(data.subarray(from, end).toString());
    if (record === undefined) {
      if (!isAppended || (end >= 0 && end < data.length - 1)) throw new Error(`${path}:${line} is not a JSON record`);
      truncateSync(path, from);
      return from;
    }
    visit(record);
    from = end + 1;
  }
  return from;
}

function readIfThere(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === 'ENOENT') return Buffer.alloc(0);
    throw thrown;
  }
}

function parsed(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
