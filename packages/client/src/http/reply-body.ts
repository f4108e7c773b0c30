// Reads the body of a reply within bounds, so that no server can make this process hold more than it should.
import type { Route } from '@postform/engine';

interface BoundRow {
  /** `*` stands for one path segment. */
  readonly path: string;
  readonly bytes: number;
  readonly source: string;
}

const MB = 1_000_000;

/** Bytes of the body as sent: the client asks for no content encoding and reads none. */
const ROWS: readonly BoundRow[] = [
  {
    path: '/collections/*',
    bytes: 200 * MB,
    source: 'Postman OpenAPI 1.45.0, putCollection: 100 MB; a read adds ids and times to every item',
  },
  { path: '/environments/*', bytes: 50 * MB, source: 'chosen: no limit is documented' },
];

/** Lists of ids and names, whole mocks and monitors: less than a kilobyte per object. */
const OTHERS_BYTES = 20 * MB;

/** A reply that is not a success is read up to this size. */
export const FAILURE_BYTES = 1 * MB;

/** Nesting of objects and arrays. A source file may nest 512 levels, and the reply wraps it and adds levels of its own. */
export const MOST_DEPTH = 560;

/** Values in one body: a collection of 100 MB holds about five million. */
export const MOST_VALUES = 10_000_000;

export function replyBytesOf({ path }: Route): number {
  const pattern = path.replaceAll(/\{[^{}]+\}/g, '*');
  return ROWS.find((row) => row.path === pattern)?.bytes ?? OTHERS_BYTES;
}

export interface BodyText {
  readonly text: string;
  /** Bytes that were read before the end or the cut. */
  readonly bytes: number;
  /** True where the body is longer than `most`. */
  readonly isCut: boolean;
}

/** Stops the stream at `most` bytes. Rejects where the stream does. `declared`: Content-Length, where it was given. */
export async function readReplyBody(
  body: AsyncIterable<Uint8Array>,
  most: number,
  declared: number | undefined,
): Promise<BodyText> {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  let bytes = 0;
  const isDeclaredTooLong = declared !== undefined && declared > most;
  for await (const chunk of body) {
    if (isDeclaredTooLong || bytes + chunk.byteLength > most) {
      parts.push(decoder.decode(chunk.subarray(0, Math.max(0, most - bytes))));
      return { text: parts.join(''), bytes: bytes + chunk.byteLength, isCut: true };
    }
    bytes += chunk.byteLength;
    parts.push(decoder.decode(chunk, { stream: true }));
  }
  parts.push(decoder.decode());
  return { text: parts.join(''), bytes, isCut: false };
}
