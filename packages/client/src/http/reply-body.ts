// Reads the body of a reply within bounds, so that no server can make this process hold more than it should.
import { createHash } from 'node:crypto';
import type { Route } from '@postform/engine';

interface BoundRow {
  readonly path: RegExp;
  readonly bytes: number;
  readonly source: string;
}

const MB = 1_000_000;

/** Bytes of the body as sent: the client asks for no content encoding and reads none. */
const ROWS: readonly BoundRow[] = [
  {
    path: /^\/collections\/\{[^{}]+\}$/,
    bytes: 200 * MB,
    source: 'Postman OpenAPI 1.45.0, putCollection: 100 MB; a read adds ids and times to every item',
  },
  { path: /^\/environments\/\{[^{}]+\}$/, bytes: 50 * MB, source: 'chosen: no limit is documented' },
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
  return ROWS.find((row) => row.path.test(path))?.bytes ?? OTHERS_BYTES;
}

/** The bytes of one body, in order: hashed as they arrive, and decoded only when somebody wants the text. */
export class ReplyBody {
  readonly #hash = createHash('sha256');
  readonly #chunks: Uint8Array[] = [];
  #bytes = 0;

  /** Bytes that were read before the end or the cut. */
  get bytes(): number {
    return this.#bytes;
  }

  /** False where the body is longer than `most` bytes: the rest of it is not kept. */
  add(chunk: Uint8Array, most: number): boolean {
    const kept = this.#bytes + chunk.byteLength > most ? chunk.subarray(0, Math.max(0, most - this.#bytes)) : chunk;
    this.#bytes += chunk.byteLength;
    this.#hash.update(kept);
    this.#chunks.push(kept);
    return kept === chunk;
  }

  /** SHA-256 of what was kept, base64url. Once only. */
  hash(): string {
    return this.#hash.digest('base64url');
  }

  /** What was kept, as text. Once only: the chunks are let go. */
  text(): string {
    const chunks = this.#chunks.splice(0);
    return WHOLE.decode(chunks.length <= 1 ? chunks[0] : Buffer.concat(chunks.splice(0)));
  }
}

/** Decodes a body that came in one chunk. It keeps nothing from one to the next. */
const WHOLE = new TextDecoder();
