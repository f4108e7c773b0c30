// Checksums of the state and its journal: 16 hex digits of a SHA-256, which tell damage, not malice.
import { createHash } from 'node:crypto';

/** Of parts that follow each other. */
export function checksum(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest('hex').slice(0, 16);
}

/** Of a text of this format. From format 3 on the format is in it. */
export function checksumOf(text: string, format: number): string {
  return checksum(format < 3 ? text : `${format}\n${text}`);
}

const CHECK_LINE = Buffer.from('\n  "check": ');
const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/**
 * The checksum of a snapshot of format 4: of all its lines but the one that says it; undefined where there is no such line. A byte
 * order mark and the line ends of Windows do not count, for Git and editors add them.
 */
export function snapshotChecksum(bytes: Uint8Array): string | undefined {
  const all = asWritten(bufferOf(bytes));
  const at = all.indexOf(CHECK_LINE);
  if (at < 0) return undefined;
  return checksum(all.subarray(0, at), all.subarray(Math.max(at, all.indexOf(10, at + 1))));
}

/** Whether these are the bytes of a snapshot with this checksum: it says so, and they give it. */
export function hasChecksum(bytes: Uint8Array, check: string): boolean {
  return bufferOf(bytes).includes(`${CHECK_LINE}"${check}",`) && snapshotChecksum(bytes) === check;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

function asWritten(bytes: Buffer): Buffer {
  const all = bytes.subarray(0, 3).equals(BYTE_ORDER_MARK) ? bytes.subarray(3) : bytes;
  return all.includes(13) ? Buffer.from(all.toString().replaceAll('\r\n', '\n')) : all;
}
